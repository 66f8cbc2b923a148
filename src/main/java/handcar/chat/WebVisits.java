package handcar.chat;

import module java.base;

import handcar.chat.InboundMessage.Admission;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.json.JsonView;
import handcar.media.NewMediaFile;
import handcar.media.StoredBytes;
import handcar.problem.Problem;

/// What visitors of the web chat do besides writing: they read, leave an address, and send files.
public final class WebVisits {
    private static final int KIB = 1024;

    private final Database db;
    private final Conversations conversations;
    private final MessageFiles files;

    public WebVisits(Database db, Conversations conversations, MessageFiles files) {
        this.db = db;
        this.conversations = conversations;
        this.files = files;
    }

    /// A file whose bytes are stored.
    public record SentFile(StoredBytes bytes, Optional<String> name) {
        private String kind() {
            return bytes.type().kind();
        }

        private Map<String, Object> json() {
            Map<String, Object> json = new HashMap<>();
            json.put("type", kind());
            json.put("mime_type", bytes.type().mimeType());
            json.put("name", name.orElse(null));
            json.put("size", bytes.size());
            json.put("caption", null);
            json.put("reference", null);
            return json;
        }

        /// What stands in for it where there are no words: `[image: receipt.jpg, 120 kB]`.
        private String described() {
            String size = Math.max(1, bytes.size() / KIB) + " kB]";
            return "[" + kind() + ": " + name.map(known -> known + ", " + size).orElse(size);
        }
    }

    /// The conversation as its visitor sees it.
    public Map<String, Object> json(Conversation now) {
        return db.named("chat.visit")
                .with("id", now.id())
                .first(Visit::of)
                .orElseThrow(Problem.notFound("conversation"))
                .in(now.visitorJson());
    }

    /// The visitor has seen everything up to this event.
    public void read(UUID id, long seq) {
        db.named("chat.visitor-read").with("id", id).with("seq", seq).change();
    }

    /// The visitor asks for a person and reads that one was called, in the language they wrote last.
    ///
    /// @param language of the page (ISO 639-1), for somebody who has not written yet
    public void askForPerson(UUID id, Optional<String> language) {
        String spoken =
                db.tx(
                        tx ->
                                language.filter(_ -> isSilent(id))
                                        .orElseGet(
                                                () ->
                                                        CustomerLanguage.of(
                                                                conversations.store(), tx, id)));
        boolean _ = conversations.askForPerson(id, CustomerNotices.personCalled(spoken));
    }

    private boolean isSilent(UUID id) {
        return conversations.get(id).contactSeq() == 0;
    }

    /// Where to answer the visitor when they are not there. Staff are told; the address is claimed and not proven.
    public void answerBy(UUID id, String email) {
        db.runTx(
                tx -> {
                    Conversation now = conversations.writer().lock(tx, id);
                    boolean changed =
                            tx.named("chat.answer-by-email")
                                    .with("id", id)
                                    .with("email", email)
                                    .first(_ -> true)
                                    .orElse(false);
                    if (changed) {
                        conversations
                                .writer()
                                .tellStaff(
                                        tx,
                                        now,
                                        "The visitor asks to be answered at "
                                                + email
                                                + " when they are not here. The address is not"
                                                + " proven.");
                    }
                });
    }

    /// The visitor sends files, with words or without, as one message that is stored once by its client id. Their bytes are stored
    /// already and belong to nobody when the message is not new. [Problem.RateLimited] when there are too many today.
    public ReceiveResult receive(
            UUID id, String words, Optional<String> clientId, List<SentFile> sent) {
        return db.tx(tx -> receive(tx, id, words, clientId, sent));
    }

    private ReceiveResult receive(
            Tx tx, UUID id, String words, Optional<String> clientId, List<SentFile> sent) {
        boolean silent = words.isBlank();
        InboundMessage message =
                new InboundMessage(
                        id,
                        clientId,
                        silent
                                ? sent.stream()
                                        .map(SentFile::described)
                                        .collect(Collectors.joining("\n"))
                                : words,
                        sent.stream().map(SentFile::json).toList(),
                        silent
                                ? InboundDetails.NONE.because(UnansweredReason.NO_TEXT)
                                : InboundDetails.NONE,
                        Admission.ANSWER);
        if (conversations.receive(tx, List.of(message)).isEmpty()) {
            return new ReceiveResult(
                    conversations
                            .store()
                            .byClientId(tx, id, Author.CONTACT, clientId)
                            .orElseThrow(),
                    false);
        }
        for (int i = 0; i < sent.size(); i++) {
            add(tx, message, i, sent.get(i));
        }
        return new ReceiveResult(
                conversations.store().message(tx, message.id()).orElseThrow(), true);
    }

    private void add(Tx tx, InboundMessage message, int position, SentFile file) {
        if (!files.count(tx, message.conversation())) {
            throw new Problem.RateLimited(
                    "too_many_files",
                    files.store().limits().dailySentence(),
                    Duration.between(
                            Instant.now(),
                            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS)));
        }
        files.add(
                tx,
                new NewMediaFile(
                        Optional.of(message.id()),
                        position,
                        file.kind(),
                        Optional.of(file.bytes().type().mimeType()),
                        file.name(),
                        Optional.of(file.bytes().size()),
                        new JsonView(Map.of()),
                        Optional.empty()),
                file.bytes());
    }
}
