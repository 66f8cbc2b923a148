package handcar.time;

import module java.base;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Runs actions when their time is up, unless they are cancelled before, as nearly all are. The actions must not block: they
/// share one virtual thread.
public final class TimeoutScheduler implements AutoCloseable {
    private static final Logger LOG = System.getLogger(TimeoutScheduler.class.getName());

    private final ScheduledThreadPoolExecutor executor;

    /// @param name of the thread
    public TimeoutScheduler(String name) {
        executor =
                new ScheduledThreadPoolExecutor(
                        1,
                        Thread.ofVirtual().name(name).factory(),
                        new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
    }

    /// Runs `action` when `wait` is over.
    public Alarm after(Duration wait, Runnable action) {
        return at(System.nanoTime() + wait.toNanos(), action);
    }

    /// Runs `action` at this time of [System#nanoTime].
    public Alarm at(long nanos, Runnable action) {
        return new Alarm(nanos, action);
    }

    /// Nothing happens any more.
    @Override
    public void close() {
        executor.shutdownNow();
    }

    /// A time-out that may be moved and cancelled.
    public final class Alarm {
        private final Runnable action;
        private Future<?> pending;

        private Alarm(long nanos, Runnable action) {
            this.action = action;
            this.pending = schedule(nanos);
        }

        private Future<?> schedule(long nanos) {
            return executor.schedule(this::ring, nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        private void ring() {
            try {
                action.run();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, "timeout.failed", e);
            }
        }

        /// Moves it to this time of [System#nanoTime], unless it has run or was cancelled.
        public synchronized void move(long nanos) {
            if (pending.cancel(false)) {
                pending = schedule(nanos);
            }
        }

        /// Cancels it, unless it has run.
        public synchronized void off() {
            pending.cancel(false);
        }
    }
}
