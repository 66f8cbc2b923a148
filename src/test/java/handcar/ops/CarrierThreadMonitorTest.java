package handcar.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.testing.Wait;

import jdk.management.VirtualThreadSchedulerMXBean;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Who waits for a class that is initialised holds a carrier; who could end that has none.
class CarrierThreadMonitorTest {
    private static final CountDownLatch BEGUN = new CountDownLatch(1);
    private static final CountDownLatch FREED = new CountDownLatch(1);

    private static final class Slow {
        static {
            BEGUN.countDown();
            try {
                FREED.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        static void touch() {}
    }

    @Test
    void whenEveryCarrierIsHeldOthersAreLentUntilItGoesOn() throws Exception {
        var scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        int usual = scheduler.getParallelism();
        List<Thread> waiting = new ArrayList<>();
        waiting.add(Thread.startVirtualThread(Slow::touch));
        BEGUN.await();
        for (int i = 1; i < usual + 3; i++) {
            waiting.add(Thread.startVirtualThread(Slow::touch));
        }
        Wait.pause(Duration.ofMillis(200), "the threads reach the lock, which shows in no state");
        Thread rescuer = Thread.startVirtualThread(FREED::countDown);
        assertFalse(FREED.await(500, TimeUnit.MILLISECONDS), "no carrier is left for it");
        try (CarrierThreadMonitor carriers = new CarrierThreadMonitor(Duration.ofMillis(100))) {
            carriers.start();
            assertTrue(FREED.await(10, TimeUnit.SECONDS));
            rescuer.join();
            for (Thread thread : waiting) {
                thread.join();
            }
            Wait.until(
                    "the lent carriers are given back", () -> scheduler.getParallelism() == usual);
        }
        assertEquals(usual, scheduler.getParallelism());
    }
}
