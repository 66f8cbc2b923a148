package handcar.jobs;

import module java.base;

import handcar.db.Row;
import handcar.json.JsonView;

/// A claimed job. `attempt` counts from 1; the lease is the token that finishing must show.
public record Job(
        UUID id,
        String kind,
        Optional<String> subject,
        JsonView payload,
        int attempt,
        int maxAttempts,
        UUID lease) {
    /// A host may kill a process a few times for reasons of its own; after more deaths than this the job is at fault.
    private static final int MAX_DEATHS = 4;

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

    /// Whether the process died too often while it ran this job.
    boolean kills() {
        return attempt > maxAttempts + MAX_DEATHS;
    }

    boolean lastTry() {
        return attempt >= maxAttempts;
    }
}
