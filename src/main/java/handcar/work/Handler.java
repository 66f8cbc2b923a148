package handcar.work;

import handcar.db.Tx;

/// What one kind of job does.
public interface Handler {
    /// Does the work, blocking as long as its lease allows. An exception counts as [Outcome.TryLater].
    Outcome run(Job job) throws Exception;

    /// The last try failed. Runs in the transaction that buries the job, so that what people must see cannot be lost.
    default void gaveUp(Tx tx, Job job, String reason) {}
}
