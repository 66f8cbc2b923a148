package handcar.net;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Does something when a time is up, unless it is called off before, as nearly always. One thread for all, there only
/// while somebody waits: a timer of its own would cost each call more than the call's bytes do.
final class Deadlines implements AutoCloseable {
    /// How long the thread stays when nobody waits any more.
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final ScheduledThreadPoolExecutor clock;

    /// A deadline that may be called off.
    interface Alarm {
        void off();
    }

    Deadlines() {
        clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("net-deadlines").factory());
        clock.setKeepAliveTime(LINGER.toMillis(), TimeUnit.MILLISECONDS);
        clock.allowCoreThreadTimeOut(true);
        clock.setRemoveOnCancelPolicy(true);
        // after the closing there is no connection left to break off
        clock.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /// Runs `action` after `wait`, or at once when there is none; it must not block.
    Alarm after(Duration wait, Runnable action) {
        Future<?> due = clock.schedule(action, Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
        return () -> due.cancel(false);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
