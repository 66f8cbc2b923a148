package handcar.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.db.Tx;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobQueueTest {
    private static final Duration LEASE = JobReplica.LEASE;

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
    void aJobRunsOnceAndIsGone() throws Exception {
        BlockingQueue<Job> ran = new LinkedBlockingQueue<>();
        here.worker(
                2,
                job -> {
                    ran.add(job);
                    return new JobResult.Done();
                });
        here.enqueue(JobRequest.of("test").with(Map.of("n", 7)));
        Job job = ran.poll(5, TimeUnit.SECONDS);
        assertEquals(7, job.payload().number("n").orElseThrow());
        assertEquals(1, job.attempt());
        here.awaitDepth(0, 0);
        assertTrue(ran.isEmpty());
    }

    @Test
    void anotherJobReplicaHearsTheBell() throws Exception {
        try (JobReplica there = new JobReplica(address)) {
            BlockingQueue<Job> ran = new LinkedBlockingQueue<>();
            there.worker(
                    1,
                    job -> {
                        ran.add(job);
                        return new JobResult.Done();
                    });
            Wait.pause(
                    Duration.ofMillis(200),
                    "the worker rests, which shows in no state"); // it rests now
            here.enqueue(JobRequest.of("test"));
            assertTrue(ran.poll(5, TimeUnit.SECONDS) != null);
        }
    }

    @Test
    void aRolledBackCauseLeavesNoJob() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        here.db.tx(
                                tx -> {
                                    here.jobs.enqueue(tx, JobRequest.of("test"));
                                    throw new IllegalStateException();
                                }));
        assertEquals(List.of(), here.jobs.depths());
    }

    @Test
    void aJobForLaterRunsWhenItIsDueAndNotBefore() throws Exception {
        BlockingQueue<Instant> ran = new LinkedBlockingQueue<>();
        here.worker(
                1,
                _ -> {
                    ran.add(Instant.now());
                    return new JobResult.Done();
                });
        Instant due = Instant.now().plusMillis(700);
        here.enqueue(JobRequest.of("test").dueAt(due));
        Instant at = ran.poll(5, TimeUnit.SECONDS);
        assertFalse(at.isBefore(due));
    }

    @Test
    void jobsAboutOneSubjectNeverRunTogetherAndOnlyOneWaits() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        here.worker(
                4,
                _ -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    runs.incrementAndGet();
                    entered.countDown();
                    leave.await();
                    inside.decrementAndGet();
                    return new JobResult.Done();
                });
        here.enqueue(JobRequest.of("test").about("alice"));
        assertTrue(entered.await(5, TimeUnit.SECONDS));
        for (int i = 0; i < 5; i++) {
            here.enqueue(JobRequest.of("test").about("alice"));
        }
        assertEquals(1, here.jobs.depths().getFirst().waiting());
        leave.countDown();
        here.awaitDepth(0, 0);
        assertEquals(1, most.get());
        assertEquals(2, runs.get());
    }

    @Test
    void aFailingJobIsTriedAgainAndThenBuriedWherePeopleSeeItAndCanRetry() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        BlockingQueue<String> gaveUp = new LinkedBlockingQueue<>();
        here.worker(
                1,
                new JobHandler() {
                    @Override
                    public JobResult run(Job job) {
                        return tries.incrementAndGet() > 2
                                ? new JobResult.Done()
                                : new JobResult.TryLater(
                                        "not yet", Optional.of(Duration.ofMillis(10)));
                    }

                    @Override
                    public void gaveUp(Tx tx, Job job, String reason) {
                        gaveUp.add(reason);
                    }
                });
        here.enqueue(JobRequest.of("test").tries(2));
        assertEquals("not yet", gaveUp.poll(5, TimeUnit.SECONDS));
        here.awaitDepth(0, 1);
        assertEquals(2, tries.get());
        var letter = here.jobs.dead(Optional.empty(), Optional.empty(), 10).getFirst();
        assertEquals("not yet", letter.error());
        assertTrue(here.jobs.retry(letter.id()));
        here.awaitDepth(0, 0);
        assertEquals(3, tries.get());
    }

    @Test
    void whoLostTheLeaseCannotFinish() throws Exception {
        here.enqueue(JobRequest.of("test"));
        Job first = here.jobs.claim("test", 1, Duration.ZERO).getFirst();
        Wait.pause(Duration.ofMillis(20), "the lease of no time ends");
        Job second = here.jobs.claim("test", 1, LEASE).getFirst();
        assertEquals(first.id(), second.id());
        assertThrows(
                JobQueue.LeaseLost.class, () -> here.db.runTx(tx -> here.jobs.finish(tx, first)));
        here.db.runTx(
                tx -> {
                    here.jobs.hold(tx, second);
                    here.jobs.finish(tx, second);
                });
        assertEquals(List.of(), here.jobs.depths());
    }

    @Test
    void aHundredJobsOnTwoJobReplicasRunOnceEach() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        JobHandler count =
                _ -> {
                    runs.incrementAndGet();
                    return new JobResult.Done();
                };
        try (JobReplica there = new JobReplica(address)) {
            here.worker(4, count);
            there.worker(4, count);
            for (int i = 0; i < 100; i++) {
                here.enqueue(JobRequest.of("test"));
            }
            here.awaitDepth(0, 0);
            assertEquals(100, runs.get());
        }
    }
}
