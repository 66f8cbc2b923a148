package handcar.time;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Does something when a time is up, unless it is called off before, as nearly always. One virtual thread looks through
/// all that wait, once a tick and only while somebody waits. A timer for each, and a blocking read with a time-out is one
/// too, wakes the thread that keeps the timers twice, which costs more than reading the bytes (Java 25).
public final class Deadlines implements AutoCloseable {
    private final String name;
    private final Duration tick;
    private final Set<Alarm> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean closed;

    /// @param name of the thread that looks
    /// @param tick how late an alarm may be
    public Deadlines(String name, Duration tick) {
        this.name = name;
        this.tick = tick;
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
            look();
        }
        return alarm;
    }

    private void look() {
        if (running.compareAndSet(false, true)) {
            Thread.ofVirtual().name(name).start(this::watch);
        }
    }

    private void watch() {
        try {
            while (!waiting.isEmpty()) {
                Thread.sleep(tick);
                long now = System.nanoTime();
                waiting.forEach(alarm -> alarm.ringIfDue(now));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.set(false);
        }
        if (!waiting.isEmpty()) {
            look(); // one came between the last look and the flag
        }
    }

    /// Nothing happens any more.
    @Override
    public void close() {
        closed = true;
        waiting.clear();
    }

    /// A deadline that may be moved and called off.
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
        }

        /// It does not ring any more, if it has not yet.
        public void off() {
            waiting.remove(this);
        }

        private void ringIfDue(long now) {
            if (now - due >= 0 && waiting.remove(this)) {
                action.run();
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
