package handcar.chat;

import module java.base;

import handcar.db.ColumnArrays;
import handcar.db.Database;
import handcar.db.Db;
import handcar.db.Jsonb;
import handcar.db.Statement;
import handcar.db.UuidV7;
import handcar.json.Json;

/// The rows of conversations, messages and events.
final class ChatStore {
    /// Notes are delivered as soon as they are stored, like messages on our own page.
    private final Database db;

    ChatStore(Database db) {
        this.db = db;
    }

    /// Finds or creates the contacts and begins a conversation with each. No two may be of the same contact.
    List<UUID> open(Db tx, List<NewConversation> wanted) {
        List<UUID> ids = wanted.stream().map(_ -> UuidV7.next()).toList();
        tx.named("chat.open")
                .with("contacts", ColumnArrays.whole(wanted, _ -> UuidV7.next()))
                .with("conversations", ColumnArrays.whole(ids, id -> id))
                .with("channels", ColumnArrays.whole(wanted, NewConversation::channel))
                .with("accounts", ColumnArrays.whole(wanted, NewConversation::account))
                .with("external_ids", ColumnArrays.of(wanted, each -> each.contact().externalId()))
                .with("claimed_ids", ColumnArrays.of(wanted, each -> each.contact().claimedId()))
                .with("names", ColumnArrays.of(wanted, each -> each.contact().name()))
                .with("emails", ColumnArrays.of(wanted, each -> each.contact().email()))
                .with("phones", ColumnArrays.of(wanted, each -> each.contact().phone()))
                .with(
                        "attributes",
                        ColumnArrays.whole(wanted, each -> Json.text(each.contact().attributes())))
                .with("agents", ColumnArrays.of(wanted, NewConversation::agentId))
                .with("subjects", ColumnArrays.of(wanted, NewConversation::subject))
                .change();
        return ids;
    }

    Optional<Conversation> find(UUID id) {
        return find(db, id);
    }

    Optional<Conversation> find(Db tx, UUID id) {
        return tx.named("chat.find").with("id", id).first(Conversation::of);
    }

    /// Locks the conversation until the transaction ends, and reads it.
    Optional<Conversation> lock(Db tx, UUID id) {
        return tx.named("chat.lock")
                .with("id", id)
                .first(row -> row.uuid("id"))
                .flatMap(locked -> find(tx, locked));
    }

    /// Locks the conversations until the transaction ends.
    Map<UUID, LockedConversation> lockAll(Db tx, Collection<UUID> ids) {
        Map<UUID, LockedConversation> locked = new HashMap<>();
        tx.named("chat.lock-all")
                .with("ids", ids.toArray(UUID[]::new))
                .list(LockedConversation::of)
                .forEach(each -> locked.put(each.id(), each));
        return locked;
    }

    /// Appends the customers' messages that are not stored yet to their conversations, which are locked.
    List<Message> receive(Db tx, List<InboundMessage> messages) {
        return tx.named("chat.receive")
                .with("ids", ColumnArrays.whole(messages, InboundMessage::id))
                .with("conversations", ColumnArrays.whole(messages, InboundMessage::conversation))
                .with("client_ids", ColumnArrays.of(messages, InboundMessage::clientId))
                .with("contents", ColumnArrays.whole(messages, InboundMessage::content))
                .with(
                        "attachments",
                        ColumnArrays.whole(messages, message -> Json.text(message.attachments())))
                .list(Message::of);
    }

    /// Stores what staff may want to know about a message.
    void describe(Db tx, UUID message, InboundDetails details) {
        tx.named("chat.describe")
                .with("id", message)
                .with("original", details.original())
                .with("unanswered", details.unanswered().map(UnansweredReason::wire))
                .change();
    }

    /// The whole text of a message whose content is a part of it.
    Optional<String> original(UUID conversationId, UUID id) {
        return db.named("chat.original")
                .with("conversation_id", conversationId)
                .with("id", id)
                .first(row -> row.text("content"));
    }

    /// The id of the changed message; empty when it is not stored or was changed later.

    Message append(Db tx, Conversation now, MessageDraft message) {
        return message.onMessage(
                        tx.named("chat.append").with("conversation_id", now.id()), now.channel())
                .only(Message::of);
    }

    Message note(Db tx, UUID conversationId, MessageDraft message) {
        return message.on(
                        tx.named("chat.note").with("conversation_id", conversationId),
                        Conversation.WEB)
                .only(Message::of);
    }

    Optional<Message> byClientId(
            Db tx, UUID conversationId, Author author, Optional<String> clientId) {
        return clientId.flatMap(
                name ->
                        tx.named("chat.by-client-id")
                                .with("conversation_id", conversationId)
                                .with("author", author)
                                .with("client_id", name)
                                .first(Message::of));
    }

    Optional<Message> message(UUID conversationId, UUID id) {
        return db.named("chat.message")
                .with("conversation_id", conversationId)
                .with("id", id)
                .first(Message::of);
    }

    Optional<Message> message(UUID id) {
        return message(db, id);
    }

