package handcar.jobs;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A job about to be written. With a subject, at most one job of the kind waits and at most one runs about it, and a
/// handler must work from the state it finds, not from how often it was asked.
public record JobRequest(
        String kind,
        Optional<String> subject,
        Map<String, Object> payload,
        Optional<Instant> due,
        int maxAttempts) {
    private static final int TRIES = 3;

    /// A job due at once.
    public static JobRequest of(String kind) {
        return new JobRequest(kind, Optional.empty(), Map.of(), Optional.empty(), TRIES);
    }

    public JobRequest about(Object newSubject) {
        return new JobRequest(kind, Optional.of(newSubject.toString()), payload, due, maxAttempts);
    }

    public JobRequest with(Map<String, Object> newPayload) {
        return new JobRequest(kind, subject, newPayload, due, maxAttempts);
    }

    public JobRequest dueAt(Instant instant) {
        return new JobRequest(kind, subject, payload, Optional.of(instant), maxAttempts);
    }

    public JobRequest tries(int most) {
        return new JobRequest(kind, subject, payload, due, most);
    }
}
