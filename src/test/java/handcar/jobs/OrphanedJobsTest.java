package handcar.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Jobs whose process died do not wait for their lease; those of a living one are left to it.
class OrphanedJobsTest {
    private Database.Address address;
    private JobReplica here;

    @BeforeEach
    void open() {
        address = TestDatabase.withSchema();
        here = new JobReplica(address);
    }

    @AfterEach
    void close() {
        here.close();
    }

    @Test
    void whatAKilledProcessHeldIsTakenOverByTheNextOneAtOnce() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        JobReplica killed = new JobReplica(address);
        killed.worker(1, hanging(begun));
        killed.enqueue(JobRequest.of("test").about("bob"));
        assertTrue(begun.await(5, TimeUnit.SECONDS));
        killed.close();
        try (JobReplica next = new JobReplica(address)) {
            BlockingQueue<Integer> attempts = new LinkedBlockingQueue<>();
            next.worker(
                    1,
                    job -> {
                        attempts.add(job.attempt());
                        return new JobResult.Done();
                    });
            assertEquals(2, attempts.poll(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void whatAKilledProcessHeldIsTakenOverByOneThatRuns() throws Exception {
        BlockingQueue<Integer> attempts = new LinkedBlockingQueue<>();
        CountDownLatch begun = new CountDownLatch(1);
        JobReplica killed = new JobReplica(address);
        killed.worker(1, hanging(begun));
        killed.enqueue(JobRequest.of("test").about("bob"));
        assertTrue(begun.await(5, TimeUnit.SECONDS));
        here.worker(
                1,
                job -> {
                    attempts.add(job.attempt());
                    return new JobResult.Done();
                });
        killed.close();
        assertEquals(2, attempts.poll(20, TimeUnit.SECONDS));
        here.awaitDepth(0, 0);
    }

    @Test
    void whoLivesKeepsTheirJobsThoughTheirListeningConnectionIsCut() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        JobHandler counting =
                _ -> {
                    runs.incrementAndGet();
                    begun.countDown();
                    leave.await();
                    return new JobResult.Done();
                };
        try (JobReplica there = new JobReplica(address)) {
            there.worker(1, counting);
            there.enqueue(JobRequest.of("test").about("bob"));
            assertTrue(begun.await(5, TimeUnit.SECONDS));
            here.worker(1, counting);
            Instant end = Instant.now().plus(JobQueue.GRACE.multipliedBy(2));
            while (Instant.now().isBefore(end)) {
                there.bells.reconnect();
                Wait.pause(Duration.ofSeconds(1), "others may look in between");
            }
            assertEquals(1, runs.get());
            leave.countDown();
            here.awaitDepth(0, 0);
            assertEquals(1, runs.get());
        }
    }

    private static JobHandler hanging(CountDownLatch begun) {
        return _ -> {
            begun.countDown();
            Wait.pause(Duration.ofMinutes(1), "a process that hangs");
            return new JobResult.Done();
        };
    }
}
