package handcar.channel.inbound;

import module java.base;

import handcar.db.Database;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;

/// Forgets webhooks that are old: what they told is in the conversations. Asked for by what comes in, so that a server to
/// which nothing comes has nothing to do.
public final class WebhookRetentionJob implements JobHandler {
    /// The kind of its job.
    public static final String KIND = "prune_events";

    private static final Duration SOON = Duration.ofDays(1);
    private static final int DAYS = 30;

    /// A bounded number at a time holds no lock for long.
    private static final int MOST = 5_000;

    private final Database db;

    public WebhookRetentionJob(Database db) {
        this.db = db;
    }

    /// The job, due tomorrow.
    static JobRequest tomorrow() {
        return JobRequest.of(KIND).about("events").dueAt(Instant.now().plus(SOON));
    }

    @Override
    public JobResult run(Job job) {
        db.named("channel.prune-early").change();
        long pruned;
        do {
            pruned =
                    db.named("channel.prune-events").with("days", DAYS).with("most", MOST).change();
        } while (pruned == MOST);
        return new JobResult.Done();
    }
}
