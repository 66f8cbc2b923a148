package handcar.llm.proxy;

import module java.base;

import handcar.llm.provider.ProviderErrors;

/// The memory that a large request takes while it is translated, released when it is answered. What is passed on unchanged stays in
/// its file and takes none.
final class TranslationRoom implements AutoCloseable {
    /// Smaller texts are bounded by the number of calls.
    private static final long SMALL = 256 * 1024;

    /// The divisor of the heap: a text is in memory as bytes, twice as characters while it is read, and in the new body.
    private static final int SHARE = 6;

    /// Shorter than clients wait for an answer.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int KILO = 1_024;

    private final Semaphore kilobytes;
    private int held;

    private TranslationRoom(Semaphore kilobytes) {
        this.kilobytes = kilobytes;
    }

    /// Makes the rooms of all requests, which share a part of the heap.
    static Supplier<TranslationRoom> shared() {
        Semaphore kilobytes = new Semaphore(most(), true);
        return () -> new TranslationRoom(kilobytes);
    }

    private static int most() {
        return (int) (Runtime.getRuntime().maxMemory() / SHARE / KILO);
    }

    /// Takes room for a field of so many bytes; of several only the largest counts, since they are read one after the other. Never
    /// waits for more than there is, so that the largest is translated alone.
    void take(String field, long bytes) {
        int wanted = bytes < SMALL ? 0 : (int) Math.min(most(), bytes / KILO);
        if (wanted <= held) {
            return;
        }
        try {
            if (kilobytes.tryAcquire(wanted - held, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                held = wanted;
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw ProviderErrors.busy(field);
    }

    @Override
    public void close() {
        kilobytes.release(held);
        held = 0;
    }
}
