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

    /// The memory of an event against that of a text of the same length: it is in memory as bytes too, which a text is not.
    private static final int EVENT = 2;

    private final Semaphore kilobytes;
    private int ofRequest;
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
        if (!grow(wanted)) {
            throw ProviderErrors.busy(field);
        }
        ofRequest = Math.max(ofRequest, wanted);
    }

    /// Takes room for an event of so many bytes, or a whole answer, in place of what was taken before; what the request took is
    /// enough for one of that size, because its text is not needed any more. [handcar.llm.provider.ProviderException] when there is none.
    void hold(String provider, long bytes) {
        long wanted = bytes < SMALL ? 0 : bytes / KILO * EVENT;
        if (wanted > most()) {
            throw ProviderErrors.noRoom(provider, false);
        }
        if (!grow((int) wanted)) {
            throw ProviderErrors.noRoom(provider, true);
        }
        int needed = Math.max(ofRequest, (int) wanted);
        kilobytes.release(held - needed);
        held = needed;
    }

    private boolean grow(int wanted) {
        if (wanted <= held) {
            return true;
        }
        try {
            if (kilobytes.tryAcquire(wanted - held, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                held = wanted;
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @Override
    public void close() {
        kilobytes.release(held);
        held = 0;
        ofRequest = 0;
    }
}
