package handcar.chat;

import module java.base;

import handcar.chat.Outbox.PreparedMessage;
import handcar.db.Db;
import handcar.db.Tx;
import handcar.jobs.NotificationBus;
import handcar.problem.Problem;

/// Writes a message into a conversation: appends it, hands it to the outbox, and notifies those who watch.
final class MessageWriter {
    private final ChatStore store;
    private final NotificationBus notifications;
    private final Outbox outbox;

    MessageWriter(ChatStore store, NotificationBus notifications, Outbox outbox) {
        this.store = store;
        this.notifications = notifications;
        this.outbox = outbox;
    }

    /// The conversation, locked until the transaction ends.
    Conversation lock(Tx tx, UUID id) {
        return store.lock(tx, id).orElseThrow(Problem.notFound("conversation"));
    }

    /// Formats a message for its channel; to be called before the conversation is locked.
    PreparedMessage prepare(Db db, Conversation now, MessageDraft draft) {
        return outbox.prepare(db, now, draft);
    }

    /// @param now locked, with the fence under which the message is written
    Message write(Tx tx, Conversation now, MessageDraft draft, PreparedMessage prepared) {
        Message message = store.append(tx, now, draft);
        prepared.store(tx, now, message);
        ring(tx, now.id(), message);
        return message;
    }

    /// Puts messages that an answer did not know behind it.
    void postpone(Tx tx, UUID id, List<UUID> messages) {
        store.postpone(tx, id, messages).forEach(postponed -> ring(tx, id, postponed));
    }

    /// Shows the new status to staff, wherever they work.
    void show(Tx tx, Conversation now, ConversationStatus status) {
        outbox.show(tx, now, status);
        ring(tx, now.id());
    }

    /// @param now locked
    Message note(Tx tx, Conversation now, String text) {
        Message note = store.note(tx, now.id(), MessageDraft.system(text));
        ring(tx, now.id(), note);
        return note;
    }

    /// @param now locked
    void tellStaff(Tx tx, Conversation now, String text) {
        outbox.tellStaff(tx, now, note(tx, now, text));
    }

    void ring(Tx tx, UUID id) {
        notifications.ring(tx, ChatTopics.changed(id));
    }

    void ring(Tx tx, UUID id, Message message) {
        notifications.ring(tx, ChatTopics.stored(id, message.id()));
    }

    /// Waits, after a person took over, until nothing the agent wrote is on its way to the customer.
    void clear(UUID id) {
        outbox.clear(id);
    }
}
