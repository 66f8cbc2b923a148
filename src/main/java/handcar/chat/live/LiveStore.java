package handcar.chat.live;

import module java.base;

import handcar.chat.ConversationEvent;
import handcar.db.Database;
import handcar.db.Db;

/// What live updates read: stored events, and what decides whether transient ones are shown.
public final class LiveStore {
    /// After a restart all subscribers reconnect at the same moment and read what they missed. They queue here and not for the
    /// pool's connections, so that writers still get one.
    private static final int CATCH_UPS = 4;

    private final Database db;
    private final Semaphore catchUps = new Semaphore(CATCH_UPS, true);

    public LiveStore(Database db) {
        this.db = db;
    }

    /// The events of a conversation after one, for a subscriber who catches up.
    public List<ConversationEvent> missed(UUID conversationId, long after, int limit) {
        catchUps.acquireUninterruptibly();
        try {
            return events(Map.of(conversationId, after), limit)
                    .getOrDefault(conversationId, List.of());
        } finally {
            catchUps.release();
        }
    }

    /// The events of each conversation after its last seen one, at most `limit` of each.
    Map<UUID, List<ConversationEvent>> events(Map<UUID, Long> after, int limit) {
        Map<UUID, List<ConversationEvent>> events = new HashMap<>();
        db.named("chat.events")
                .with("conversations", after.keySet().toArray(UUID[]::new))
                .with("afters", after.values().toArray(Long[]::new))
                .with("limit", limit)
                .list(row -> Map.entry(row.uuid("about"), ConversationEvent.of(row)))
                .forEach(
                        event ->
                                events.computeIfAbsent(event.getKey(), _ -> new ArrayList<>())
                                        .add(event.getValue()));
        return events;
    }

    /// Whether an answer being written may be shown: the agent has the conversation and the answer is not stored yet.
    boolean mayWrite(UUID conversationId, UUID messageId) {
        return db.named("chat.may-write")
                .with("id", conversationId)
                .with("message_id", messageId)
                .first(row -> row.flag("allowed"))
                .orElse(false);
    }

    /// How many replicas there are.
    long replicas() {
        return db.named("chat.replicas").only(row -> row.number("listening"));
    }

    /// For a transaction that only notifies and stores nothing.
    void withoutDiskWait(Db tx) {
        tx.named("chat.without-disk-wait").first(_ -> true);
    }
}
