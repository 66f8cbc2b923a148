package handcar.chat;

import module java.base;

import handcar.problem.Cursor;

/// Which conversations to list; an empty field filters nothing. The assignee `none` means nobody.
///
/// @param me the assignee whose conversations the view [InboxView#MINE] has
/// @param oldestFirst who waits longest comes first; otherwise the latest message
public record ConversationFilter(
        InboxView view,
        String me,
        boolean oldestFirst,
        Optional<ConversationStatus> status,
        Optional<String> channel,
        Optional<UUID> agent,
        Optional<String> assignee,
        Optional<String> tag,
        Optional<String> q,
        Optional<String> stage) {

    /// Every conversation, latest message first.
    public static ConversationFilter all() {
        return new ConversationFilter(
                InboxView.ALL,
                "",
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Where a page that ends with this conversation ended.
    Cursor cursor(Conversation last) {
        return new Cursor(
                oldestFirst
                        ? last.waitingSince().orElse(last.lastMessageAt())
                        : last.lastMessageAt(),
                last.id());
    }
}
