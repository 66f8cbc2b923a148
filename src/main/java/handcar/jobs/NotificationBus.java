package handcar.jobs;

import module java.base;

import handcar.config.Logging;
import handcar.db.Database;
import handcar.db.NotificationListener;
import handcar.db.Tx;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Tells that something changed: this process at once, every other through PostgreSQL's `NOTIFY`. A notification may be
/// missed; listeners must find the truth in their tables.
///
/// The listening connection also holds this process's advisory lock, by which others see that it lives. A killed process
/// loses both at once: its jobs do not wait for their leases.
public final class NotificationBus implements AutoCloseable {
    /// The first key of our advisory locks; the second is the process's number.
    static final int SPACE = 0x68616e64;

    private static final String CHANNEL = "handcar";

    /// Longer than a short fault of the network, shorter than a person waits.
    private static final Duration RECONNECT = Duration.ofSeconds(2);

    /// Before the first attempt: while the connection is away, others may take this process for dead.
    private static final Duration FIRST_RECONNECT = Duration.ofMillis(100);

    /// By how much a commit may be received before the thread that committed goes on.
    private static final Duration MAX_OVERLAP = Duration.ofSeconds(2);

    private static final Logger LOG = System.getLogger(NotificationBus.class.getName());

    private final Database db;
    private final int holder = new SecureRandom().nextInt(1, Integer.MAX_VALUE);
    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private volatile boolean open = true;
    private volatile @Nullable NotificationListener listener;

    /// When this process last sent a notification, and when it last received one of its own, in `nanoTime`.
    private volatile long sentAt = System.nanoTime();

    private volatile long receivedAt = sentAt;

    /// Ends a callback.
    public interface Subscription {
        void stop();
    }

    public NotificationBus(Database db) {
        this.db = db;
    }

    /// Begins to listen, which needs no tables yet; [#start] does it otherwise.
    public void connect() {
        listener = db.listen(CHANNEL, SPACE, holder);
        receivedAt = System.nanoTime();
        if (!open) {
            close(listener);
        }
    }

    /// Listens and passes notifications on.
    public void start() {
        if (listener == null) {
            connect();
        }
        Thread.ofVirtual().name("notifications").start(this::follow);
    }

    /// The number of this process in its leases.
    int holder() {
        return holder;
    }

    /// Notifies every process when the transaction commits. A topic is `family:detail`, at most some hundred bytes. All
    /// notifications of a transaction are one statement at its end.
    public void ring(Tx tx, String topic) {
        tx.gather(
                this,
                holder + " " + topic,
                topics ->
                        tx.named("jobs.ring")
                                .with("topics", topics.toArray(String[]::new))
                                .list(_ -> true));
        tx.afterCommit(
                () -> {
                    sentAt = System.nanoTime();
                    notifyHere(topic);
                });
    }

    /// Calls back for each topic of a family (`jobs` for `jobs:answer`), with the whole topic; also with `family:*` after a gap
    /// in listening, when anything may have been missed. The callback must not block.
    public Subscription on(String family, Consumer<String> callback) {
        List<Consumer<String>> all =
                listeners.computeIfAbsent(family, _ -> new CopyOnWriteArrayList<>());
        all.add(callback);
        return () -> all.remove(callback);
    }

    private void notifyHere(String topic) {
        String family = topic.substring(0, Math.max(0, topic.indexOf(':')));
        listeners.getOrDefault(family, List.of()).forEach(callback -> callback.accept(topic));
    }

    private void follow() {
        while (open) {
            try {
                NotificationListener current = listener;
                if (current == null) {
                    connect();
                    listeners.keySet().forEach(family -> notifyHere(family + ":*"));
                } else {
                    current.await().forEach(this::deliver);
                }
            } catch (RuntimeException | Error e) {
                lost(e);
            }
        }
    }

    private void deliver(String notification) {
        String[] parts = notification.split(" ", 2);
        if (parts.length == 2 && parts[0].equals(Integer.toString(holder))) {
            receivedAt = System.nanoTime();
        } else if (parts.length == 2) {
            notifyHere(parts[1]);
        }
    }

    /// Whether a notification of our own has not come back for so long: then those of others do not come either.
    boolean isDeaf(Duration patience) {
        long missing = sentAt - receivedAt;
        return missing > patience.toNanos()
                || (missing > MAX_OVERLAP.toNanos()
                        && System.nanoTime() - sentAt > patience.toNanos());
    }

    /// Closes the listening connection; a new one is made at once, and all listeners look for what they missed.
    void reconnect() {
        close(listener);
    }

    private void lost(Throwable e) {
        Duration wait = listener == null ? RECONNECT : FIRST_RECONNECT;
        close(listener);
        listener = null;
        if (open) {
            LOG.log(Level.WARNING, "notifications.connection_lost error=" + Logging.quoted(e));
            pause(wait);
        }
    }

    private void pause(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            open = false;
            Thread.currentThread().interrupt();
        }
    }

    private static void close(@Nullable NotificationListener listener) {
        if (listener != null) {
            try {
                listener.close();
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "notifications.close_failed", e);
            }
        }
    }

    @Override
    public void close() {
        open = false;
        close(listener);
    }
}
