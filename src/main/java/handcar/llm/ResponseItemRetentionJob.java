package handcar.llm;

import module java.base;

import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;
import handcar.jobs.JobSpec;

/// Deletes items of `/v1/responses` that were kept long enough.
public final class ResponseItemRetentionJob implements JobHandler {
    /// The kind of its job.
    public static final String KIND = "response_item_retention";

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofHours(1);

    /// A bounded number of rows at a time holds no lock for long.
    private static final int BATCH = 1_000;

    private final ResponseItemStore items;

    public ResponseItemRetentionJob(ResponseItemStore items) {
        this.items = items;
    }

    /// The one job there is at any time; it runs again by itself.
    public static JobRequest standing() {
        return JobRequest.of(KIND).about("items");
    }

    public JobSpec spec() {
        return JobSpec.of(KIND, 1, LEASE, this).whenMemoryAllows();
    }

    @Override
    public JobResult run(Job job) {
        while (items.prune(BATCH) == BATCH) {
            // the next ones
        }
        return new JobResult.Again(PAUSE);
    }
}
