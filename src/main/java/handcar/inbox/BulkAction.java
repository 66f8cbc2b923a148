package handcar.inbox;

import module java.base;

import handcar.chat.Conversation;
import handcar.chat.ConversationStatus;
import handcar.chat.StaffAction;
import handcar.http.JsonBody;

/// What staff do to many conversations at once.
sealed interface BulkAction {
    /// Does what one action does.
    record Act(Predicate<Conversation> isDone, Function<Conversation, StaffAction> action)
            implements BulkAction {}

    /// Marks as read, which is no decision.
    record Read() implements BulkAction {}

    /// Their names in requests.
    enum Name {
        CLOSE,
        REOPEN,
        ASSIGN,
        TAG,
        READ,
        SNOOZE
    }

    /// The action of a request; its bad fields are noted there.
    ///
    /// @param assignee reads the name of an assignee
    static BulkAction of(JsonBody body, UnaryOperator<String> assignee) {
        return switch (body.oneOf("action", Name.READ)) {
            case CLOSE ->
                    new Act(
                            now -> now.status() == ConversationStatus.CLOSED,
                            _ -> new StaffAction.Close());
            case REOPEN ->
                    new Act(
                            now -> now.status() != ConversationStatus.CLOSED,
                            _ -> new StaffAction.Reopen());
            case ASSIGN -> {
                Optional<String> to = body.findText("assignee", 1, 100).map(assignee);
                yield new Act(now -> now.assignee().equals(to), _ -> new StaffAction.Assign(to));
            }
            case TAG -> {
                List<String> tags =
                        body.names("tags", InboxRoutes.MOST_TAGS, InboxRoutes.LONGEST_TAG);
                if (tags.isEmpty()) {
                    body.fault("tags", "is required");
                }
                yield new Act(
                        now -> now.tags().containsAll(tags),
                        now ->
                                new StaffAction.Tag(
                                        Stream.concat(now.tags().stream(), tags.stream())
                                                .distinct()
                                                .limit(InboxRoutes.MOST_TAGS)
                                                .toList()));
            }
            case READ -> new Read();
            case SNOOZE -> {
                Optional<Instant> until = InboxRoutes.snoozeUntil(body);
                yield new Act(
                        now -> now.snoozedUntil().equals(until),
                        _ -> new StaffAction.Snooze(until));
            }
        };
    }
}
