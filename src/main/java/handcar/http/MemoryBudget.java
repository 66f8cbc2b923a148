package handcar.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What the server can bear: how short of memory it is, and the memory that large bodies and files may take together, which
/// is half of the heap. Who brings one waits a moment for room, and is asked to come again when there is none.
public final class MemoryBudget {
    /// Up to this a body is carried by the request's own seat.
    static final int FREE = 32 * 1024;

    /// A body is there more than once: as bytes, as text, as what is made of it, on its way to the database.
    private static final int COPIES = 4;

    /// Shorter than clients wait for an answer.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int UNIT = 1024;

    private final MemoryPressure.Gauge gauge;
    private final int most;
    private final Semaphore room;

    /// @param gauge tells how short of memory the server is
    public MemoryBudget(MemoryPressure.Gauge gauge) {
        this.gauge = gauge;
        this.most = Math.clamp(Runtime.getRuntime().maxMemory() / 2 / UNIT, 1, Integer.MAX_VALUE);
        this.room = new Semaphore(most, true);
    }

    /// Room that was taken; given back when it is closed.
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    MemoryPressure strain() {
        return gauge.now();
    }

    /// Takes room for a file of so many bytes, waiting at most so long; [Problem.Unavailable] when there is none.
    public Held hold(long bytes, Duration patience) {
        int held = take(0, bytes, patience);
        return () -> give(held);
    }

    /// Takes room for a body in addition to `held` units; the units held then.
    int take(int held, long bytes) {
        return take(held, bytes, PATIENCE);
    }

    /// The largest may always come alone.
    private int take(int held, long bytes, Duration patience) {
        int wanted = (int) Math.min(most, bytes * COPIES / UNIT + 1);
        if (wanted <= held) {
            return held;
        }
        try {
            if (room.tryAcquire(wanted - held, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return wanted;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw LoadShedding.problem();
    }

    void give(int held) {
        room.release(held);
    }
}
