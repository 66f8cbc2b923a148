package handcar.llm.proxy;

import module java.base;

import handcar.http.MemoryBudget;
import handcar.problem.Problem;

/// Limits the requests of programs that are in progress at once: all together, of one program, and by the memory of their bodies.
/// One program never has all seats, so that one with many hanging calls keeps nobody else out.
final class ConcurrencyLimit {
    /// Twice the largest number of streams this was measured with.
    private static final int CALLS = 1_024;

    private static final int CALLS_OF_ONE = 768;

    /// The divisor of the heap that calls in progress may hold.
    private static final int SHARE = 4;

    /// Room for a chat's answer or for a stream's buffers, here and in the connections on both sides.
    private static final int ANSWER = 16 * 1_024;

    private static final int KILO = 1_024;

    private final Semaphore calls = new Semaphore(CALLS);
    private final Map<UUID, Integer> callsOfOne = new ConcurrentHashMap<>();
    private final Semaphore kilobytes =
            new Semaphore((int) (Runtime.getRuntime().maxMemory() / SHARE / KILO));

    /// Admits a request, or refuses it with 503. What is returned is closed when the request is over.
    ///
    /// @param inMemory bytes of the request's body that are in memory
    MemoryBudget.Held enter(GatewayClient by, int inMemory) {
        int size = (inMemory + ANSWER) / KILO;
        if (callsOfOne.merge(by.id(), 1, Integer::sum) > CALLS_OF_ONE) {
            leave(by);
            throw busy();
        }
        if (!calls.tryAcquire()) {
            leave(by);
            throw busy();
        }
        if (!kilobytes.tryAcquire(size)) {
            calls.release();
            leave(by);
            throw busy();
        }
        return () -> {
            kilobytes.release(size);
            calls.release();
            leave(by);
        };
    }

    private void leave(GatewayClient by) {
        callsOfOne.computeIfPresent(by.id(), (_, now) -> now == 1 ? null : now - 1);
    }

    private static Problem busy() {
        return new Problem.Unavailable(
                "busy", "Too many models are being asked right now. Try again in a moment.");
    }
}
