package handcar.chat;

import module java.base;

import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;
import handcar.jobs.JobSpec;

/// Removes files that were kept as long as they had to be, uploads that were never sent, and bytes that belong to no message.
public final class MediaRetentionJob implements JobHandler {
    /// The kind of its job.
    public static final String KIND = "media_retention";

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofHours(1);

    /// Longer than the slowest download or upload takes.
    private static final Duration WRITING = Duration.ofHours(1);

    /// Somebody may write a long reply around a file.
    private static final Duration UNSENT = Duration.ofDays(1);

    /// A bounded number of rows at a time holds no lock for long.
    private static final int BATCH = 200;

    private final MessageFiles files;

    public MediaRetentionJob(MessageFiles files) {
        this.files = files;
    }

    /// The one job there is at any time; it runs again by itself.
    public static JobRequest standing() {
        return JobRequest.of(KIND).about("media");
    }

    public JobSpec spec() {
        return JobSpec.of(KIND, 1, LEASE, this).whenMemoryAllows();
    }

    @Override
    public JobResult run(Job job) {
        while (files.expire(BATCH) == BATCH) {
            // the next ones
        }
        Instant now = Instant.now();
        while (files.store().sweep(now.minus(UNSENT), now.minus(WRITING), BATCH) == BATCH) {
            // the next ones
        }
        return new JobResult.Again(PAUSE);
    }
}
