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
/// one still begins, and lends two carriers more each time it does not, until all have gone on.
public final class CarrierThreadMonitor implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);

    /// The scheduler's own choice when nobody lends.
    private static final int USUAL =
            Integer.getInteger(
                    "jdk.virtualThreadScheduler.parallelism",
                    Runtime.getRuntime().availableProcessors());

    private static final int MORE = 2;

    /// More wait for one class only when more first callers come at once.
    private static final int MOST = 64;

    /// Looks in a row at which virtual threads began in time: who could go on has done so.
    private static final int CALM = 10;

    private static final Logger LOG = System.getLogger(CarrierThreadMonitor.class.getName());

    private final Duration look;
    private final Thread watcher =
            Thread.ofPlatform().name("carriers").daemon().unstarted(this::watch);
    private int lent;
    private int calm;

    public CarrierThreadMonitor() {
        this(LOOK);
    }

    CarrierThreadMonitor(Duration look) {
        this.look = look;
    }

    /// Begins to watch.
    public void start() {
        watcher.start();
    }

    private void watch() {
        try {
            while (true) {
                if (begins()) {
                    settle();
                } else {
                    lend();
                }
                Thread.sleep(look);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether a new virtual thread begins in time.
    private boolean begins() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Thread.startVirtualThread(begun::countDown);
        return begun.await(look.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lend() throws InterruptedException {
        calm = 0;
        lent = Math.min(MOST, lent + MORE);
        carry(USUAL + lent);
    }

    /// Only now it is told, since the log may have been what was waited for.
    private void settle() throws InterruptedException {
        if (lent > 0 && ++calm == CALM) {
            carry(USUAL);
            LOG.log(
                    Level.WARNING,
                    "No virtual thread began any more; with " + lent + " more carriers it went on");
            lent = 0;
            calm = 0;
        }
    }

    /// What manages the scheduler is looked up only when it is needed: JMX takes a megabyte. And from a new thread each time:
    /// the scheduler makes a carrier when a virtual thread comes into an empty queue, and each thread has its own queue there.
    private static void carry(int carriers) throws InterruptedException {
        Thread.ofPlatform()
                .daemon()
                .start(
                        () ->
                                ManagementFactory.getPlatformMXBean(
                                                VirtualThreadSchedulerMXBean.class)
                                        .setParallelism(carriers))
                .join();
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
