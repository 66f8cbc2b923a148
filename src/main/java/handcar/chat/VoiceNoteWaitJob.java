package handcar.chat;

import module java.base;

import handcar.db.Database;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobQueue;
import handcar.jobs.JobResult;
import handcar.jobs.JobSpec;

/// Tells a customer that a voice note takes a moment when its text has not come some seconds after it. The notice is stored in the
/// transaction that ends the job, so that a run that dies tells nothing twice.
public final class VoiceNoteWaitJob implements JobHandler {
    /// The kind of the job. Its subject is the conversation.
    public static final String KIND = "voice_note_wait";

    private static final int CONCURRENCY = 2;
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Database db;
    private final JobQueue jobs;
    private final VoiceNotes voiceNotes;

    public VoiceNoteWaitJob(Database db, JobQueue jobs, VoiceNotes voiceNotes) {
        this.db = db;
        this.jobs = jobs;
        this.voiceNotes = voiceNotes;
    }

    public JobSpec spec() {
        return JobSpec.of(KIND, CONCURRENCY, LEASE, this);
    }

    @Override
    public JobResult run(Job job) {
        UUID conversation = UUID.fromString(job.payload().text("conversation_id").orElseThrow());
        return db.tx(
                tx -> {
                    Duration left = voiceNotes.tellWait(tx, conversation);
                    if (left.isPositive()) {
                        return new JobResult.Again(left);
                    }
                    jobs.finish(tx, job);
                    return new JobResult.Finished();
                });
    }
}
