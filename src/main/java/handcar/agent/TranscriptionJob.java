package handcar.agent;

import module java.base;

import handcar.chat.Conversations;
import handcar.chat.Message;
import handcar.chat.MessageFiles;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobQueue;
import handcar.jobs.JobResult;
import handcar.jobs.JobSpec;
import handcar.llm.cost.CallOrigin;
import handcar.llm.openai.TranscriptionClient;
import handcar.llm.openai.TranscriptionClient.Speech;
import handcar.llm.provider.ProviderException;
import handcar.media.MediaFile;

/// Turns a voice note into text. The text is stored in the transaction that ends the job and asks the agent: a run that dies is
/// repeated, and the agent is asked once.
public final class TranscriptionJob implements JobHandler {
    /// Each holds a whole voice note in memory.
    private static final int CONCURRENCY = 2;

    /// Longer than one call may take.
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /// Somebody waits: a provider that asks for more is asked again before.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

    /// A customer who has waited so long is told that a person will answer, rather than that it is tried again.
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    /// A server that was away is asked once more, however long the customer has waited.
    private static final int FEWEST_TRIES = 2;

    /// Speech is written down faster than it is spoken, and a message has 10 000 characters.
    private static final int LONGEST_TEXT = 10_000;

    private final Database db;
    private final JobQueue jobs;
    private final Conversations conversations;
    private final MessageFiles files;
    private final Optional<TranscriptionClient> client;
    private final Duration timeout;

    /// @param client empty when no model is configured (any more)
    /// @param timeout of one call
    public TranscriptionJob(
            Database db,
            JobQueue jobs,
            Conversations conversations,
            MessageFiles files,
            Optional<TranscriptionClient> client,
            Duration timeout) {
        this.db = db;
        this.jobs = jobs;
        this.conversations = conversations;
        this.files = files;
        this.client = client;
        this.timeout = timeout;
    }

    public JobSpec spec() {
        return JobSpec.of(
                MessageFiles.TRANSCRIBE, CONCURRENCY, timeout.multipliedBy(2).plus(MARGIN), this);
    }

    @Override
    public JobResult run(Job job) throws IOException {
        Optional<MediaFile> file = file(job);
        if (file.isEmpty()) {
            return new JobResult.Done(); // deleted meanwhile
        }
        if (client.isEmpty()) {
            return new JobResult.Dead("No model for transcription is configured.");
        }
        Optional<InputStream> bytes = files.store().open(file.get(), 0);
        if (bytes.isEmpty()) {
            return new JobResult.Dead("The voice note is not kept any more.");
        }
        try (InputStream in = bytes.get()) {
            String text = client.get().transcribe(speech(file.get(), in), origin(file.get()));
            return text.isEmpty()
                    ? new JobResult.Dead("No words can be heard in the voice note.")
                    : store(job, file.get(), text);
        } catch (ProviderException e) {
            String reason = String.valueOf(e.getMessage());
            boolean isUseful = job.attempt() < FEWEST_TRIES || !hasWaited(file.get());
            boolean isOver =
                    e.kind() == ProviderException.Kind.REFUSED
                            || e.kind() == ProviderException.Kind.BUDGET_SPENT;
            return !isOver && isUseful
                    ? new JobResult.TryLater(reason, Optional.of(wait(job, e)))
                    : new JobResult.Dead(reason);
        }
    }

    private boolean hasWaited(MediaFile file) {
        Instant since = Instant.now().minus(PATIENCE);
        return file.messageId()
                .flatMap(conversations::findMessage)
                .filter(message -> message.createdAt().isBefore(since))
                .isPresent();
    }

    /// A second, then two, then four, or what the provider asks for.
    private static Duration wait(Job job, ProviderException e) {
        Duration wait = e.retryAfter().orElse(Duration.ofSeconds(1L << (job.attempt() - 1)));
        return Collections.min(List.of(wait, LONGEST_WAIT));
    }

    private static Speech speech(MediaFile file, InputStream bytes) {
        return new Speech(
                bytes,
                Math.toIntExact(file.size().orElseThrow()),
                file.mimeType().orElse("application/octet-stream"));
    }

    private CallOrigin origin(MediaFile file) {
        Optional<UUID> conversation =
                file.messageId().flatMap(conversations::findMessage).map(Message::conversationId);
        return new CallOrigin("transcription", conversation, Optional.empty(), Optional.empty());
    }

    private JobResult store(Job job, MediaFile file, String text) {
        String first =
                text.substring(
                        0,
                        text.offsetByCodePoints(
                                0, Math.min(LONGEST_TEXT, text.codePointCount(0, text.length()))));
        db.runTx(
                tx -> {
                    files.voiceNotes().transcribed(tx, file, first);
                    jobs.finish(tx, job);
                });
        return new JobResult.Finished();
    }

    @Override
    public void gaveUp(Tx tx, Job job, String reason) {
        file(job).ifPresent(file -> files.voiceNotes().failed(tx, file, reason));
    }

    private Optional<MediaFile> file(Job job) {
        return files.of(UUID.fromString(job.payload().text("media_id").orElseThrow()));
    }
}