    Optional<Message> message(Db tx, UUID id) {
        return tx.named("chat.message-of-any").with("id", id).first(Message::of);
    }

    List<Message> thread(UUID conversationId, long after, int limit) {
        return after(db.named("chat.thread"), conversationId, after, limit).list(Message::of);
    }

    /// What staff said to the customer after an event.
    List<Message> staffAfter(Db tx, UUID conversationId, long seq) {
        return tx.named("chat.staff-after")
                .with("conversation_id", conversationId)
                .with("seq", seq)
                .list(Message::of);
    }

    List<Message> latest(Db tx, UUID conversationId, int limit) {
        return tx.named("chat.latest")
                .with("conversation_id", conversationId)
                .with("limit", limit)
                .list(Message::of)
                .reversed();
    }

    private static Statement after(Statement statement, UUID id, long after, int limit) {
        return statement.with("conversation_id", id).with("after", after).with("limit", limit);
    }

    void addEvent(Db tx, UUID conversationId, String kind, Map<String, Object> data) {
        tx.named("chat.add-event")
                .with("conversation_id", conversationId)
                .with("kind", kind)
                .with("data", Jsonb.of(data))
                .change();
    }

    /// Changes the status and adds an event; false when the conversation has it already.
    boolean setStatus(Db tx, UUID id, ConversationStatus status) {
        boolean changed =
                tx.named("chat.set-status").with("id", id).with("status", status).change() > 0;
        if (changed) {
            addStatus(tx, id);
        }
        return changed;
    }

    private static void addStatus(Db tx, UUID id) {
        tx.named("chat.add-status").with("id", id).change();
    }

    /// It is decided here and now who has the conversation: what happened elsewhere before changes nothing.
    void decide(Db tx, UUID id) {
        tx.named("chat.decide").with("id", id).change();
    }

    boolean isDecidedAfter(Db tx, UUID id, Instant at) {
        return tx.named("chat.is-decided")
                .with("id", id)
                .with("at", at)
                .first(row -> row.flag("decided"))
                .orElse(false);
    }

    void raiseFence(Db tx, UUID id) {
        tx.named("chat.raise-fence").with("id", id).change();
    }

    void answered(Db tx, UUID id, long seq) {
        tx.named("chat.answered").with("id", id).with("seq", seq).change();
    }

    /// Puts messages behind everything said so far: they wait for an answer. The conversation is locked.
    List<Message> postpone(Db tx, UUID id, List<UUID> messages) {
        return messages.isEmpty()
                ? List.of()
                : tx.named("chat.postpone")
                        .with("id", id)
                        .with("messages", messages.toArray(UUID[]::new))
                        .list(Message::of);
    }

    /// The customer stops the agent: nothing it has begun is sent, and everything up to here needs no answer.
    void optOut(Db tx, UUID id, Instant until, long seq) {
        tx.named("chat.opt-out").with("id", id).with("until", until).with("seq", seq).change();
    }

    void optIn(Db tx, UUID id, long answered) {
        tx.named("chat.opt-in").with("id", id).with("seq", answered).change();
    }

    void release(Db tx, UUID id) {
        tx.named("chat.release").with("id", id).change();
    }

    void assign(Db tx, UUID id, Optional<String> assignee) {
        boolean isNews =
                tx.named("chat.assign")
                        .with("id", id)
                        .with("assignee", assignee)
                        .first(row -> row.flag("is_news"))
                        .orElse(false);
        if (isNews) {
            addStatus(tx, id);
        }
    }

    void pause(Db tx, UUID id, Optional<Instant> until) {
        tx.named("chat.pause").with("id", id).with("until", until).change();
    }

    void setHandoffReason(Db tx, UUID id, Optional<String> reason) {
        tx.named("chat.set-handoff-reason").with("id", id).with("reason", reason).change();
    }

    void tag(Db tx, UUID id, List<String> tags) {
        tx.named("chat.tag").with("id", id).with("tags", tags.toArray(String[]::new)).change();
    }

    void prioritize(Db tx, UUID id, Priority priority) {
        tx.named("chat.prioritize").with("id", id).with("priority", priority).change();
    }

    void stage(Db tx, UUID id, Optional<String> stage) {
        tx.named("chat.stage").with("id", id).with("stage", stage).change();
    }

    /// Puts the conversation off; empty ends it.
    void snooze(Db tx, UUID id, Optional<Instant> until) {
        tx.named("chat.snooze").with("id", id).with("until", until).change();
    }

    void summarize(Db tx, UUID id, String summary) {
        tx.named("chat.summarize").with("id", id).with("summary", summary).change();
    }

    boolean markRead(Db tx, UUID id) {
        return tx.named("chat.mark-read").with("id", id).change() > 0;
    }

    /// The rated answer; empty when there is no such one in the conversation.
    Optional<Message> rate(Db tx, UUID conversationId, Feedback feedback) {
        return tx.named("chat.rate")
                .with("conversation_id", conversationId)
                .with("message_id", feedback.messageId())
                .with("rating", feedback.rating())
                .with("comment", feedback.comment())
                .first(Message::of);
    }
}
