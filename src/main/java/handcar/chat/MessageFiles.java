package handcar.chat;

import module java.base;

import handcar.db.Database;
import handcar.db.Jsonb;
import handcar.db.Row;
import handcar.db.Tx;
import handcar.jobs.JobQueue;
import handcar.jobs.JobRequest;
import handcar.jobs.NotificationBus;
import handcar.media.MediaFile;
import handcar.media.MediaStore;
import handcar.media.NewMediaFile;
import handcar.media.StoredBytes;
import handcar.problem.Problem;

/// The files of messages, and what their messages tell of them. A voice note whose bytes are here is transcribed by a job.
public final class MessageFiles {
    /// The kind of the job by which the bytes of a file are fetched. Its subject is the file.
    public static final String FETCH = "fetch_media";

    /// The kind of the job by which a voice note becomes text. Its subject is the file.
    public static final String TRANSCRIBE = "transcribe";

    /// A provider that is away for half an hour loses no file.
    private static final int FETCH_TRIES = 10;

    /// Somebody waits for the answer to a voice note.
    private static final int VOICE_TRIES = 4;

    private final Database db;
    private final JobQueue jobs;
    private final NotificationBus notifications;
    private final MediaStore store;
    private final VoiceNotes voiceNotes;

    public MessageFiles(
            Database db,
            JobQueue jobs,
            NotificationBus notifications,
            MediaStore store,
            Conversations conversations) {
        this.db = db;
        this.jobs = jobs;
        this.notifications = notifications;
        this.store = store;
        this.voiceNotes = new VoiceNotes(conversations);
    }

    public MediaStore store() {
        return store;
    }

    public VoiceNotes voiceNotes() {
        return voiceNotes;
    }

    /// A job that does something with a file.
    public static JobRequest job(String kind, UUID file) {
        return JobRequest.of(kind).about(file).with(Map.of("media_id", file.toString()));
    }

    /// The file that such a job is about; empty when it is gone.
    public Optional<MediaFile> of(UUID file) {
        return store.find(file);
    }

    /// Adds a file of a stored message; a job fetches its bytes.
    public void expect(Tx tx, NewMediaFile file) {
        MediaFile added = store.add(tx, file, MediaFile.State.WAITING);
        Shown shown = show(tx, added);
        wait(tx, shown);
        jobs.enqueue(tx, job(FETCH, added.id()).tries(shown.isVoice() ? VOICE_TRIES : FETCH_TRIES));
    }

    /// Adds a file of a stored message with its bytes.
    public void add(Tx tx, NewMediaFile file, StoredBytes bytes) {
        MediaFile added = store.add(tx, file, bytes);
        stored(tx, added);
        wait(tx, show(tx, added));
    }

    /// Looks after the customer of a voice note when its text takes long.
    private void wait(Tx tx, Shown shown) {
        shown.conversation()
                .filter(_ -> shown.isVoice())
                .ifPresent(
                        id ->
                                jobs.enqueue(
                                        tx,
                                        JobRequest.of(VoiceNoteWaitJob.KIND)
                                                .about(id)
                                                .with(Map.of("conversation_id", id.toString()))
                                                .dueAt(Instant.now().plus(VoiceNotes.PATIENCE))));
    }

    /// Adds a file of a stored message that is not kept.
    public void refuse(Tx tx, NewMediaFile file, MediaFile.State state, String reason) {
        MediaFile added = store.add(tx, file, state);
        giveUp(tx, added, state, reason, Optional.empty());
    }

    /// Counts a file that a customer sends; false when theirs of today are too many or too large.
    public boolean count(Tx tx, UUID conversation) {
        return tx.named("chat.count-file")
                .with("conversation", conversation)
                .with("files", store.limits().dailyFiles())
                .with("bytes", store.limits().dailyBytes())
                .first(_ -> true)
                .orElse(false);
    }

    /// The bytes of a file have come. False when they are not needed any more.
    public boolean keep(Tx tx, MediaFile file, StoredBytes bytes) {
        lock(tx, file);
        Optional<MediaFile> kept = store.keep(tx, file.id(), bytes);
        kept.ifPresent(now -> stored(tx, now));
        return kept.isPresent();
    }

