package handcar.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.testing.Wait;

import org.junit.jupiter.api.Test;

final class OnDemandThreadTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    @Test
    void whatFailedIsDoneAgainUntilItSucceeds() {
        AtomicInteger runs = new AtomicInteger();
        try (OnDemandThread thread =
                OnDemandThread.retrying(
                        "test",
                        Duration.ofMillis(5),
                        () -> {
                            if (runs.incrementAndGet() < 3) {
                                throw new IllegalStateException("the database is away");
                            }
                        })) {
            thread.start();
            Wait.until("it has succeeded", () -> runs.get() == 3 && thread.isIdle());
        }
    }

    @Test
    void whatIsQueuedBeforeAStartIsAlwaysDoneAndNeverByTwoAtOnce() throws InterruptedException {
        ConcurrentLinkedQueue<Integer> queue = new ConcurrentLinkedQueue<>();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        int each = 20_000;
        CountDownLatch done = new CountDownLatch(2 * each);
        OnDemandThread thread =
                new OnDemandThread(
                        "queue",
                        () -> {
                            together.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            boolean some = queue.poll() != null;
                            if (some) {
                                done.countDown();
                            }
                            inside.decrementAndGet();
                            return some;
                        });
        Runnable producer =
                () -> {
                    for (int i = 0; i < each; i++) {
                        queue.add(i);
                        thread.start();
                    }
                };
        Thread other = Thread.ofPlatform().start(producer);
        producer.run();
        other.join();
        assertTrue(done.await(20, TimeUnit.SECONDS), () -> done.getCount() + " were forgotten");
        assertEquals(1, together.get());
    }

    @Test
    void aStepThatFailsEndsTheThreadUntilTheNextStart() throws InterruptedException {
        Semaphore runs = new Semaphore(0);
        OnDemandThread thread =
                new OnDemandThread(
                        "failing",
                        () -> {
                            runs.release();
                            throw new IllegalStateException("a step that fails on purpose");
                        });
        for (int i = 0; i < 3; i++) {
            thread.start();
            assertTrue(runs.tryAcquire(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void aRestEndsWhenItIsWokenOrClosed() {
        Semaphore rests = new Semaphore(0);
        OnDemandThread[] self = new OnDemandThread[1];
        self[0] =
                new OnDemandThread(
                        "resting",
                        () -> {
                            self[0].rest(Duration.ofDays(1));
                            rests.release();
                            return true;
                        });
        assertTimeoutPreemptively(
                BOUND,
                () -> {
                    self[0].start();
                    for (int i = 0; i < 100; i++) {
                        self[0].wake();
                        rests.acquire();
                    }
                    self[0].close();
                    self[0].join(); // whether it was resting just then or not
                });
    }

    @Test
    void afterCloseNothingStarts() {
        AtomicInteger runs = new AtomicInteger();
        OnDemandThread thread = new OnDemandThread("closed", () -> runs.incrementAndGet() < 0);
        thread.close();
        thread.start();
        thread.wake();
        assertEquals(0, runs.get());
    }
}
