package handcar.jobs;

import handcar.db.Database;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/// Notices, without asking anyone, that time passed without us (a host put the process or its machine to sleep) and that our
/// listening connection no longer hears. Either way connections may have died without a word: they are made anew, and every
/// worker looks for what has come due.
public final class SuspendMonitor implements AutoCloseable {
    private static final Duration GLANCE = Duration.ofSeconds(5);

    /// Longer than a busy machine delays a glance, shorter than networks forget a silent connection.
    private static final Duration NAP = Duration.ofSeconds(15);

    /// What we ring comes back within milliseconds when all is well.
    private static final Duration ECHO = Duration.ofSeconds(10);

    private static final Logger LOG = System.getLogger(SuspendMonitor.class.getName());

    private final Database db;
    private final NotificationBus notifications;
    private final Thread watcher = Thread.ofVirtual().name("vigil").unstarted(this::watch);

    public SuspendMonitor(Database db, NotificationBus notifications) {
        this.db = db;
        this.notifications = notifications;
    }

    public void start() {
        watcher.start();
    }

    /// Both clocks are read: a stopped process sees both go on, a stopped machine only the calendar's.
    private void watch() {
        try {
            while (true) {
                long clock = System.nanoTime();
                long calendar = System.currentTimeMillis();
                Thread.sleep(GLANCE);
                long away =
                        Math.max(
                                (System.nanoTime() - clock) / 1_000_000,
                                System.currentTimeMillis() - calendar);
                if (away > NAP.toMillis()) {
                    LOG.log(Level.INFO, "Awake after " + away / 1000 + " s; connecting anew.");
                    db.freshen();
                    notifications.reconnect();
                } else if (notifications.isDeaf(ECHO)) {
                    LOG.log(Level.WARNING, "Notifications are no longer heard; connecting anew.");
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
