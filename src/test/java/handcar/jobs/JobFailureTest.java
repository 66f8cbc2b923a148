package handcar.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.db.Tx;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the queue does when processes die, handlers break, and two things happen in the same moment.
class JobFailureTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private Database db;
    private NotificationBus notifications;
    private JobQueue jobs;

    private final List<JobWorker> workers = new ArrayList<>();

    @BeforeEach
    void open() {
        db = TestDatabase.migrated();
        notifications = new NotificationBus(db);
        jobs = new JobQueue(db, notifications);
    }

    @AfterEach
    void close() {
        workers.forEach(JobWorker::close);
        notifications.close();
        db.close();
    }

    @Test
    void aJobClaimedWhileItsProcessListensAgainIsNotLostToAnotherOne() {
        enqueue(JobRequest.of("test").about("alice"));
        Job _ = jobs.claim("test", 1, LEASE).getFirst(); // our lock is not held: bells never began
        try (NotificationBus next = new NotificationBus(db)) {
            next.start();
            new JobQueue(db, next).releaseOrphans();
        }
        assertEquals(Map.of("waiting", 1L, "running", 0L), states());
    }

    @Test
    void anOrphanGivesWayToANewerJobAboutItsSubject() {
        enqueue(JobRequest.of("test").about("alice"));
        Job _ = jobs.claim("test", 1, LEASE).getFirst();
        enqueue(JobRequest.of("test").about("alice"));
        try (NotificationBus next = new NotificationBus(db)) {
            next.start();
            new JobQueue(db, next).releaseOrphans();
        }
        assertEquals(Map.of("waiting", 1L, "running", 0L), states());
    }

    @Test
    void whatALivingProcessHoldsInATransactionDoesNotKeepAnotherOneFromStarting() throws Exception {
        enqueue(JobRequest.of("test"));
        Job job = jobs.claim("test", 1, LEASE).getFirst();
        db.runTx(
                tx -> {
                    jobs.hold(tx, job);
                    long began = System.nanoTime();
                    try (NotificationBus other = new NotificationBus(db)) {
                        other.start();
                        new JobQueue(db, other).releaseOrphans();
                    }
                    assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(3));
                    jobs.finish(tx, job);
                });
    }

    @Test
    void aHandlerThatBreaksWithAnErrorIsTriedAgainAndThenBuried() throws Exception {
        BlockingQueue<String> gaveUp = new LinkedBlockingQueue<>();
        work(
                new JobHandler() {
                    @Override
                    public JobResult run(Job job) {
                        throw new StackOverflowError("a table in a table in a table");
                    }

                    @Override
                    public void gaveUp(Tx tx, Job job, String reason) {
                        gaveUp.add(reason);
                    }
                });
        enqueue(JobRequest.of("test").tries(1));
        assertEquals(
                "StackOverflowError: a table in a table in a table",
                gaveUp.poll(5, TimeUnit.SECONDS));
    }

    @Test
    void aJobThatKillsItsProcessEachTimeIsBuriedInTheEnd() throws Exception {
        enqueue(JobRequest.of("test").tries(2));
        for (int deaths = 0; deaths < 7; deaths++) {
            assertEquals(1, jobs.claim("test", 1, Duration.ZERO).size());
            Wait.pause(Duration.ofMillis(5), "the lease of no time ends");
        }
        AtomicInteger runs = new AtomicInteger();
        BlockingQueue<String> gaveUp = new LinkedBlockingQueue<>();
        work(
                new JobHandler() {
                    @Override
                    public JobResult run(Job job) {
                        runs.incrementAndGet();
                        return new JobResult.Done();
                    }

                    @Override
                    public void gaveUp(Tx tx, Job job, String reason) {
                        gaveUp.add(reason);
                    }
                });
        assertTrue(gaveUp.poll(5, TimeUnit.SECONDS) != null);
        assertEquals(0, runs.get());
    }

    @Test
    void aTryThatFailsWhileANewerJobIsBeingWrittenGivesWayToItAtOnce() throws Exception {
        enqueue(JobRequest.of("test").about("library").tries(12));
        Job job = jobs.claim("test", 1, LEASE).getFirst();
        CountDownLatch written = new CountDownLatch(1);
        Thread other =
                Thread.ofVirtual()
                        .start(
                                () ->
                                        db.runTx(
                                                tx -> {
                                                    jobs.enqueue(
                                                            tx,
                                                            JobRequest.of("test").about("library"));
                                                    written.countDown();
                                                    Wait.pause(
                                                            Duration.ofMillis(300),
                                                            "a long transaction");
                                                }));
        assertTrue(written.await(5, TimeUnit.SECONDS));
        jobs.settle(job, _ -> new JobResult.Done(), new JobResult.TryLater("no model"));
        other.join();
        assertEquals(Map.of("waiting", 1L, "running", 0L), states());
        assertEquals(1, jobs.claim("test", 1, LEASE).size(), "the newer one is due now");
    }

    @Test
    void aTryThatFailsWhileTheCustomerWritesAgainDoesNotHoldUpTheNewJob() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        work(
                _ -> {
                    if (runs.incrementAndGet() > 1) {
                        return new JobResult.Done();
                    }
                    running.countDown();
                    written.await();
                    return new JobResult.TryLater("the model is busy");
                });
        enqueue(JobRequest.of("test").about("alice"));
        assertTrue(running.await(5, TimeUnit.SECONDS));
        db.runTx(
                tx -> {
                    jobs.enqueue(tx, JobRequest.of("test").about("alice"));
                    written.countDown();
                    Wait.pause(
                            Duration.ofMillis(300),
                            "the failed try is recorded before this is committed");
                });
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
        while (!jobs.depths().isEmpty()) {
            assertTrue(System.nanoTime() < end, () -> "still " + jobs.depths());
            Wait.pause(Duration.ofMillis(20), "the other transaction goes on");
        }
        assertEquals(2, runs.get());
    }

    private void work(JobHandler handler) {
        JobWorker worker =
                new JobWorker(
                        jobs, notifications, JobSpec.of("test", 1, LEASE, handler), () -> true);
        workers.add(worker);
        worker.start();
    }

    private void enqueue(JobRequest job) {
        db.runTx(tx -> jobs.enqueue(tx, job));
    }

    private Map<String, Long> states() {
        JobQueue.Depth depth = jobs.depths().getFirst();
        return Map.of("waiting", depth.waiting(), "running", depth.running());
    }
}
