package handcar.ops.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.http.MemoryPressure;
import handcar.json.JsonView;
import handcar.testing.Wait;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The kernel's files say how full the container is, and the heap how full it is.
class MemoryMonitorTest {
    private static final long MB = 1024 * 1024;

    @TempDir Path group;

    private final Pot heap = new Pot();

    /// A heap that is as full as the test wants it.
    private static final class Pot implements MemoryMonitor.Heap {
        private long used = 20 * MB;
        private long live = 20 * MB;
        private int collections;
        private volatile boolean fails;
        private volatile boolean mends;

        @Override
        public long used() {
            if (fails && !mends) {
                throw new OutOfMemoryError("of the test");
            }
            return used;
        }

        @Override
        public long most() {
            return 100 * MB;
        }

        @Override
        public void collect() {
            collections++;
            used = live;
        }
    }

    @BeforeEach
    void layOut() throws IOException {
        container(100, 0);
        Files.writeString(group.resolve("memory.max"), 200 * MB + "\n");
    }

    private void container(long usedMegabytes, long ofItFiles) throws IOException {
        Files.writeString(group.resolve("memory.current"), usedMegabytes * MB + "\n");
        Files.writeString(
                group.resolve("memory.stat"),
                "anon 1\nfile " + ofItFiles * MB + "\nfile_mapped 7\nshmem 0\n");
    }

    private MemoryMonitor memory() {
        return memory(Duration.ofHours(1));
    }

    private MemoryMonitor memory(Duration betweenCollections) {
        return new MemoryMonitor(Cgroup.at(group), heap, betweenCollections);
    }

    private MemoryPressure look(MemoryMonitor memory) {
        memory.look();
        return memory.now();
    }

    @Test
    void nearTheContainersLimitNewWorkIsPutOffAndTakenOnAgainOnlyWellBelow() throws IOException {
        MemoryMonitor memory = memory();
        assertEquals(MemoryPressure.NONE, look(memory));
        container(169, 0);
        assertEquals(MemoryPressure.NONE, look(memory));
        container(171, 0);
        assertEquals(MemoryPressure.TIGHT, look(memory));
        container(191, 0);
        assertEquals(MemoryPressure.DIRE, look(memory));
        container(185, 0);
        assertEquals(MemoryPressure.DIRE, look(memory));
        container(179, 0);
        assertEquals(MemoryPressure.TIGHT, look(memory));
        container(155, 0);
        assertEquals(MemoryPressure.TIGHT, look(memory));
        container(149, 0);
        assertEquals(MemoryPressure.NONE, look(memory));
    }

    @Test
    void cachedFilesDoNotCountSinceTheKernelDropsThem() throws IOException {
        MemoryMonitor memory = memory();
        container(199, 60);
        assertEquals(MemoryPressure.NONE, look(memory));
    }

    @Test
    void theOlderKindOfContainerIsReadToo() throws IOException {
        for (String file : new String[] {"memory.max", "memory.current", "memory.stat"}) {
            Files.delete(group.resolve(file));
        }
        Files.writeString(group.resolve("memory.limit_in_bytes"), 200 * MB + "\n");
        Files.writeString(group.resolve("memory.usage_in_bytes"), 195 * MB + "\n");
        Files.writeString(group.resolve("memory.stat"), "total_cache " + 20 * MB + "\n");
        assertEquals(MemoryPressure.TIGHT, look(memory()));
        Files.writeString(group.resolve("memory.limit_in_bytes"), "9223372036854771712\n");
        assertEquals(MemoryPressure.NONE, look(memory()));
    }

    @Test
    void withoutALimitOnlyTheHeapCounts() throws IOException {
        Files.writeString(group.resolve("memory.max"), "max\n");
        container(9_000, 0);
        assertEquals(MemoryPressure.NONE, look(memory()));
        assertEquals(
                MemoryPressure.NONE,
                look(new MemoryMonitor(Optional.empty(), heap, Duration.ofHours(1))));
    }

    @Test
    void aHeapFullOfGarbageIsCollectedAndThatIsAll() {
        MemoryMonitor memory = memory();
        heap.used = 97 * MB;
        assertEquals(MemoryPressure.NONE, look(memory));
        assertEquals(1, heap.collections);
    }

