package handcar.channel.inbound;

import module java.base;

import handcar.db.Database;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;

/// Deletes old webhooks; their messages stay in the conversations. Webhooks that arrive ask for the job, so an idle server has
/// nothing to do.
public final class WebhookRetentionJob implements JobHandler {
    /// The kind of its job.
    public static final String KIND = "prune_events";

    private static final Duration PAUSE = Duration.ofDays(1);
    private static final int DAYS = 30;

    /// How long ids that were shown together wait for the person to write.
    private static final int PAIR_DAYS = 180;

    private static final int PAIRS_OF_ACCOUNT = 100_000;

    /// A bounded number of rows at a time holds no lock for long.
    private static final int BATCH = 5_000;

    private final Database db;

    public WebhookRetentionJob(Database db) {
        this.db = db;
    }

    /// The job, due tomorrow.
    static JobRequest tomorrow() {
        return JobRequest.of(KIND).about("events").dueAt(Instant.now().plus(PAUSE));
    }

    @Override
    public JobResult run(Job job) {
        db.named("channel.prune-early").change();
        db.named("channel.prune-pairs")
                .with("days", PAIR_DAYS)
                .with("most", PAIRS_OF_ACCOUNT)
                .change();
        long deleted;
        do {
            deleted =
                    db.named("channel.prune-events")
                            .with("days", DAYS)
                            .with("most", BATCH)
                            .change();
        } while (deleted == BATCH);
        return new JobResult.Done();
    }
}
