package handcar.ops;

import handcar.http.MemoryPressure;
import handcar.ops.health.HealthCheck;
import handcar.ops.health.HealthResult;
import handcar.ops.metrics.HeapUsage;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/// Watches the container's and the heap's memory from a thread of its own, so that a request only reads a field. Near the
/// limit it says so ([MemoryPressure]), before the kernel kills us or the heap is full; it takes that back only well below, so that
/// the server does not flicker between the two. After busy times it gives the heap's spare memory back to the system, and
/// during busy times before there is much of it.
public final class MemoryMonitor implements MemoryPressure.Gauge, AutoCloseable {
    /// Where strain begins and where it ends, as shares of a limit.
    private static final double TIGHT = 0.85;

    private static final double TIGHT_ENDS = 0.75;
    private static final double DIRE = 0.95;
    private static final double DIRE_ENDS = 0.90;

    /// From here on it is looked more often.
    private static final double NEAR = 0.6;

    private static final Duration USUAL = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofMillis(200);

    /// A full collection stops everything for some 50 ms; under lasting strain not more often than this.
    private static final Duration BETWEEN_COLLECTIONS = Duration.ofSeconds(2);

    /// Looks in a row at which nearly nothing was made anew: nobody is there, a pause disturbs no one.
    private static final int QUIET = 10;

    /// What our own looking and a heartbeat make in between.
    private static final long NEARLY_NOTHING = 512 * 1024;

    /// What lives for seconds, an answer being streamed, dies where only a full collection looks for it, and the JVM takes
    /// the whole heap before it makes one. So much of it, and half as much as is alive, is looked for earlier, but not more
    /// often than this.
    private static final long MUCH = 8L * 1024 * 1024;

    /// So much more than is alive, and twice as much, is too large a heap.
    private static final long WIDE = 24L * 1024 * 1024;

    private static final Duration BETWEEN_CLEARINGS = Duration.ofSeconds(10);

    /// Less to give back is not worth the pause.
    private static final long WORTH_IT = 8L * 1024 * 1024;

    private static final Logger LOG = System.getLogger(MemoryMonitor.class.getName());

    private final Optional<Cgroup> container;
    private final HeapUsage heap;
    private final List<Runnable> helpers = new CopyOnWriteArrayList<>();
    private final Thread watcher = Thread.ofVirtual().name("memory").unstarted(this::watch);
    private volatile MemoryPressure pressure = MemoryPressure.NONE;
    private long collectedAt = System.nanoTime() - BETWEEN_CLEARINGS.toNanos();
    private long usedBefore;
    private long live;

    /// What the heap took when the last collection was over. A heap with a large `-Xms` takes no less.
    private long left;

    private int quiet;

    public MemoryMonitor() {
        this(Cgroup.own(), HeapUsage.own());
    }

    MemoryMonitor(Optional<Cgroup> container, HeapUsage heap) {
        this.container = container;
        this.heap = heap;
        this.live = heap.used();
        this.left = heap.taken();
    }

    /// Begins to watch.
    ///
    /// @param helpers what lets go of memory when it is short, each time it is looked and still is
    public MemoryMonitor start(Runnable... helpers) {
        this.helpers.addAll(List.of(helpers));
        watcher.start();
        return this;
    }

    @Override
    public MemoryPressure now() {
        return pressure;
    }

    /// How much is used of what there is, and whether work is put off for it.
    public HealthCheck probe() {
        return HealthCheck.helpful(
                "memory",
                () ->
                        pressure == MemoryPressure.NONE
                                ? HealthResult.ok(shape())
                                : HealthResult.degraded(shape()));
    }

    private Map<String, Object> shape() {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("strain", pressure.name().toLowerCase(Locale.ROOT));
        shape.put("heap_used_bytes", heap.used());
        shape.put("heap_max_bytes", heap.most());
        shape.put("container_used_bytes", container.map(Cgroup::used).orElse(null));
        OptionalLong limit = limit();
        shape.put("container_max_bytes", limit.isPresent() ? limit.getAsLong() : null);
        return shape;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(look());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// One look; how long to wait for the next.
    Duration look() {
        double share = share();
        if (share >= TIGHT && mayCollect()) {
            collect();
            share = share();
        }
        settle(share);
        clearWhenMuch();
        giveBackWhenQuiet();
        return share >= NEAR ? SOON : USUAL;
    }

    /// The fullest of both. Much of the heap may be garbage, which only a collection tells: until the next one may be made,
    /// what was left by the last one counts. A busy server fills its heap with garbage all the time and is well.
    private double share() {
        long used = mayCollect() ? heap.used() : Math.min(live, heap.used());
        double ofHeap = (double) used / heap.most();
        OptionalLong limit = limit();
        return limit.isPresent()
                ? Math.max(ofHeap, (double) container.orElseThrow().used() / limit.getAsLong())
                : ofHeap;
    }

    private OptionalLong limit() {
        return container.map(Cgroup::limit).orElseGet(OptionalLong::empty);
    }

    private boolean mayCollect() {
        return mayCollect(BETWEEN_COLLECTIONS);
    }

    private boolean mayCollect(Duration pause) {
        return System.nanoTime() - collectedAt >= pause.toNanos();
    }

    private void collect() {
        heap.collect();
        live = heap.used();
        left = heap.taken();
        collectedAt = System.nanoTime();
    }

    private void settle(double share) {
        MemoryPressure before = pressure;
        MemoryPressure next = next(before, share);
        pressure = next;
        if (next != MemoryPressure.NONE) {
            helpers.forEach(Runnable::run);
        }
        if (next != before) {
            LOG.log(
                    next == MemoryPressure.NONE ? Level.INFO : Level.WARNING,
                    "Memory is "
                            + Math.round(share * 100)
                            + " % full: "
                            + switch (next) {
                                case NONE -> "everything is taken on again";
                                case TIGHT -> "new work is put off, open conversations go on";
                                case DIRE -> "nothing is taken on";
                            });
        }
    }

    private static MemoryPressure next(MemoryPressure before, double share) {
        if (share >= DIRE || (before == MemoryPressure.DIRE && share > DIRE_ENDS)) {
            return MemoryPressure.DIRE;
        }
        return share >= TIGHT || (before != MemoryPressure.NONE && share > TIGHT_ENDS)
                ? MemoryPressure.TIGHT
                : MemoryPressure.NONE;
    }

    /// Also when a burst is long over and its heap is not used any more, although people are there.
    private void clearWhenMuch() {
        boolean full = heap.used() - live > Math.max(MUCH, live / 2);
        long taken = heap.taken();
        boolean wide = taken - live > Math.max(WIDE, 2 * live) && taken > left;
        if ((full || wide) && mayCollect(BETWEEN_CLEARINGS)) {
            collect();
        }
    }

    private void giveBackWhenQuiet() {
        long used = heap.used();
        quiet = Math.abs(used - usedBefore) < NEARLY_NOTHING ? quiet + 1 : 0;
        usedBefore = used;
        if (quiet == QUIET && heap.taken() - live > WORTH_IT + live / 2 && mayCollect()) {
            collect();
            usedBefore = heap.used();
        }
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
