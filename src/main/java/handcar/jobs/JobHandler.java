package handcar.jobs;

import handcar.db.Tx;

/// What one kind of job does.
public interface JobHandler {
    /// Does the work, blocking as long as its lease allows. An exception counts as [JobResult.TryLater].
    JobResult run(Job job) throws Exception;

    /// The last try failed. Runs in the transaction that buries the job, so that what people must see cannot be lost.
    default void gaveUp(Tx tx, Job job, String reason) {}

    /// The process stops: a run that goes on for as long as there is work ends early. Must not block.
    default void stop() {}
}
