package handcar.ops;

import jdk.management.VirtualThreadSchedulerMXBean;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Keeps virtual threads going when all the threads that carry them are held. Who waits for a class that another thread
/// initialises holds its carrier meanwhile (until Java 26, JDK-8369238), and so does who waits in there for a lock. When the
/// one that has the lock only waits for a carrier, nobody goes on, ever. So a thread of the system's looks whether a virtual
/// one still begins, and lends two carriers more until it does.
public final class Carriers implements AutoCloseable {
    private static final Duration USUAL = Duration.ofSeconds(1);

    /// More wait for one class only when more first callers come at once.
    private static final int MOST = 64;

    private static final int MORE = 2;

    private static final Logger LOG = System.getLogger(Carriers.class.getName());

    private final Duration look;
    private final Thread watcher =
            Thread.ofPlatform().name("carriers").daemon().unstarted(this::watch);

    public Carriers() {
        this(USUAL);
    }

    Carriers(Duration look) {
        this.look = look;
    }

    /// Begins to watch.
    public void start() {
        watcher.start();
    }

    private void watch() {
        try {
            while (true) {
                CountDownLatch begun = new CountDownLatch(1);
                Thread.startVirtualThread(begun::countDown);
                if (!hears(begun)) {
                    lend(begun);
                }
                Thread.sleep(look);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hears(CountDownLatch begun) throws InterruptedException {
        return begun.await(look.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// What manages the scheduler is looked up only here: JMX takes a megabyte. Nothing is said before it goes on, since the
    /// log may be what is waited for.
    private void lend(CountDownLatch begun) throws InterruptedException {
        var scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        int usual = scheduler.getParallelism();
        int lent = usual;
        do {
            lent = Math.min(MOST, lent + MORE);
            scheduler.setParallelism(lent);
        } while (!hears(begun));
        scheduler.setParallelism(usual);
        LOG.log(
                Level.WARNING,
                "No virtual thread began for a moment; with "
                        + (lent - usual)
                        + " more carriers it goes on");
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
