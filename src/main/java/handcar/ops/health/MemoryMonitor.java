package handcar.ops.health;

import module java.base;

import handcar.config.Logging;
import handcar.http.MemoryPressure;
import handcar.ops.metrics.ProcessStats;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Tells when the container's or the heap's memory is nearly used up, so that new work is refused before the kernel kills
/// the process or the heap is full. Pressure ends well below where it begins, so that the server does not flicker between
/// the two. Looks from a thread of its own: a request only reads a field.
public final class MemoryMonitor implements MemoryPressure.Gauge, AutoCloseable {
    /// Where pressure begins and where it ends, as shares of a limit.
    private static final double TIGHT = 0.85;

    private static final double TIGHT_ENDS = 0.75;
    private static final double DIRE = 0.95;
    private static final double DIRE_ENDS = 0.90;

    private static final Duration PAUSE = Duration.ofMillis(500);

    /// A full collection stops everything for some 50 ms.
    private static final Duration BETWEEN_COLLECTIONS = Duration.ofSeconds(2);

    private static final Logger LOG = System.getLogger(MemoryMonitor.class.getName());

    private final Optional<Cgroup> container;
    private final Heap heap;
    private volatile MemoryPressure strain = MemoryPressure.NONE;
    private final Duration betweenCollections;
    private long collectedAt;
    private long live;
    private Optional<Thread> watcher = Optional.empty();

    /// The JVM's heap.
    interface Heap {
        /// Bytes in use, garbage included.
        long used();

        /// Bytes there may be.
        long most();

        /// Drops the garbage.
        void collect();
    }

    private static final class JvmHeap implements Heap {
        @Override
        public long used() {
            return ProcessStats.heapUsedBytes();
        }

        @Override
        public long most() {
            return ProcessStats.heapMostBytes();
        }

        @Override
        public void collect() {
            System.gc();
        }
    }

    public MemoryMonitor() {
        this(Cgroup.own(), new JvmHeap(), BETWEEN_COLLECTIONS);
    }

    MemoryMonitor(Optional<Cgroup> container, Heap heap, Duration betweenCollections) {
        this.container = container;
        this.heap = heap;
        this.betweenCollections = betweenCollections;
        this.collectedAt = System.nanoTime() - betweenCollections.toNanos();
    }

    /// Begins to watch.
    ///
    /// @param release what gives memory back, run at each look while memory is short
    public void start(Runnable... release) {
        List<Runnable> all = List.of(release);
        watcher = Optional.of(Thread.ofVirtual().name("memory").start(() -> watch(all)));
    }

    @Override
    public MemoryPressure now() {
        return strain;
    }

    /// How much is used of what there is, and whether work is refused for it.
    public HealthCheck check() {
        return HealthCheck.optional(
                "memory",
                () ->
                        strain == MemoryPressure.NONE
                                ? HealthResult.ok(shape())
                                : HealthResult.degraded(shape()));
    }

    private Map<String, Object> shape() {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("strain", strain.name().toLowerCase(Locale.ROOT));
        shape.put("heap_used_bytes", heap.used());
        shape.put("heap_max_bytes", heap.most());
        shape.put("container_used_bytes", container.map(Cgroup::used).orElse(null));
        OptionalLong limit = limit();
        shape.put("container_max_bytes", limit.isPresent() ? limit.getAsLong() : null);
        return shape;
    }

    /// A look that fails, for want of memory too, is not the last one: pressure that nobody takes back would refuse work for good.
    private void lookAndRelease(List<Runnable> release) {
        attempt(this::look);
        if (strain != MemoryPressure.NONE) {
            release.forEach(MemoryMonitor::attempt);
        }
    }

    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.log(Level.WARNING, "memory.look_failed error=" + Logging.quoted(e));
        }
    }

    private void watch(List<Runnable> release) {
        try {
            while (true) {
                lookAndRelease(release);
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Looks once. Much of a full heap may be garbage, which only a collection can tell. Until the next one may be made,
    /// what the last one left counts: a busy server fills its heap with garbage all the time and is well.
    void look() {
        double share = share(heap.used());
        if (share >= (strain == MemoryPressure.NONE ? TIGHT : TIGHT_ENDS)) {
            if (System.nanoTime() - collectedAt >= betweenCollections.toNanos()) {
                heap.collect();
                collectedAt = System.nanoTime();
                live = heap.used();
            }
            share = share(Math.min(live, heap.used()));
        }
        MemoryPressure next = next(strain, share);
        if (next != strain) {
            LOG.log(
                    next == MemoryPressure.NONE ? Level.INFO : Level.WARNING,
                    "memory.pressure level="
                            + next.name().toLowerCase(Locale.ROOT)
                            + " used="
                            + Math.round(share * 100)
                            + "%");
            strain = next;
        }
    }

    /// The fuller of heap and container, as a share of its limit.
    private double share(long heapUsed) {
        double ofHeap = (double) heapUsed / heap.most();
        OptionalLong limit = limit();
        return limit.isPresent()
                ? Math.max(ofHeap, (double) container.orElseThrow().used() / limit.getAsLong())
                : ofHeap;
    }

    private OptionalLong limit() {
        return container.map(Cgroup::most).orElseGet(OptionalLong::empty);
    }

    private static MemoryPressure next(MemoryPressure before, double share) {
        if (share >= DIRE || (before == MemoryPressure.DIRE && share > DIRE_ENDS)) {
            return MemoryPressure.DIRE;
        }
        return share >= TIGHT || (before != MemoryPressure.NONE && share > TIGHT_ENDS)
                ? MemoryPressure.TIGHT
                : MemoryPressure.NONE;
    }

    @Override
    public void close() {
        watcher.ifPresent(Thread::interrupt);
    }
}
