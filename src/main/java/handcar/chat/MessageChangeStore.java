package handcar.chat;

import module java.base;

import handcar.db.ColumnArrays;
import handcar.db.Db;
import handcar.db.Jsonb;

/// The rows of messages that who wrote them outside changes: edits, deletions, and further parts.
public final class MessageChangeStore {
    private MessageChangeStore() {}

    /// Adds a part to the message of the same name, once; empty when it is there already.
    static Optional<Message> extend(Db tx, InboundMessage part) {
        return tx.named("chat.extend")
                .with("conversation_id", part.conversation())
                .with("client_id", part.clientId())
                .with("content", part.content())
                .with("attachments", Jsonb.of(part.attachments()))
                .with(
                        "words",
                        part.details().unanswered().stream()
                                .noneMatch(UnansweredReason.NO_TEXT::equals))
                .first(Message::of);
    }

    /// Shows the message where one of its name could not be shown before; empty when there is none.
    static Optional<Message> reveal(Db tx, InboundMessage message) {
        return tx.named("chat.reveal")
                .with("conversation_id", message.conversation())
                .with("client_id", message.clientId())
                .with("content", message.content())
                .with("attachments", Jsonb.of(message.attachments()))
                .with("unanswered", message.details().unanswered().map(UnansweredReason::wire))
                .first(Message::of);
    }

    /// Empty when it is not stored (yet), or was edited later.
    static Optional<UUID> edit(Db tx, UUID conversationId, MessageRevision now) {
        return tx.named("chat.edit")
                .with("conversation_id", conversationId)
                .with("client_id", now.name())
                .with("authors", ColumnArrays.whole(now.authors(), Author::wire))
                .with("content", now.content())
                .with("original", now.original())
                .with("places", Jsonb.of(now.places()))
                .with("captions", Jsonb.of(now.captions()))
                .with("at", now.at())
                .with("words", now.words())
                .first(row -> row.uuid("id"));
    }

    /// A message that has just been stored came as its edit: it reads otherwise now than when it was written.
    public static void markEdited(Db tx, UUID message, Instant at) {
        tx.named("chat.mark-edited").with("id", message).with("at", at).change();
    }

    /// Empty when it is not stored (yet).
    static Optional<UUID> erase(
            Db tx, UUID conversationId, String clientId, List<Author> authors, Instant at) {
        return tx.named("chat.erase")
                .with("conversation_id", conversationId)
                .with("client_id", clientId)
                .with("authors", ColumnArrays.whole(authors, Author::wire))
                .with("at", at)
                .first(row -> row.uuid("id"));
    }
}
