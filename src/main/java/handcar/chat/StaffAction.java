package handcar.chat;

import module java.base;

/// What staff may do to a conversation besides writing in it.
public sealed interface StaffAction {
    /// A person takes the conversation from whoever has it.
    record TakeOver() implements StaffAction {}

    /// The agent goes on, beginning with what the customer wrote meanwhile.
    record Release() implements StaffAction {}

    /// The agent is silent for a while, or until it is resumed; an answer being written is not sent.
    record Pause(Optional<Duration> length) implements StaffAction {}

    /// The pause ends, and what the customer wrote in it is answered.
    record Resume() implements StaffAction {}

    /// Somebody, or nobody, is responsible. Who answers does not change.
    record Assign(Optional<String> assignee) implements StaffAction {}

    /// It is settled; the customer's next message opens it again.
    record Close() implements StaffAction {}

    /// It is not settled after all: its assignee has it again, or the agent when there is none.
    record Reopen() implements StaffAction {}

    /// The whole set of tags.
    record Tag(List<String> tags) implements StaffAction {
        public Tag {
            tags = tags.stream().distinct().toList();
        }
    }

    /// How soon somebody should look.
    record Prioritize(Priority priority) implements StaffAction {}

    /// Where the customer stands in the funnel.
    record Stage(Optional<String> stage) implements StaffAction {}

    /// It is out of what waits until then, or until the customer writes; empty ends that.
    record Snooze(Optional<Instant> until) implements StaffAction {}

    /// Its name in the audit log.
    default String pastTense() {
        return switch (this) {
            case TakeOver _ -> "taken_over";
            case Release _ -> "released";
            case Pause _ -> "paused";
            case Resume _ -> "resumed";
            case Assign _ -> "assigned";
            case Close _ -> "closed";
            case Reopen _ -> "reopened";
            case Tag _ -> "tagged";
            case Prioritize _ -> "prioritized";
            case Stage _ -> "staged";
            case Snooze _ -> "snoozed";
        };
    }

    /// Whether it returns only when nothing that the agent wrote is on its way any more.
    default boolean stopsAgent() {
        return this instanceof TakeOver
                || this instanceof Release
                || this instanceof Pause
                || this instanceof Close;
    }
}
