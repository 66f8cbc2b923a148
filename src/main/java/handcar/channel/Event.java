package handcar.channel;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// A webhook that proved itself and was read, before it is kept.
///
/// @param name the provider's own name for it, or the fingerprint of its body
/// @param event what stood behind the door in the path
/// @param head what else is needed to read it again: some headers and parameters, none of them secret
/// @param body without secrets
record Event(
        UUID id,
        Account account,
        String name,
        String event,
        Map<String, Object> head,
        String body,
        List<News> news) {

    /// How many pieces of news of each type it holds; what the list of events shows.
    Map<String, Integer> found() {
        Map<String, Integer> found = new TreeMap<>();
        news.forEach(each -> found.merge(type(each), 1, Integer::sum));
        return found;
    }

    /// Whether it can be kept together with others. What people did elsewhere goes into the audit log, for which all who
    /// write wait, and so has a transaction of its own.
    boolean isPlain() {
        return news.stream()
                .allMatch(
                        each ->
                                each instanceof News.Said
                                        || each instanceof News.Skipped
                                        || each instanceof News.Unknown
                                        || each instanceof News.Connection);
    }

    /// The name of a type in lists and metrics.
    static String type(News news) {
        return switch (news) {
            case News.Said _ -> "message";
            case News.Echo _ -> "echo";
            case News.Receipt _ -> "receipt";
            case News.Edited _ -> "edit";
            case News.Deleted _ -> "deletion";
            case News.Replied _ -> "reply";
            case News.Turned _ -> "turn";
            case News.Connection _ -> "connection";
            case News.Skipped _ -> "skipped";
            case News.Unknown _ -> "unknown";
        };
    }
}
