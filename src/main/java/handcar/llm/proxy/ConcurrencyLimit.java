package handcar.llm.proxy;

import module java.base;

import handcar.http.MemoryBudget;
import handcar.problem.Problem;

/// Limits the requests of programs that are in progress at once, by number and by the memory of their bodies and expected
/// answers.
final class ConcurrencyLimit {
    /// Twice the largest number of streams this was measured with.
    private static final int CALLS = 1_024;

    /// The divisor of the heap that calls in progress may hold.
    private static final int SHARE = 4;

    /// Room for a chat's answer or for a stream's buffers, here and in the connections on both sides.
    private static final int ANSWER = 16 * 1_024;

    /// A vector of 1 536 numbers written out.
    private static final int VECTOR = 24 * 1_024;

    /// The largest answer that the HTTP client reads.
    private static final int MOST = 10_000_000;

    private static final int KILO = 1_024;

    private final Semaphore calls = new Semaphore(CALLS);
    private final Semaphore kilobytes =
            new Semaphore((int) (Runtime.getRuntime().maxMemory() / SHARE / KILO));

    /// Admits a request, or refuses it with 503. What is returned is closed when the request is over.
    MemoryBudget.Held enter(ProxyRequest request) {
        int size = (request.json().bytes().length + answer(request)) / KILO;
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

    private static int answer(ProxyRequest request) {
        return switch (request.kind()) {
            case CHAT -> ANSWER;
            case EMBEDDINGS -> {
                long texts = Math.max(1, request.field("input").each().count());
                yield (int) Math.min(MOST, texts * VECTOR);
            }
        };
    }

    private static Problem busy() {
        return new Problem.Unavailable(
                "busy", "Too many models are being asked right now. Try again in a moment.");
    }
}
