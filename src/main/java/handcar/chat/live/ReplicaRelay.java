package handcar.chat.live;

import module java.base;

import handcar.chat.Author;
import handcar.config.Logging;
import handcar.db.Database;
import handcar.jobs.NotificationBus;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Passes transient events on to the other replicas by notifications alone: nothing is stored, and what gets lost is replaced
/// by the final message. Sends nothing while this is the only replica.
final class ReplicaRelay implements AutoCloseable {
    private static final String FAMILY = "live";

    /// In UTF-16 units, of which each takes at most 3 bytes; PostgreSQL refuses a notification of 8000 bytes.
    private static final int LONGEST = 2_000;

    /// How long the last count of replicas is used.
    private static final Duration COUNT_VALID = Duration.ofSeconds(5);

    /// Longer than any run of an agent: a reply that a conversation is watched is about the run that asked.
    private static final Duration REPLY_VALID = Duration.ofMinutes(3);

    private static final Logger LOG = System.getLogger(ReplicaRelay.class.getName());

    private final Database db;
    private final NotificationBus notifications;
    private final LiveStore store;
    private final Consumer<Transient> receiver;
    private final String self = UUID.randomUUID().toString();
    private final NotificationBus.Subscription subscription;
    private final Map<UUID, Long> watched = new ConcurrentHashMap<>();
    private volatile boolean alone;
    private volatile long countedAt = System.nanoTime() - COUNT_VALID.toNanos();

    /// What another replica sent.
    sealed interface Transient {
        record Piece(UUID conversation, UUID message, int at, String text) implements Transient {}

        record Typing(UUID conversation, Author author) implements Transient {}
    }

    ReplicaRelay(
            Database db,
            NotificationBus notifications,
            LiveStore store,
            Consumer<Transient> receiver) {
        this.db = db;
        this.notifications = notifications;
        this.store = store;
        this.receiver = receiver;
        this.subscription = notifications.on(FAMILY, this::notified);
    }

    /// Sends a piece of an answer with its place in the answer, in UTF-16 units.
    void send(UUID conversation, UUID message, int at, String text) {
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + LONGEST);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            publish(
                    "piece",
                    conversation,
                    message + ":" + (at + from) + ":" + text.substring(from, to));
            from = to;
        }
    }

    void sendTyping(UUID conversation, Author author) {
        publish("typing", conversation, author.wire());
    }

    /// Tells the other replicas that a client of this one watches the conversation.
    void sendWatched(UUID conversation) {
        publish("watched", conversation, "");
    }

    /// Whether another replica said so during the present run of the agent.
    boolean isWatchedElsewhere(UUID conversation) {
        Long at = watched.get(conversation);
        return at != null && isRecent(at);
    }

    private static boolean isRecent(long at) {
        return System.nanoTime() - at < REPLY_VALID.toNanos();
    }

    /// Best effort: a failure is logged and never reaches the writer of the answer.
    private void publish(String kind, UUID conversation, String rest) {
        try {
            if (isAlone()) {
                return;
            }
            db.runTx(
                    tx -> {
                        store.withoutDiskWait(tx);
                        notifications.ring(
                                tx, String.join(":", FAMILY, self, kind, conversation + "", rest));
                    });
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "relay.failed kind=" + kind + " error=" + Logging.quoted(e));
        }
    }

    private boolean isAlone() {
        if (System.nanoTime() - countedAt > COUNT_VALID.toNanos()) {
            alone = store.replicas() <= 1;
            countedAt = System.nanoTime();
        }
        return alone;
    }

    private void notified(String topic) {
        String[] parts = topic.split(":", 5);
        if (parts.length < 5 || parts[1].equals(self)) {
            return;
        }
        UUID conversation = UUID.fromString(parts[3]);
        switch (parts[2]) {
            case "typing" ->
                    receiver.accept(new Transient.Typing(conversation, Author.of(parts[4])));
            case "watched" -> {
                watched.values().removeIf(at -> !isRecent(at));
                watched.put(conversation, System.nanoTime());
            }
            case "piece" -> {
                String[] piece = parts[4].split(":", 3);
                receiver.accept(
                        new Transient.Piece(
                                conversation,
                                UUID.fromString(piece[0]),
                                Integer.parseInt(piece[1]),
                                piece[2]));
            }
            default -> LOG.log(Level.DEBUG, "relay.unknown kind=" + parts[2]);
        }
    }

    @Override
    public void close() {
        subscription.stop();
    }
}
