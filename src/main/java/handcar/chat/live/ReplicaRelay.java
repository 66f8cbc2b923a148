package handcar.chat.live;

import handcar.chat.Author;
import handcar.chat.ChatStore;
import handcar.db.Database;
import handcar.jobs.NotificationBus;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/// Passes fleeting things on to the other processes on this database, by bells alone: nothing is stored, and what gets
/// lost is replaced by the final message. Says nothing when there is nobody else.
final class ReplicaRelay implements AutoCloseable {
    private static final String FAMILY = "live";

    /// PostgreSQL refuses a notification of 8000 bytes; a UTF-16 unit takes at most 3 of them, the rest is addresses.
    private static final int LONGEST = 2_000;

    /// How long we go by what we last knew about the other processes.
    private static final Duration KNOWN = Duration.ofSeconds(5);

    private static final Logger LOG = System.getLogger(ReplicaRelay.class.getName());

    private final Database db;
    private final NotificationBus notifications;
    private final ChatStore store;
    private final Consumer<Heard> listener;
    private final String self = UUID.randomUUID().toString();
    private final NotificationBus.Subscription subscription;
    private volatile boolean alone;
    private volatile long asked = System.nanoTime() - KNOWN.toNanos();

    /// What another process said.
    sealed interface Heard {
        record Piece(UUID conversation, UUID message, int at, String text) implements Heard {}

        record Typing(UUID conversation, Author author) implements Heard {}
    }

    ReplicaRelay(
            Database db, NotificationBus notifications, ChatStore store, Consumer<Heard> listener) {
        this.db = db;
        this.notifications = notifications;
        this.store = store;
        this.listener = listener;
        this.subscription = notifications.on(FAMILY, this::hear);
    }

    /// Passes a piece of an answer on; it is best effort and never fails the writer.
    void tell(UUID conversation, UUID message, int at, String text) {
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + LONGEST);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            ring(
                    String.join(
                            ":",
                            "piece",
                            conversation.toString(),
                            message.toString(),
                            Integer.toString(at + from),
                            text.substring(from, to)));
            from = to;
        }
    }

    void tellTyping(UUID conversation, Author author) {
        ring(String.join(":", "typing", conversation.toString(), author.wire()));
    }

    private void ring(String said) {
        try {
            if (isAlone()) {
                return;
            }
            db.tx(
                    tx -> {
                        store.lightly(tx);
                        notifications.ring(tx, FAMILY + ":" + self + ":" + said);
                        return true;
                    });
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Other processes cannot be told: " + e.getMessage());
        }
    }

    private boolean isAlone() {
        if (System.nanoTime() - asked > KNOWN.toNanos()) {
            alone = store.replicas() <= 1;
            asked = System.nanoTime();
        }
        return alone;
    }

    private void hear(String topic) {
        String[] said = topic.split(":", 4);
        if (said.length < 4 || said[1].equals(self)) {
            return;
        }
        if (said[2].equals("typing")) {
            String[] parts = said[3].split(":", 2);
            listener.accept(new Heard.Typing(UUID.fromString(parts[0]), Author.of(parts[1])));
        } else {
            String[] parts = said[3].split(":", 4);
            listener.accept(
                    new Heard.Piece(
                            UUID.fromString(parts[0]),
                            UUID.fromString(parts[1]),
                            Integer.parseInt(parts[2]),
                            parts[3]));
        }
    }

    @Override
    public void close() {
        subscription.stop();
    }
}
