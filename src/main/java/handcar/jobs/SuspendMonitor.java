package handcar.jobs;

import module java.base;

import handcar.db.Database;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Notices that the process or its machine was suspended, and that the listening connection receives nothing any more. In
/// both cases connections may have died unnoticed: they are made anew, and every worker looks for due jobs.
public final class SuspendMonitor implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /// Longer than a busy machine delays a look, shorter than networks keep a silent connection.
    private static final Duration MIN_SUSPENSION = Duration.ofSeconds(15);

    /// Our own notifications come back within milliseconds.
    private static final Duration MAX_ECHO_DELAY = Duration.ofSeconds(10);

    private static final Logger LOG = System.getLogger(SuspendMonitor.class.getName());

    private final Database db;
    private final NotificationBus notifications;
    private final Thread watcher =
            Thread.ofVirtual().name("suspend-monitor").unstarted(this::watch);

    public SuspendMonitor(Database db, NotificationBus notifications) {
        this.db = db;
        this.notifications = notifications;
    }

    public void start() {
        watcher.start();
    }

    /// Reads both clocks: for a stopped process both go on, for a stopped machine only the time of day.
    private void watch() {
        try {
            while (true) {
                long clock = System.nanoTime();
                long calendar = System.currentTimeMillis();
                Thread.sleep(INTERVAL);
                long away =
                        Math.max(
                                (System.nanoTime() - clock) / 1_000_000,
                                System.currentTimeMillis() - calendar);
                if (away > MIN_SUSPENSION.toMillis()) {
                    LOG.log(Level.INFO, "worker.suspended duration=" + away / 1000 + "s");
                    db.replaceIdleConnections();
                    notifications.reconnect();
                } else if (notifications.isDeaf(MAX_ECHO_DELAY)) {
                    LOG.log(Level.WARNING, "notifications.not_received");
                    notifications.reconnect();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
