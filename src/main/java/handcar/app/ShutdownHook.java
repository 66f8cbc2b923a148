package handcar.app;

import module java.base;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Ends the process when it is asked to stop (SIGTERM or Ctrl-C): closes the server and exits with 0. The JVM's own exit
/// code would be 143, which hosts take for a crash.
final class ShutdownHook {
    /// Hosts kill the process ten seconds after the signal. Unfinished work is in the database, and another process resumes it.
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private static final Duration LONGEST_AFTER_FAILURE = Duration.ofSeconds(3);

    private static final Logger LOG = System.getLogger(ShutdownHook.class.getName());

    private final Application application;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean failed;

    private ShutdownHook(Application application) {
        this.application = application;
    }

    /// Closes this server when the process is asked to stop.
    static ShutdownHook install(Application application) {
        ShutdownHook hook = new ShutdownHook(application);
        Runtime.getRuntime().addShutdownHook(new Thread(hook::run, "stop"));
        return hook;
    }

    /// Records that the start failed: the server is closed all the same, and the exit code is 1.
    void startFailed() {
        failed = true;
    }

    /// Waits for the end.
    void await() throws InterruptedException {
        end.await();
    }

    private void run() {
        // read before closing: a start that fails because the server is being closed is no failure
        boolean failure = failed;
        int code = failure ? 1 : 0;
        Duration longest = failure ? LONGEST_AFTER_FAILURE : LONGEST;
        Thread.ofPlatform().daemon().name("deadline").start(() -> haltAfter(longest, code));
        try {
            application.close();
        } finally {
            end.countDown();
            // the only way to choose the code when a signal began the shutdown; the class cache
            // is still written
            Runtime.getRuntime().halt(code);
        }
    }

    private static void haltAfter(Duration longest, int code) {
        try {
            Thread.sleep(longest);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        LOG.log(Level.WARNING, "stop.timeout after=" + longest.toSeconds() + "s");
        Runtime.getRuntime().halt(code);
    }
}
