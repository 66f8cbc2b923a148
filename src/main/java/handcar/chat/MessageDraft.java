package handcar.chat;

import module java.base;

import handcar.db.Jsonb;
import handcar.db.Statement;
import handcar.db.UuidV7;
import handcar.media.MediaFile;

/// A message before it is stored.
///
/// @param files that go with it
/// @param attachments what a provider's message has besides them
/// @param carried whether its provider has sent it already
public record MessageDraft(
        UUID id,
        Author author,
        Optional<String> authorId,
        String content,
        List<Citation> citations,
        List<MediaFile> files,
        List<Map<String, Object>> attachments,
        Optional<String> clientId,
        boolean carried) {

    static MessageDraft of(InboundMessage message) {
        return new MessageDraft(
                message.id(),
                Author.CONTACT,
                Optional.empty(),
                message.content(),
                List.of(),
                List.of(),
                List.of(),
                message.clientId(),
                false);
    }

    static MessageDraft of(AgentAnswer answer) {
        return new MessageDraft(
                answer.messageId(),
                Author.AGENT,
                Optional.empty(),
                answer.content(),
                answer.citations(),
                List.of(),
                List.of(),
                Optional.empty(),
                false);
    }

    static MessageDraft by(String staff, MessageInput reply) {
        return by(staff, reply, List.of());
    }

    static MessageDraft by(String staff, MessageInput reply, List<MediaFile> files) {
        return new MessageDraft(
                UuidV7.next(),
                Author.STAFF,
                Optional.of(staff),
                reply.content(),
                List.of(),
                files,
                List.of(),
                reply.clientId(),
                false);
    }

    /// What a person wrote in the provider's own app, which has sent it already.
    static MessageDraft elsewhere(
            String who, MessageInput input, List<Map<String, Object>> attachments) {
        return new MessageDraft(
                UuidV7.next(),
                Author.STAFF,
                Optional.of(who),
                input.content(),
                List.of(),
                List.of(),
                attachments,
                input.clientId(),
                true);
    }

    static MessageDraft system(String content) {
        return new MessageDraft(
                UuidV7.next(),
                Author.SYSTEM,
                Optional.empty(),
                content,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                false);
    }

    /// The columns of a message in the conversation.
    Statement onMessage(Statement statement, String channel) {
        return on(statement, channel)
                .with("citations", Jsonb.of(citations.stream().map(Citation::json).toList()))
                .with(
                        "attachments",
                        Jsonb.of(
                                Stream.concat(
                                                files.stream().map(MediaFile::json),
                                                attachments.stream())
                                        .toList()))
                .with("client_id", clientId);
    }

    /// The columns of a message or note.
    Statement on(Statement statement, String channel) {
        return statement
                .with("id", id)
                .with("author", author)
                .with("author_id", authorId)
                .with("content", content)
                .with("delivery", Jsonb.of(delivery(channel)));
    }

    /// On our own page a message is sent as soon as it is stored; other channels report its status.
    private Map<String, Object> delivery(String channel) {
        Map<String, Object> delivery = new HashMap<>();
        delivery.put("status", status(channel));
        delivery.put("external_id", carried ? clientId.orElse(null) : null);
        delivery.put("error", null);
        return delivery;
    }

    private String status(String channel) {
        return carried || channel.equals(Conversation.WEB) ? "sent" : "queued";
    }
}
