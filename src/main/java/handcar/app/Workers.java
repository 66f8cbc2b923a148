package handcar.app;

import module java.base;

import handcar.jobs.JobQueue;
import handcar.jobs.JobSpec;
import handcar.jobs.JobWorker;
import handcar.jobs.NotificationBus;

/// The workers of all kinds of jobs, started and stopped together.
final class Workers {
    private final JobQueue jobs;
    private final List<JobWorker> workers;

    /// @param memoryAllows whether work may begin that nobody waits for
    Workers(
            JobQueue jobs,
            NotificationBus notifications,
            List<JobSpec> specs,
            BooleanSupplier memoryAllows) {
        this.jobs = jobs;
        this.workers =
                specs.stream()
                        .map(
                                spec ->
                                        new JobWorker(
                                                jobs,
                                                notifications,
                                                spec,
                                                spec.deferrable() ? memoryAllows : () -> true))
                        .toList();
    }

    void start() {
        JobWorker.startAll(jobs, workers);
    }

    /// No worker claims another job.
    void close() {
        workers.forEach(JobWorker::close);
    }

    /// Waits for the jobs that run, at most for so long; what is not done by then is taken over by the next process.
    void await(Duration longest) {
        Instant end = Instant.now().plus(longest);
        workers.forEach(worker -> worker.stop(end));
    }
}
