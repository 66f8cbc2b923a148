package handcar.chat.live;

import handcar.chat.ChatStore;
import handcar.chat.ConversationEvent;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/// Reads what was kept for the audiences that asked, one round after the other and many audiences in one statement. When
/// thousands ask at once a round is fuller but hardly longer, so nobody falls behind those who write, and listeners never
/// take more than one of the pool's connections. There is a thread only while somebody asks.
final class LiveEventReader {
    /// Audiences in one statement; more would make the first ones wait for the last.
    private static final int TOGETHER = 32;

    /// Events of each that one round brings; who missed more is asked about again. With the above it bounds what is in memory.
    static final int PAGE = 16;

    /// After the database refused us; the bell that brought us here does not ring again by itself.
    private static final Duration TROUBLE = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(LiveEventReader.class.getName());

    private final ChatStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<ConversationSubscribers> waiting = new LinkedHashSet<>();
    private boolean going;
    private boolean over;

    LiveEventReader(ChatStore store) {
        this.store = store;
    }

    /// Something may have been kept for it; never waits for the database.
    void ask(ConversationSubscribers subscribers) {
        lock.lock();
        try {
            waiting.add(subscribers);
            if (!going && !over) {
                going = true;
                Thread.ofVirtual().name("live").start(this::go);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The last round was the last.
    void end() {
        lock.lock();
        try {
            over = true;
        } finally {
            lock.unlock();
        }
    }

    private void go() {
        for (List<ConversationSubscribers> next = next(); !next.isEmpty(); next = next()) {
            try {
                read(next);
            } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, "Live events cannot be read: " + e.getMessage());
                askAgain(next);
            }
        }
    }

    /// Taken off the list before they are read for: whoever asks meanwhile is read for once more.
    private List<ConversationSubscribers> next() {
        lock.lock();
        try {
            List<ConversationSubscribers> next = new ArrayList<>();
            Iterator<ConversationSubscribers> each = waiting.iterator();
            while (each.hasNext() && next.size() < TOGETHER && !over) {
                next.add(each.next());
                each.remove();
            }
            going = !next.isEmpty();
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void read(List<ConversationSubscribers> audiences) {
        Map<ConversationSubscribers, Long> seen = new HashMap<>();
        audiences.forEach(
                subscribers -> subscribers.seen().ifPresent(event -> seen.put(subscribers, event)));
        if (seen.isEmpty()) {
            return;
        }
        Map<UUID, Long> after = new HashMap<>();
        seen.forEach((subscribers, event) -> after.put(subscribers.conversation(), event));
        Map<UUID, List<ConversationEvent>> kept = store.events(after, PAGE);
        seen.forEach(
                (subscribers, event) -> {
                    List<ConversationEvent> events =
                            kept.getOrDefault(subscribers.conversation(), List.of());
                    subscribers.hear(event, events);
                    if (events.size() == PAGE) {
                        subscribers.wake();
                    }
                });
    }

    private void askAgain(List<ConversationSubscribers> audiences) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            if (StreamingAnswer.pause(TROUBLE)) {
                                audiences.forEach(this::ask);
                            }
                        });
    }
}
