package handcar.jobs;

import module java.base;

/// How a job's run ended.
public sealed interface JobResult {
    /// The work is done, and the job with it.
    record Done() implements JobResult {}

    /// The handler finished the job inside its own transaction, by [JobQueue#finish].
    record Finished() implements JobResult {}

    /// It may work later: after this wait, or after the usual one. Counts as a try.
    record TryLater(String reason, Optional<Duration> after) implements JobResult {
        public TryLater(String reason) {
            this(reason, Optional.empty());
        }
    }

    /// It is a schedule: run again after this wait, with its tries counted from 1.
    record Again(Duration after) implements JobResult {}

    /// It will never work; people must see it.
    record Dead(String reason) implements JobResult {}
}
