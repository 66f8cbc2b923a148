package handcar.chat;

import handcar.db.Tx;
import handcar.work.Jobs;

import java.util.Optional;
import java.util.UUID;

/// A customer tells the bot to stop, or to go on.
final class Obedience {
    private final ChatStore store;
    private final Jobs jobs;
    private final Phrases phrases;

    Obedience(ChatStore store, Jobs jobs, Phrases phrases) {
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
                store.pause(tx, id, Optional.of(Desk.UNTIL_RESUMED));
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
