package handcar.jobs;

import module java.base;

import handcar.time.OnDemandThread;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Something of the database that is kept in memory because it is asked for often and changes seldom. A notification says
/// that it changed, in whichever process; then it is read again.
public final class Snapshot<T> implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Snapshot.class.getName());

    private final String family;
    private final Supplier<T> read;
    private final OnDemandThread reader;
    private final NotificationBus.Subscription subscription;
    private volatile Reading<T> current;

    /// How many changes were heard of, and what was read after so many.
    private record Reading<T>(long changes, long read, T value) {}

    /// @param family of the notifications that tell of a change
    /// @param initial until it is read for the first time
    /// @param read asks the database
    public Snapshot(NotificationBus notifications, String family, T initial, Supplier<T> read) {
        this.family = family;
        this.read = read;
        this.current = new Reading<>(1, 0, initial);
        this.reader = new OnDemandThread("snapshot " + family, this::refresh);
        this.subscription = notifications.on(family, _ -> changed());
    }

    /// As it is now: after a change it is read first. What reading throws is thrown.
    public T get() {
        Reading<T> now = current;
        return now.changes == now.read ? now.value : readAgain();
    }

    /// As it was read last; never asks the database, so it may be used within a transaction. After a change it is a moment
    /// late, and stays as it was while it cannot be read.
    public T latest() {
        return current.value;
    }

    private synchronized void changed() {
        current = new Reading<>(current.changes + 1, current.read, current.value);
        reader.start();
    }

    /// What changes while it is read may not be in it, and is read once more by the next who asks.
    private T readAgain() {
        long changes = current.changes;
        T value = read.get();
        synchronized (this) {
            if (changes > current.read) {
                current = new Reading<>(current.changes, changes, value);
            }
        }
        return value;
    }

    private boolean refresh() {
        try {
            T _ = get();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "snapshot.failed family=" + family, e);
        }
        return false;
    }

    @Override
    public void close() {
        subscription.stop();
        reader.close();
    }
}