    @Test
    void garbageThatIsThereAgainBeforeTheNextCollectionPutsNothingOff() {
        MemoryMonitor memory = memory();
        for (int look = 0; look < 5; look++) {
            heap.used = 97 * MB;
            assertEquals(MemoryPressure.NONE, look(memory));
        }
        assertEquals(1, heap.collections);
    }

    @Test
    void aHeapThatIsReallyFullPutsWorkOffAndIsNotCollectedWithEveryLook() {
        MemoryMonitor memory = memory();
        heap.used = 90 * MB;
        heap.live = 89 * MB;
        assertEquals(MemoryPressure.TIGHT, look(memory));
        for (int look = 0; look < 5; look++) {
            assertEquals(MemoryPressure.TIGHT, look(memory));
        }
        assertEquals(1, heap.collections);
    }

    @Test
    void aHeapBelowTheLimitIsLeftToItsCollector() {
        MemoryMonitor memory = memory();
        for (int used = 20; used < 85; used++) {
            heap.used = used * MB;
            assertEquals(MemoryPressure.NONE, look(memory));
        }
        assertEquals(0, heap.collections);
    }

    @Test
    void pressureOfTheHeapEndsWhenWhatFilledItIsGone() {
        MemoryMonitor memory = memory(Duration.ZERO);
        heap.used = 90 * MB;
        heap.live = 89 * MB;
        assertEquals(MemoryPressure.TIGHT, look(memory));
        heap.live = 30 * MB;
        assertEquals(MemoryPressure.NONE, look(memory));
    }

    @Test
    void whoCanLetGoOfMemoryIsAskedToEachTime() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        container(195, 0);
        try (MemoryMonitor memory = memory()) {
            memory.start(asked::incrementAndGet);
            Wait.until("the caches are asked twice", () -> asked.get() >= 2);
        }
    }

    @Test
    void aLookThatFailsForWantOfMemoryIsNotTheLastOne() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        container(195, 0);
        try (MemoryMonitor memory = memory()) {
            memory.start(
                    () -> {
                        heap.fails = true;
                        asked.incrementAndGet();
                        throw new OutOfMemoryError("of the test");
                    });
            Wait.until("the caches are asked after a look that failed", () -> asked.get() >= 2);
            container(50, 0);
            heap.mends = true;
            Wait.until("pressure ends", () -> memory.now() == MemoryPressure.NONE);
        }
    }

    @Test
    void whileMemoryIsShortNewRequestsComeAgainAndTheHealthPageTellsWhy(@TempDir Path data)
            throws IOException {
        MemoryMonitor memory = memory();
        try (OpsFixture station =
                new OpsFixture(data, HealthRoutesTest.NOWHERE, Map.of(), memory, memory.check())
                        .started()) {
            assertEquals(404, station.get("/api/v1/agents").statusCode());
            container(175, 0);
            look(memory);
            for (String path : new String[] {"/api/v1/agents", "/", "/v1/models", "/webhooks/x"}) {
                var refused = station.get(path);
                assertEquals(503, refused.statusCode(), path);
                assertEquals("5", refused.headers().firstValue("Retry-After").orElse(""));
                assertEquals(
                        "short_of_memory",
                        OpsFixture.body(refused).at("error").text("code").orElse(""));
            }
            for (String path :
                    new String[] {
                        "/api/v1/chat/conversations/7/messages", "/api/v1/conversations/7", "/s/x/y"
                    }) {
                assertEquals(404, station.get(path).statusCode(), path);
            }
            JsonView shown = station.json("/health/detailed").at("components").at("memory");
            assertEquals("degraded", shown.text("status").orElse(""));
            assertEquals("tight", shown.text("strain").orElse(""));
            assertTrue(station.get("/metrics").body().contains("memory_strain 1.0"));
            container(195, 0);
            look(memory);
            assertEquals(503, station.get("/s/x/y").statusCode());
            assertEquals(200, station.get("/health").statusCode());
            container(50, 0);
            look(memory);
            assertEquals(404, station.get("/api/v1/agents").statusCode());
        }
    }
}
