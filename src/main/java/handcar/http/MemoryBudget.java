package handcar.http;

import module java.base;

/// The memory that large bodies and files may take together: half of the heap. A request waits a moment for room and is
/// refused when there is none.
public final class MemoryBudget {
    /// Bytes that a request may take without a reservation.
    static final int UNRESERVED = 32 * 1024;

    /// A body is in memory several times: as bytes, as text, parsed, and on its way to the database.
    private static final int COPIES = 4;

    /// Shorter than clients wait for an answer.
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private static final int UNIT = 1024;

    private final MemoryPressure.Gauge gauge;
    private final int most;
    private final Semaphore room;

    /// @param gauge tells how short of memory the server is; asked with every request
    public MemoryBudget(MemoryPressure.Gauge gauge) {
        this.gauge = gauge;
        this.most = Math.clamp(Runtime.getRuntime().maxMemory() / 2 / UNIT, 1, Integer.MAX_VALUE);
        this.room = new Semaphore(most, true);
    }

    /// Reserved memory, released when it is closed.
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    MemoryPressure pressure() {
        return gauge.now();
    }

    /// Reserves memory for a file of so many bytes; [Problem.Unavailable] when there is none within `patience`.
    public Held hold(long bytes, Duration patience) {
        int held = take(0, bytes, patience);
        return () -> give(held);
    }

    /// Reserves memory for a body beyond the `held` units and returns the units held then.
    int take(int held, long bytes) {
        return take(held, bytes, MAX_WAIT);
    }

    /// Never waits for more than there is, so that the largest body can be served alone.
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
