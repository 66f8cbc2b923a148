package handcar.chat.live;

import module java.base;

import handcar.chat.ConversationEvent;
import handcar.config.Logging;
import handcar.time.OnDemandThread;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Reads stored events for the conversations that requested it, many in one statement, one statement after the other. When
/// thousands request at once a read is fuller but hardly slower, so subscribers never use more than one of the pool's
/// connections. There is a thread only while somebody waits.
final class LiveEventReader {
    /// Conversations in one statement; with more the first would wait for the last.
    private static final int BATCH = 32;

    /// Events of each conversation in one read; with [#BATCH] it bounds what is in memory. The rest comes with the next read.
    static final int PAGE = 16;

    /// The wait after a failed read; the notification that caused it does not come again by itself.
    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(LiveEventReader.class.getName());

    private final LiveStore store;
    private final Set<ConversationSubscribers> waiting = new LinkedHashSet<>();
    private final OnDemandThread thread = new OnDemandThread("live-events", this::readNext);

    LiveEventReader(LiveStore store) {
        this.store = store;
    }

    /// Something may have been stored; never waits for the database.
    void request(ConversationSubscribers subscribers) {
        synchronized (waiting) {
            waiting.add(subscribers);
        }
        thread.start();
    }

    /// Ends after the present read.
    void close() {
        thread.close();
    }

    private boolean readNext() {
        List<ConversationSubscribers> next = next();
        try {
            read(next);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "live.read_failed error=" + Logging.quoted(e));
            synchronized (waiting) {
                waiting.addAll(next);
            }
            thread.rest(RETRY);
        }
        return !next.isEmpty();
    }

    /// Removed from the list before they are read: a request that comes meanwhile is read once more.
    private List<ConversationSubscribers> next() {
        List<ConversationSubscribers> next = new ArrayList<>();
        synchronized (waiting) {
            Iterator<ConversationSubscribers> each = waiting.iterator();
            while (each.hasNext() && next.size() < BATCH) {
                next.add(each.next());
                each.remove();
            }
        }
        return next;
    }

    private void read(List<ConversationSubscribers> conversations) {
        Map<ConversationSubscribers, Long> seen = new HashMap<>();
        conversations.forEach(
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
                    subscribers.receive(event, events);
                    if (events.size() == PAGE) {
                        subscribers.wake();
                    }
                });
    }
}
