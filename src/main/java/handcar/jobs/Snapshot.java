package handcar.jobs;

import module java.base;

import handcar.time.OnDemandThread;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// A value of the database that is kept in memory because it is read often and changes seldom. It is read again after a
/// notification that it has changed, in whichever process.
public final class Snapshot<T> implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Snapshot.class.getName());

    private final String family;
    private final Supplier<T> read;
    private final OnDemandThread reader;
    private final NotificationBus.Subscription subscription;
    private volatile Reading<T> current;

    /// @param changes how many changes were notified
    /// @param read after how many of them `value` was read
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

    /// The present value: after a change it is read first. Throws what reading throws.
    public T get() {
        Reading<T> now = current;
        return now.changes == now.read ? now.value : readAgain();
    }

    /// The value as it was read last. Never asks the database, so it may be used within a transaction. After a change it is a
    /// moment late, and it stays while the database cannot be read.
    public T latest() {
        return current.value;
    }

    private synchronized void changed() {
        current = new Reading<>(current.changes + 1, current.read, current.value);
        reader.start();
    }

    /// A change during the reading may not be in the value; the next caller reads it again.
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
