package handcar.chat;

import module java.base;

import handcar.db.Tx;
import handcar.jobs.JobQueue;
import handcar.problem.Problem;

/// What each action of staff changes in the rows of a conversation.
final class StaffActionStore {
    private final ChatStore store;
    private final JobQueue jobs;
    private final MessageIntake intake;

    StaffActionStore(ChatStore store, JobQueue jobs, MessageIntake intake) {
        this.store = store;
        this.jobs = jobs;
        this.intake = intake;
    }

    /// Whether an action that another tool reports would change nothing.
    static boolean isDone(Conversation now, StaffActor by, StaffAction action) {
        return switch (action) {
            case StaffAction.TakeOver() ->
                    now.status() == ConversationStatus.HUMAN_ACTIVE
                            && now.assignee().equals(Optional.of(by.assigneeOf(now)));
            case StaffAction.Release() ->
                    now.status() == ConversationStatus.AI_ACTIVE
                            && !now.isPaused()
                            && now.assignee().isEmpty();
            case StaffAction.Close() -> now.status() == ConversationStatus.CLOSED;
            case StaffAction.Pause _,
                    StaffAction.Resume _,
                    StaffAction.Assign _,
                    StaffAction.Reopen _,
                    StaffAction.Tag _,
                    StaffAction.Prioritize _,
                    StaffAction.Stage _,
                    StaffAction.Snooze _ ->
                    false;
        };
    }

    /// Changes the conversation, which is locked. Returns what the audit log says of it.
    Map<String, Object> apply(Tx tx, Conversation now, StaffActor by, StaffAction action) {
        UUID id = now.id();
        return switch (action) {
            case StaffAction.TakeOver() -> {
                stepIn(tx, now, by.assigneeOf(now));
                yield Map.of();
            }
            case StaffAction.Release() -> {
                store.release(tx, id);
                store.setStatus(tx, id, ConversationStatus.AI_ACTIVE);
                intake.ask(tx, id);
                yield Map.of();
            }
            case StaffAction.Pause(Optional<Duration> length) -> {
                Instant until = length.map(Instant.now()::plus).orElse(StaffActions.UNTIL_RESUMED);
                store.raiseFence(tx, id);
                store.pause(tx, id, Optional.of(until));
                jobs.withdraw(tx, Conversations.ANSWER, id);
                intake.ask(tx, id);
                yield Map.of("until", until.toString());
            }
            case StaffAction.Resume() -> {
                store.pause(tx, id, Optional.empty());
                intake.ask(tx, id);
                yield Map.of();
            }
            case StaffAction.Assign(Optional<String> assignee) -> {
                store.assign(tx, id, assignee);
                yield Map.of("assignee", assignee.orElse("none"));
            }
            case StaffAction.Close() -> {
                tx.named("chat.remember-close").with("id", id).change();
                store.raiseFence(tx, id);
                store.answered(tx, id, now.contactSeq());
                store.markRead(tx, id);
                store.setStatus(tx, id, ConversationStatus.CLOSED);
                jobs.withdraw(tx, Conversations.ANSWER, id);
                yield Map.of();
            }
            case StaffAction.Reopen() -> {
                if (now.status() == ConversationStatus.CLOSED) {
                    store.setStatus(tx, id, reopened(tx, now));
                }
                yield Map.of();
            }
            case StaffAction.Tag(List<String> tags) -> {
                store.tag(tx, id, tags);
                yield Map.of("tags", tags);
            }
            case StaffAction.Prioritize(Priority priority) -> {
                store.prioritize(tx, id, priority);
                yield Map.of("priority", priority.wire());
            }
            case StaffAction.Stage(Optional<String> stage) -> {
                store.stage(tx, id, stage);
                yield Map.of("stage", stage.orElse("none"));
            }
            case StaffAction.Snooze(Optional<Instant> until) -> {
                store.snooze(tx, id, until);
                yield Map.of("until", until.map(Instant::toString).orElse("none"));
            }
        };
    }

    /// Who has a conversation that was closed too early: whom it waited for, its assignee, or the agent.
    private static ConversationStatus reopened(Tx tx, Conversation closed) {
        Optional<String> before =
                tx.named("chat.bring-back")
                        .with("id", closed.id())
                        .first(row -> row.text("closed_from"));
        if (closed.assignee().isPresent()) {
            return ConversationStatus.HUMAN_ACTIVE;
        }
        return before.map(ConversationStatus::of).orElse(ConversationStatus.AI_ACTIVE);
    }

    /// Names colleagues in a note; [Problem.BadFields] when one of them would not read it.
    void mention(Tx tx, Message note, List<UUID> users) {
        if (users.isEmpty()) {
            return;
        }
        long known =
                tx.named("chat.mention")
                        .with("message_id", note.id())
                        .with("users", users.toArray(UUID[]::new))
                        .change();
        if (known < users.size()) {
            throw new Problem.BadFields(
                    "mentions", "must be ids of colleagues who answer customers");
        }
    }

    /// Whether something that names this person was new to them.
    boolean seeMentions(Tx tx, UUID id, StaffActor by) {
        return tx.named("chat.see-mentions").with("id", id).with("me", by.name()).change() > 0;
    }

    /// A person has the conversation from here on.
    void stepIn(Tx tx, Conversation now, String assignee) {
        store.raiseFence(tx, now.id());
        store.assign(tx, now.id(), Optional.of(assignee));
        store.setStatus(tx, now.id(), ConversationStatus.HUMAN_ACTIVE);
        jobs.withdraw(tx, Conversations.ANSWER, now.id());
    }
}
