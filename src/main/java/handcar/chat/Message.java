package handcar.chat;

import module java.base;

import handcar.db.Row;
import handcar.json.JsonView;

/// A message of a conversation. `seq` is its place among all events of the conversation; a private note, which only staff
/// see, has the `seq` of the event before it. `name` is the sender's id for it (a client id, a provider's message id).
///
/// @param authorName the name by which customers know whoever of staff wrote it
/// @param hasOriginal whether its content is only a part of what was written
/// @param unanswered why the agent does not answer it, as in [UnansweredReason]
/// @param runId the run that wrote it
/// @param feedback what the customer thinks of it: `rating`, `comment`, `at`
public record Message(
        UUID id,
        long seq,
        UUID conversationId,
        Author author,
        Optional<String> authorId,
        Optional<String> authorName,
        Optional<String> name,
        String content,
        boolean isPrivate,
        List<Citation> citations,
        List<Object> attachments,
        String channel,
        Map<String, Object> delivery,
        Instant createdAt,
        Optional<Instant> editedAt,
        Optional<Instant> deletedAt,
        boolean hasOriginal,
        Optional<String> unanswered,
        Optional<Map<String, Object>> feedback,
        Optional<UUID> runId) {

    static Message of(Row row) {
        return new Message(
                row.uuid("id"),
                row.number("seq"),
                row.uuid("conversation_id"),
                Author.of(row.text("author")),
                row.findText("author_id"),
                row.findText("author_name"),
                row.findText("client_id"),
                row.text("content"),
                row.flag("private"),
                row.array("citations").stream().map(JsonView::new).map(Citation::of).toList(),
                row.array("attachments"),
                row.text("channel"),
                row.object("delivery"),
                row.instant("created_at"),
                row.findInstant("edited_at"),
                row.findInstant("deleted_at"),
                row.flag("has_original"),
                row.findText("unanswered"),
                row.findObject("feedback"),
                row.findUuid("run_id"));
    }

    /// Whether its author wrote something; a stand-in for a picture or a place is nothing to read.
    public boolean hasWords() {
        return unanswered.filter(UnansweredReason.NO_TEXT.wire()::equals).isEmpty();
    }

    /// Whether it is a voice note whose words are not known yet.
    public boolean isTranscribing() {
        return unanswered.filter(UnansweredReason.TRANSCRIBING.wire()::equals).isPresent();
    }

    /// What it refers to, a line for each: a message of before, an advertisement, a story.
    public List<String> context() {
        String asked = asked();
        return MessageContext.of(attachments).stream()
                .filter(line -> !asked.contains(line))
                .toList();
    }

    /// Whether it brings fields of a form, an order or a payment.
    public boolean hasFields() {
        return MessageFields.are(attachments);
    }

    /// What of it is asked: of a form the questions that were filled in, or else its free text.
    public String asked() {
        return MessageFields.asked(content, attachments);
    }

    /// What tells its author's language: of a form what was filled in.
    public String words() {
        return hasFields() ? MessageFields.values(attachments, "\n") : content;
    }

    /// What was filled into its fields and tells the language of who did.
    String telling() {
        return MessageFields.telling(attachments);
    }

    /// The ids of its files.
    public Stream<UUID> files() {
        return attachments.stream()
                .map(JsonView::new)
                .flatMap(each -> each.text("media_id").stream())
                .map(UUID::fromString);
    }

    /// @param root where readers fetch files
    private List<Map<String, Object>> attachments(String root) {
        return attachments.stream()
                .map(JsonView::new)
                .filter(each -> !MessageFields.isField(each))
                .map(each -> attachment(each, root))
                .toList();
    }

    private void putAttachments(Map<String, Object> json, String root) {
        List<Map<String, Object>> shown = attachments(root);
        if (!shown.isEmpty()) {
            json.put("attachments", shown);
        }
    }

    private static Map<String, Object> attachment(JsonView attachment, String root) {
        Map<String, Object> json = new HashMap<>(attachment.fields());
        attachment.text("media_id").ifPresent(id -> json.put("url", root + id));
        return json;
    }

    /// A page shows the files themselves, and not the stand-in for them.
    private boolean isOnWeb() {
        return channel.equals(Conversation.WEB);
    }

    /// The JSON for the customer; `author_name`, `feedback`, `attachments`, `edited_at` and `deleted_at` only when there are such.
    public Map<String, Object> json() {
        Map<String, Object> json = new HashMap<>();
        json.put("id", id.toString());
        json.put("seq", seq);
        json.put("conversation_id", conversationId.toString());
        json.put("author", author.wire());
        json.put("content", isOnWeb() && !hasWords() && !attachments.isEmpty() ? "" : content);
        json.put("citations", citations.stream().map(Citation::json).toList());
        json.put("channel", channel);
        json.put("delivery", delivery);
        json.put("created_at", createdAt.toString());
        authorName.ifPresent(name -> json.put("author_name", name));
        feedback.ifPresent(given -> json.put("feedback", given));
        putAttachments(json, "/api/v1/chat/media/");
        editedAt.ifPresent(at -> json.put("edited_at", at.toString()));
        deletedAt.ifPresent(at -> json.put("deleted_at", at.toString()));
        return json;
    }

    /// The JSON for staff.
    public Map<String, Object> staffJson() {
        Map<String, Object> json = json();
        json.put("content", content);
        putAttachments(json, "/api/v1/media/");
        if (hasFields()) {
            json.put("fields", MessageFields.json(attachments));
        }
        json.put("author_id", authorId.orElse(null));
        json.put("private", isPrivate);
        json.put("has_original", hasOriginal);
        json.put("unanswered", unanswered.orElse(null));
        json.put("feedback", feedback.orElse(null));
        json.put("run_id", runId.map(UUID::toString).orElse(null));
        return json;
    }
}
