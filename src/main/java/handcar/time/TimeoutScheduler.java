package handcar.time;

import module java.base;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Runs actions when their time is up, unless they are cancelled before, as nearly all are. One virtual thread sleeps until the
/// first is due, which by then is mostly cancelled. The JDK's timers, and blocking reads with a time-out, wake their thread
/// twice for each, which costs more than reading the bytes (Java 25).
public final class TimeoutScheduler implements AutoCloseable {
    private static final Logger LOG = System.getLogger(TimeoutScheduler.class.getName());

    private final Duration tick;
    private final Set<Alarm> waiting = ConcurrentHashMap.newKeySet();
    private final OnDemandThread watcher;
    private volatile long restsUntil;

    /// Whether it is unknown how long the watcher will rest, so that it has to be told of every new alarm.
    private volatile boolean looking = true;

    private volatile boolean closed;

    /// @param name of the thread
    /// @param tick how late an alarm may be, and so how long the thread rests at least
    public TimeoutScheduler(String name, Duration tick) {
        this.tick = tick;
        this.watcher = new OnDemandThread(name, this::watch);
    }

    /// Runs `action`, which must not block, when `wait` is over, at most a tick later.
    public Alarm after(Duration wait, Runnable action) {
        return at(System.nanoTime() + Math.max(0, wait.toNanos()), action);
    }

    /// Runs `action`, which must not block, at this time of [System#nanoTime], at most a tick later.
    public Alarm at(long nanos, Runnable action) {
        Alarm alarm = new Alarm(nanos, action);
        if (!closed) {
            waiting.add(alarm);
            expect(nanos);
        }
        return alarm;
    }

    /// Makes sure that the watcher looks in time.
    private void expect(long due) {
        if (looking || due - restsUntil < -tick.toNanos()) {
            watcher.wake();
        }
    }

    private boolean watch() {
        looking = true;
        long now = System.nanoTime();
        long first = Long.MAX_VALUE;
        for (Alarm alarm : waiting) {
            long left = alarm.due - now;
            if (left > 0) {
                first = Math.min(first, left);
            } else {
                alarm.ring();
            }
        }
        if (first == Long.MAX_VALUE) {
            return !waiting.isEmpty(); // one may have come after the look
        }
        restsUntil = now + Math.max(first, tick.toNanos());
        looking = false;
        watcher.rest(Duration.ofNanos(restsUntil - System.nanoTime()));
        return true;
    }

    /// Nothing happens any more.
    @Override
    public void close() {
        closed = true;
        waiting.clear();
        watcher.close();
    }

    /// A time-out that may be moved and cancelled.
    public final class Alarm {
        private final Runnable action;
        private final int hash;
        private volatile long due;

        private Alarm(long due, Runnable action) {
            this.due = due;
            this.action = action;
            // an object's own hash is a call into the JVM
            this.hash = Long.hashCode(due);
        }

        /// It rings at this time of [System#nanoTime] instead.
        public void move(long nanos) {
            due = nanos;
            expect(nanos);
        }

        /// It does not ring any more, if it has not yet.
        public void off() {
            waiting.remove(this);
        }

        private void ring() {
            if (waiting.remove(this)) {
                try {
                    action.run();
                } catch (RuntimeException | Error e) {
                    LOG.log(Level.WARNING, "timeout.failed", e);
                }
            }
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }
    }
}
