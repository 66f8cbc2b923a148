package handcar.app;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// The end of the process when it is asked to go (SIGTERM, or Ctrl-C): everything is closed in good order, and the exit
/// code is 0. The JVM's own would be 143, which hosts take for a crash.
final class ShutdownHook {
    /// Hosts kill ten seconds after they asked; what is not done by then is in the database and goes on elsewhere.
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private static final Logger LOG = System.getLogger(ShutdownHook.class.getName());

    private final Application handcar;
    private final CountDownLatch gone = new CountDownLatch(1);
    private volatile int code;

    private ShutdownHook(Application handcar) {
        this.handcar = handcar;
    }

    /// From now on a request to stop closes this server.
    static ShutdownHook arrange(Application handcar) {
        ShutdownHook shutdownHook = new ShutdownHook(handcar);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdownHook::leave, "stop"));
        return shutdownHook;
    }

    /// The server could not start: it is closed all the same, and the exit code says so.
    void forFailure() {
        code = 1;
    }

    /// Waits for the end.
    void await() throws InterruptedException {
        gone.await();
    }

    private void leave() {
        // a start that fails because we close under it is no failure
        int decided = code;
        Thread.ofPlatform().daemon().name("deadline").start(() -> insist(decided));
        try {
            handcar.close();
        } finally {
            gone.countDown();
            // the only way to choose the code when a signal began the shutdown; class caches are
            // still written
            Runtime.getRuntime().halt(decided);
        }
    }

    private static void insist(int code) {
        try {
            Thread.sleep(LONGEST);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        LOG.log(Level.WARNING, "Something does not end; what it does will be taken up again.");
        Runtime.getRuntime().halt(code);
    }
}
