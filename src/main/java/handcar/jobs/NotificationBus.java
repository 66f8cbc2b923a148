package handcar.jobs;

import handcar.db.Database;
import handcar.db.NotificationListener;
import handcar.db.Tx;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Hints that something changed, to this process at once and to every other through `NOTIFY`. A bell may be missed;
/// whoever listens must find the truth in its table.
///
/// The listening connection also holds this process's advisory lock, by which others see that it lives: a killed process
/// loses both in the same moment, and whoever starts next takes its jobs over without waiting for their leases.
public final class NotificationBus implements AutoCloseable {
    /// The first key of our advisory locks; the second is the holder's number.
    static final int SPACE = 0x68616e64;

    private static final String CHANNEL = "handcar";

    /// Longer than a blink of the network, shorter than a person's patience.
    private static final Duration RECONNECT = Duration.ofSeconds(2);

    /// By how much a commit may be heard before the one who made it goes on.
    private static final Duration HEARD_FIRST = Duration.ofSeconds(2);

    private static final int TAKING_OVER = 3;

    private static final Logger LOG = System.getLogger(NotificationBus.class.getName());

    private final Database db;
    private final int holder = new SecureRandom().nextInt(1, Integer.MAX_VALUE);
    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private volatile boolean open = true;
    private volatile @Nullable NotificationListener listener;

    /// When we last rang, and when we last heard ourselves ring, in `nanoTime`.
    private volatile long rungAt = System.nanoTime();

    private volatile long heardAt = rungAt;

    /// Ends a callback.
    public interface Subscription {
        void stop();
    }

    public NotificationBus(Database db) {
        this.db = db;
    }

    /// Begins to listen, which needs no tables yet; [#start] would do it too.
    public void connect() {
        listener = db.listen(CHANNEL, SPACE, holder);
        heardAt = System.nanoTime();
        if (!open) {
            close(listener);
        }
    }

    /// Listens, takes over what dead processes left, and answers the bells that ring.
    public void start() {
        listen();
        Thread.ofVirtual().name("bells").start(this::follow);
    }

    /// The number this process signs its leases with.
    int holder() {
        return holder;
    }

    /// Rings everywhere when the transaction commits. A topic is `family:detail`, at most some hundred bytes. All the bells
    /// of a transaction are one statement at its end.
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
                    rungAt = System.nanoTime();
                    ringHere(topic);
                });
    }

    /// Calls back for each topic of a family (`jobs` for `jobs:answer`), with the whole topic; also with `family:*` after
    /// a gap in listening, when anything may have been missed. The callback must not block.
    public Subscription on(String family, Consumer<String> callback) {
        List<Consumer<String>> all =
                listeners.computeIfAbsent(family, _ -> new CopyOnWriteArrayList<>());
        all.add(callback);
        return () -> all.remove(callback);
    }

    private void ringHere(String topic) {
        String family = topic.substring(0, Math.max(0, topic.indexOf(':')));
        listeners.getOrDefault(family, List.of()).forEach(callback -> callback.accept(topic));
    }

    private void listen() {
        if (listener == null) {
            connect();
        }
        takeOver(TAKING_OVER);
    }

    /// A new job about an orphan's subject may come in the same moment; then the orphan gives way to it.
    private void takeOver(int tries) {
        try {
            db.named("jobs.drop-orphans").with("space", (long) SPACE).change();
            db.named("jobs.release-orphans").with("space", (long) SPACE).change();
        } catch (RuntimeException e) {
            if (tries == 1) {
                throw e;
            }
            takeOver(tries - 1);
        }
    }

    private void follow() {
        while (open) {
            try {
                NotificationListener current = listener;
                if (current == null) {
                    listen();
                    listeners.keySet().forEach(family -> ringHere(family + ":*"));
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
            heardAt = System.nanoTime();
        } else if (parts.length == 2) {
            ringHere(parts[1]);
        }
    }

    /// Whether we rang and did not hear it ourselves for so long: then we hear nobody else either.
    boolean isDeaf(Duration patience) {
        long unheard = rungAt - heardAt;
        return unheard > patience.toNanos()
                || (unheard > HEARD_FIRST.toNanos()
                        && System.nanoTime() - rungAt > patience.toNanos());
    }

    /// Gives the listening connection up; a new one is made at once, and everyone looks for what they missed.
    void reconnect() {
        close(listener);
    }

    private void lost(Throwable e) {
        close(listener);
        listener = null;
        if (open) {
            LOG.log(
                    Level.WARNING,
                    "The notification connection was lost, connecting again: " + e.getMessage());
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(RECONNECT);
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
                LOG.log(Level.DEBUG, "closing a broken connection", e);
            }
        }
    }

    @Override
    public void close() {
        open = false;
        close(listener);
    }
}
