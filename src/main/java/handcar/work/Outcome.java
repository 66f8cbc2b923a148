package handcar.work;

import java.time.Duration;
import java.util.Optional;

/// How a job's run ended.
public sealed interface Outcome {
    /// The work is done, and the job with it.
    record Done() implements Outcome {}

    /// The handler finished the job inside its own transaction, by [Jobs#finish].
    record Finished() implements Outcome {}

    /// It may work later: after `wait`, or after the usual back-off. Counts as a try.
    record TryLater(String reason, Optional<Duration> after) implements Outcome {
        public TryLater(String reason) {
            this(reason, Optional.empty());
        }
    }

    /// It is a schedule: run again `after` a while, with its tries counted afresh.
    record Again(Duration after) implements Outcome {}

    /// It will never work; people shall see it.
    record Dead(String reason) implements Outcome {}
}
