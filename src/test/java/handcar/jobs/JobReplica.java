package handcar.jobs;

import module java.base;

import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.testing.Wait;

/// A process of its own as far as the database can tell.
final class JobReplica implements AutoCloseable {
    static final Duration LEASE = Duration.ofSeconds(30);

    private final List<JobWorker> workers = new CopyOnWriteArrayList<>();
    final Database db;
    final NotificationBus bells;
    final JobQueue jobs;

    JobReplica(Database.Address address) {
        db = TestDatabase.open(address);
        new handcar.db.Migrations(db.source()).up();
        bells = new NotificationBus(db);
        jobs = new JobQueue(db, bells);
        bells.start();
        jobs.releaseOrphans();
    }

    void enqueue(JobRequest job) {
        db.runTx(tx -> jobs.enqueue(tx, job));
    }

    JobWorker worker(int concurrency, JobHandler handler) {
        JobWorker worker =
                new JobWorker(
                        jobs, bells, JobSpec.of("test", concurrency, LEASE, handler), () -> true);
        workers.add(worker);
        worker.start();
        return worker;
    }

    void awaitDepth(long alive, long dead) {
        var _ =
                Wait.until(
                        alive + " jobs are alive and " + dead + " dead",
                        jobs::depths,
                        depths ->
                                alive
                                                == depths.stream()
                                                        .mapToLong(d -> d.waiting() + d.running())
                                                        .sum()
                                        && dead
                                                == depths.stream()
                                                        .mapToLong(JobQueue.Depth::dead)
                                                        .sum());
    }

    @Override
    public void close() {
        workers.forEach(JobWorker::close);
        bells.close();
        db.close();
    }
}
