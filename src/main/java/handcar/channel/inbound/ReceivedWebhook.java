package handcar.channel.inbound;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;

/// A webhook that proved itself and was read, before it is kept.
///
/// @param name the provider's own name for it, or the fingerprint of its body
/// @param event what stood behind the door in the path
/// @param head what else is needed to read it again: some headers and parameters, none of them secret
/// @param body without secrets
record ReceivedWebhook(
        UUID id,
        ChannelAccount account,
        String name,
        String event,
        Map<String, Object> head,
        String body,
        List<InboundEvent> news) {

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
                                each instanceof InboundEvent.CustomerMessage
                                        || each instanceof InboundEvent.IgnoredEvent
                                        || each instanceof InboundEvent.UnknownEvent
                                        || each instanceof InboundEvent.ConnectionChange);
    }

    /// The name of a type in lists and metrics.
    static String type(InboundEvent news) {
        return switch (news) {
            case InboundEvent.CustomerMessage _ -> "message";
            case InboundEvent.Echo _ -> "echo";
            case InboundEvent.Receipt _ -> "receipt";
            case InboundEvent.MessageEdit _ -> "edit";
            case InboundEvent.MessageDeletion _ -> "deletion";
            case InboundEvent.StaffReply _ -> "reply";
            case InboundEvent.StatusChange _ -> "turn";
            case InboundEvent.ConnectionChange _ -> "connection";
            case InboundEvent.IgnoredEvent _ -> "skipped";
            case InboundEvent.UnknownEvent _ -> "unknown";
        };
    }
}
