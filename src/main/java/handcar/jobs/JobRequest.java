package handcar.jobs;

import module java.base;

/// A job to be written. For each kind and subject at most one job waits and at most one runs, so a handler must work from the
/// state it finds and not from the number of requests.
public record JobRequest(
        String kind,
        Optional<String> subject,
        Map<String, Object> payload,
        Optional<Instant> due,
        int maxAttempts) {
    private static final int MAX_ATTEMPTS = 3;

    /// A job due at once.
    public static JobRequest of(String kind) {
        return new JobRequest(kind, Optional.empty(), Map.of(), Optional.empty(), MAX_ATTEMPTS);
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
