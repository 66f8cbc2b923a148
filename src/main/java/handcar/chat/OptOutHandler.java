package handcar.chat;

import module java.base;

import handcar.db.Tx;
import handcar.jobs.JobQueue;

/// Handles a customer's STOP and START: the agent is silent at once, or may answer again.
final class OptOutHandler {
    private final ChatStore store;
    private final JobQueue jobs;
    private final OptOutMatcher phrases;

    OptOutHandler(ChatStore store, JobQueue jobs, OptOutMatcher phrases) {
        this.store = store;
        this.jobs = jobs;
        this.phrases = phrases;
    }

    /// The conversation after this message, which has just been stored in it. STOP and START themselves need no answer; what
    /// the customer wrote before START and nobody answered is answered now, as when staff resume the agent.
    LockedConversation handle(Tx tx, LockedConversation before, Message message) {
        LockedConversation now = before.received(message.seq());
        return switch (phrases.of(now.agent(), message.content())) {
            case NOTHING -> now;
            case STOP -> {
                store.optOut(tx, now.id(), StaffActions.UNTIL_RESUMED, message.seq());
                jobs.withdraw(tx, Conversations.ANSWER, now.id());
                yield now.paused(Optional.of(StaffActions.UNTIL_RESUMED), message.seq());
            }
            case RESUME -> {
                long answered = before.awaitsAnswer() ? before.answeredSeq() : message.seq();
                store.optIn(tx, now.id(), answered);
                yield now.paused(Optional.empty(), answered);
            }
        };
    }
}
