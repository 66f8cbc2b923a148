package handcar.work;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A job about to be written. With a subject, at most one job of the kind waits and at most one runs about it, and a
/// handler must work from the state it finds, not from how often it was asked.
public record NewJob(
        String kind,
        Optional<String> subject,
        Map<String, Object> payload,
        Optional<Instant> due,
        int maxAttempts) {
    private static final int TRIES = 3;

    /// A job due at once.
    public static NewJob of(String kind) {
        return new NewJob(kind, Optional.empty(), Map.of(), Optional.empty(), TRIES);
    }

    public NewJob about(Object newSubject) {
        return new NewJob(kind, Optional.of(newSubject.toString()), payload, due, maxAttempts);
    }

    public NewJob with(Map<String, Object> newPayload) {
        return new NewJob(kind, subject, newPayload, due, maxAttempts);
    }

    public NewJob dueAt(Instant instant) {
        return new NewJob(kind, subject, payload, Optional.of(instant), maxAttempts);
    }

    public NewJob tries(int most) {
        return new NewJob(kind, subject, payload, due, most);
    }
}
