package handcar.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.testing.Wait;

import org.junit.jupiter.api.Test;

final class TimeoutSchedulerTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void ringsWhenTheTimeIsUpAndOnlyOnce() throws Exception {
        try (TimeoutScheduler deadlines = new TimeoutScheduler("test")) {
            var rung = new AtomicInteger();
            var first = new CountDownLatch(1);
            deadlines.after(
                    Duration.ofMillis(20),
                    () -> {
                        rung.incrementAndGet();
                        first.countDown();
                    });
            assertTrue(first.await(10, TimeUnit.SECONDS));
            passes(deadlines);
            assertEquals(1, rung.get());
        }
    }

    @Test
    void neverRingsEarly() throws Exception {
        try (TimeoutScheduler deadlines = new TimeoutScheduler("test")) {
            var rung = new CountDownLatch(1);
            long start = System.nanoTime();
            deadlines.after(Duration.ofMillis(50), rung::countDown);
            assertTrue(rung.await(10, TimeUnit.SECONDS));
            assertTrue(System.nanoTime() - start >= 50_000_000);
        }
    }

    @Test
    void whatIsCalledOffDoesNotRing() throws Exception {
        try (TimeoutScheduler deadlines = new TimeoutScheduler("test")) {
            var rung = new AtomicInteger();
            deadlines.after(Duration.ofMillis(30), rung::incrementAndGet).off();
            passes(deadlines);
            passes(deadlines);
            assertEquals(0, rung.get());
        }
    }

    @Test
    void whatIsMovedRingsAtItsNewTime() throws Exception {
        try (TimeoutScheduler deadlines = new TimeoutScheduler("test")) {
            var later = new AtomicInteger();
            var sooner = new CountDownLatch(1);
            deadlines
                    .after(Duration.ofMillis(30), later::incrementAndGet)
                    .move(System.nanoTime() + LONG.toNanos());
            deadlines.after(LONG, sooner::countDown).move(System.nanoTime());
            assertTrue(sooner.await(10, TimeUnit.SECONDS));
            passes(deadlines);
            assertEquals(0, later.get());
        }
    }

    @Test
    void whoIsDueSoonDoesNotWaitForOneWhoIsDueLater() throws Exception {
        try (TimeoutScheduler deadlines = new TimeoutScheduler("test")) {
            deadlines.after(LONG, () -> {});
            Wait.pause(
                    Duration.ofMillis(50),
                    "the thread sleeps until the far deadline"); // asleep for an hour
            passes(deadlines);
            passes(deadlines);
        }
    }

    @Test
    void oneWhoseActionFailsTakesNobodyAlong() throws Exception {
        try (TimeoutScheduler deadlines = new TimeoutScheduler("test")) {
            var rung = new CountDownLatch(1);
            deadlines.after(Duration.ofMillis(100), rung::countDown);
            deadlines.after(
                    Duration.ZERO,
                    () -> {
                        throw new IllegalStateException("meant to fail");
                    });
            assertTrue(rung.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void manyThatComeAndGoAtOnceAllGetTheirs() throws Exception {
        int many = 2_000;
        try (TimeoutScheduler deadlines = new TimeoutScheduler("test")) {
            var rung = new CountDownLatch(many);
            var wrong = new AtomicInteger();
            for (int i = 0; i < many; i++) {
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    deadlines.after(SHORT, rung::countDown);
                                    deadlines.after(LONG, wrong::incrementAndGet).off();
                                });
            }
            assertTrue(rung.await(20, TimeUnit.SECONDS));
            assertEquals(0, wrong.get());
        }
    }

    @Test
    void nothingRingsAfterTheClosing() throws Exception {
        var rung = new AtomicInteger();
        TimeoutScheduler deadlines = new TimeoutScheduler("test");
        deadlines.after(Duration.ofMillis(30), rung::incrementAndGet);
        deadlines.close();
        deadlines.after(Duration.ZERO, rung::incrementAndGet);
        assertFalse(new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS));
        assertEquals(0, rung.get());
    }

    /// Returns when an alarm set now has rung, and so everything that was due before it.
    private static void passes(TimeoutScheduler deadlines) throws InterruptedException {
        var rung = new CountDownLatch(1);
        deadlines.after(Duration.ofMillis(60), rung::countDown);
        assertTrue(rung.await(10, TimeUnit.SECONDS));
    }
}
