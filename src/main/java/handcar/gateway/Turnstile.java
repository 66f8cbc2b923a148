package handcar.gateway;

import handcar.http.Problem;

import java.util.concurrent.Semaphore;

/// How much programs may have under way together. They wait for providers and not for us, so there may be many of them;
/// what they sent stays in memory meanwhile, so not too much of it.
final class Turnstile {
    /// Twice the largest number of streams this was measured with.
    private static final int CALLS = 1_024;

    /// The share of the heap that waiting requests may hold.
    private static final int SHARE = 8;

    private static final int KILO = 1_024;

    private final Semaphore calls = new Semaphore(CALLS);
    private final Semaphore kilobytes =
            new Semaphore((int) (Runtime.getRuntime().maxMemory() / SHARE / KILO));

    /// A call under way; closed when it is over.
    interface Pass extends AutoCloseable {
        @Override
        void close();
    }

    /// Lets a request of so many bytes in, or refuses it: 503, to be tried again.
    Pass enter(int bytes) {
        int size = bytes / KILO + 1;
        if (!calls.tryAcquire()) {
            throw busy();
        }
        if (!kilobytes.tryAcquire(size)) {
            calls.release();
            throw busy();
        }
        return () -> {
            kilobytes.release(size);
            calls.release();
        };
    }

    private static Problem busy() {
        return new Problem.Unavailable(
                "busy", "Too many models are being asked right now. Try again in a moment.");
    }
}
