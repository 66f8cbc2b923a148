package handcar.llm.proxy;

import module java.base;

import handcar.json.MalformedJsonException;
import handcar.json.TextRoom;
import handcar.llm.provider.EventRoom;
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

    /// What a provider has begun to say is worth a longer wait: it is paid for, and no other request can have it.
    private static final Duration PATIENCE_OF_ANSWERS = Duration.ofSeconds(60);

    private static final int KILO = 1_024;

    /// The memory of an event against that of a text of the same length: besides, it is there as bytes twice, and in the answer, which
    /// is written and sent. Three of 5 MB at once filled a heap of 128 MB.
    private static final int EVENT = 3;

    /// The divisor of the room for the largest event, which is then translated alone.
    private static final int LARGEST_EVENT = 2;

    private final Semaphore kilobytes;
    private final Duration patienceOfAnswers;
    private int ofRequest;
    private int held;

    private TranslationRoom(Semaphore kilobytes, Duration patienceOfAnswers) {
        this.kilobytes = kilobytes;
        this.patienceOfAnswers = patienceOfAnswers;
    }

    /// Makes the rooms of all requests, which share a part of the heap.
    static Supplier<TranslationRoom> shared() {
        return shared(PATIENCE_OF_ANSWERS);
    }

    static Supplier<TranslationRoom> shared(Duration patienceOfAnswers) {
        Semaphore kilobytes = new Semaphore(most(), true);
        return () -> new TranslationRoom(kilobytes, patienceOfAnswers);
    }

    private static int most() {
        return (int) (Runtime.getRuntime().maxMemory() / SHARE / KILO);
    }

    /// Takes room for a field of so many bytes; of several only the largest counts, since they are read one after the other. Never
    /// waits for more than there is, so that the largest is translated alone.
    void take(String field, long bytes) {
        int wanted = wanted(bytes);
        if (!grow(wanted, PATIENCE)) {
            throw ProviderErrors.busy(field);
        }
        ofRequest = Math.max(ofRequest, wanted);
    }

    /// The room for the texts of a field.
    TextRoom ofTexts(String field) {
        return new TextRoom() {
            @Override
            public void take(long bytes) {
                TranslationRoom.this.take(field, bytes);
            }

            @Override
            public RuntimeException tooLong(MalformedJsonException refusal) {
                return ProviderErrors.tooLong(field, refusal);
            }
        };
    }

    /// The room for the events of this request's answer, and for a whole answer. An event is taken when all of it has arrived, so that
    /// none waits for more while it keeps others out: for a larger one than the request's own room, that room is given back first, because
    /// its text is not needed any more.
    EventRoom ofEvents(String provider) {
        return new EventRoom() {
            @Override
            public void hold(long bytes) {
                require(bytes);
                int wanted = wanted(bytes < SMALL ? 0 : bytes * EVENT);
                if (wanted > held) {
                    kilobytes.release(held);
                    held = 0;
                    ofRequest = 0;
                }
                if (!grow(wanted, patienceOfAnswers)) {
                    throw ProviderErrors.noRoom(provider, true);
                }
                int needed = Math.max(ofRequest, wanted);
                kilobytes.release(held - needed);
                held = needed;
            }

            @Override
            public void require(long bytes) {
                if (bytes / KILO > most() / LARGEST_EVENT) {
                    throw ProviderErrors.noRoom(provider, false);
                }
            }
        };
    }

    private static int wanted(long bytes) {
        return bytes < SMALL ? 0 : (int) Math.min(most(), bytes / KILO);
    }

    private boolean grow(int wanted, Duration patience) {
        if (wanted <= held) {
            return true;
        }
        try {
            if (kilobytes.tryAcquire(wanted - held, patience.toMillis(), TimeUnit.MILLISECONDS)) {
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