    /// A file that has come is a contact's card: its message tells what it holds.
    ///
    /// @param facts of the attachment
    /// @param told who it is and how they are reached
    public void tellCard(Tx tx, MediaFile file, Map<String, Object> facts, String told) {
        file.messageId()
                .ifPresent(
                        id ->
                                tx.named("chat.tell-card")
                                        .with("id", id)
                                        .with("position", file.position())
                                        .with("facts", Jsonb.of(facts))
                                        .with("told", "[contact: " + told + "]")
                                        .change());
    }

    private void stored(Tx tx, MediaFile file) {
        tx.named("chat.count-bytes")
                .with("bytes", file.size().orElse(0L))
                .with("message", file.messageId())
                .change();
        if (show(tx, file).isVoice()) {
            jobs.enqueue(tx, job(TRANSCRIBE, file.id()).tries(VoiceNotes.TRIES));
        }
    }

    /// A voice note is transcribed once more. [Problem.NotFound] when the message is none, or its bytes are not here.
    public void transcribeAgain(Message message) {
        MediaFile voice =
                message.files()
                        .flatMap(id -> store.find(id).stream())
                        .filter(file -> file.kind().equals("audio"))
                        .filter(file -> file.state() == MediaFile.State.STORED)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new Problem.NotFound(
                                                "voice_note_not_found",
                                                "This message has no voice note whose sound is"
                                                        + " here."));
        db.runTx(tx -> jobs.enqueue(tx, job(TRANSCRIBE, voice.id()).tries(VoiceNotes.TRIES)));
    }

    /// The bytes of a file do not come.
    public void giveUp(
            Tx tx, MediaFile file, MediaFile.State state, String reason, Optional<Long> size) {
        lock(tx, file);
        Optional<MediaFile> given = store.giveUp(tx, file.id(), state, reason, size);
        if (given.isPresent() && show(tx, given.get()).isVoice()) {
            voiceNotes.failed(tx, given.get(), reason);
        }
    }

    /// All tries to fetch a file are used up. Whoever waits for a voice note to become text waits no longer, but its sound is
    /// fetched as long as any other file.
    public void exhausted(Tx tx, MediaFile file, String reason) {
        lock(tx, file);
        if (show(tx, file).isVoice()) {
            voiceNotes.failed(tx, file, reason);
            jobs.enqueue(tx, job(FETCH, file.id()).tries(FETCH_TRIES));
        } else {
            giveUp(tx, file, MediaFile.State.FAILED, reason, Optional.empty());
        }
    }

    /// Removes the bytes of files that were kept as long as they had to be; returns how many.
    public int expire(int most) {
        return db.tx(
                tx -> {
                    List<MediaFile> expired = store.expire(tx, most);
                    expired.forEach(file -> show(tx, file));
                    return expired.size();
                });
    }

    /// In the order in which a deletion takes its locks.
    private static void lock(Tx tx, MediaFile file) {
        file.messageId()
                .ifPresent(
                        id ->
                                tx.named("chat.hold-message")
                                        .with("id", id)
                                        .list(row -> row.text("channel")));
    }

    /// A message whose attachments were changed.
    private record Shown(Optional<UUID> conversation, Optional<String> unanswered) {
        static final Shown NOWHERE = new Shown(Optional.empty(), Optional.empty());

        static Shown of(Row row) {
            return new Shown(Optional.of(row.uuid("conversation_id")), row.findText("unanswered"));
        }

        boolean isVoice() {
            return unanswered.filter(UnansweredReason.TRANSCRIBING.wire()::equals).isPresent();
        }
    }

    /// Shows what became known of a file, wherever its message is read.
    private Shown show(Tx tx, MediaFile file) {
        if (file.messageId().isEmpty()) {
            return Shown.NOWHERE;
        }
        UUID message = file.messageId().get();
        Map<String, Object> facts = file.json();
        facts.values().removeIf(Objects::isNull);
        facts.remove("type"); // the provider's word for it says more
        Shown shown =
                tx.named("chat.show-file")
                        .with("id", message)
                        .with("position", file.position())
                        .with("facts", Jsonb.of(facts))
                        .first(Shown::of)
                        .orElse(Shown.NOWHERE);
        shown.conversation()
                .ifPresent(id -> notifications.ring(tx, ChatTopics.stored(id, message)));
        return shown;
    }
}
