package handcar.jobs;

import handcar.db.Row;
import handcar.json.JsonView;

import java.util.Optional;
import java.util.UUID;

/// A claimed job. `attempt` counts from 1; the lease is the token that finishing must show.
public record Job(
        UUID id,
        String kind,
        Optional<String> subject,
        JsonView payload,
        int attempt,
        int maxAttempts,
        UUID lease) {
    /// A host may kill a process a few times for reasons of its own; more often than this it is the job's fault.
    private static final int DEATHS = 4;

    static Job of(Row row) {
        return new Job(
                row.uuid("id"),
                row.text("kind"),
                row.findText("subject"),
                new JsonView(row.object("payload")),
                row.integer("attempt"),
                row.integer("max_attempts"),
                row.uuid("lease"));
    }

    /// Whether the process died on it again and again: no try was ever ended, or too few.
    boolean kills() {
        return attempt > maxAttempts + DEATHS;
    }

    boolean lastTry() {
        return attempt >= maxAttempts;
    }
}
