package handcar.jobs;

import module java.base;

import handcar.time.OnDemandThread;

/// A value of the database that is kept in memory because it is read often and changes seldom. It is read again after a
/// notification that it has changed, in whichever process.
public final class Snapshot<T> implements AutoCloseable {
    /// Between two attempts to read a change while the database is away.
    private static final Duration PAUSE = Duration.ofSeconds(5);

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
        this.read = read;
        this.current = new Reading<>(1, 0, initial);
        this.reader = OnDemandThread.retrying("snapshot-" + family, PAUSE, this::get);
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

    @Override
    public void close() {
        subscription.stop();
        reader.close();
    }
}
