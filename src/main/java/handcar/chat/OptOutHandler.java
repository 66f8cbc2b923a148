package handcar.chat;

import handcar.db.Tx;
import handcar.jobs.JobQueue;

import java.util.Optional;
import java.util.UUID;

/// A customer tells the bot to stop, or to go on.
final class OptOutHandler {
    private final ChatStore store;
    private final JobQueue jobs;
    private final OptOutMatcher phrases;

    OptOutHandler(ChatStore store, JobQueue jobs, OptOutMatcher phrases) {
        this.store = store;
        this.jobs = jobs;
        this.phrases = phrases;
    }

    /// Does what a message tells, the one with this number; false when it tells nothing and is to be answered. The
    /// conversation is held.
    boolean obey(Tx tx, Optional<UUID> agent, UUID id, long seq, String content) {
        return switch (phrases.of(agent, content)) {
            case NOTHING -> false;
            case STOP -> {
                store.raiseFence(tx, id);
                store.pause(tx, id, Optional.of(StaffActions.UNTIL_RESUMED));
                jobs.withdraw(tx, Conversations.ANSWER, id);
                store.answered(tx, id, seq);
                yield true;
            }
            case RESUME -> {
                store.pause(tx, id, Optional.empty());
                store.answered(tx, id, seq);
                yield true;
            }
        };
    }
}
