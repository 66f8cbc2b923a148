package handcar.jobs;

import handcar.db.Tx;

/// Runs the jobs of one kind.
public interface JobHandler {
    /// Does the work, blocking as long as its lease allows. An exception counts as [JobResult.TryLater].
    JobResult run(Job job) throws Exception;

    /// The last try failed. Runs in the transaction that marks the job dead, so that what people must see is stored with it.
    default void gaveUp(Tx tx, Job job, String reason) {}

    /// The process stops: a run that would go on for as long as there is work should end early. Must not block.
    default void stop() {}
}
