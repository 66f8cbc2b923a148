package handcar.chat;

import handcar.db.Tx;
import handcar.jobs.NotificationBus;
import handcar.problem.Problem;

import java.util.UUID;

/// How something is said in a conversation that is held: kept, handed to the outbox, and told to whoever listens.
final class MessageWriter {
    private final ChatStore store;
    private final NotificationBus notifications;
    private final Outbox outbox;

    MessageWriter(ChatStore store, NotificationBus notifications, Outbox outbox) {
        this.store = store;
        this.notifications = notifications;
        this.outbox = outbox;
    }

    /// The conversation, held until the transaction ends.
    Conversation hold(Tx tx, UUID id) {
        return store.lock(tx, id).orElseThrow(MessageWriter::missing);
    }

    /// `now` is held and carries the fence under which this is said.
    Message say(Tx tx, Conversation now, MessageDraft message) {
        Message said = store.append(tx, now, message);
        outbox.post(tx, now, said);
        ring(tx, now.id(), said);
        return said;
    }

    /// A person is called, wherever they work.
    void call(Tx tx, Conversation now) {
        outbox.call(tx, now);
        ring(tx, now.id());
    }

    void ring(Tx tx, UUID id) {
        notifications.ring(tx, ChatTopics.changed(id));
    }

    void ring(Tx tx, UUID id, Message message) {
        notifications.ring(tx, ChatTopics.said(id, message.id()));
    }

    /// Waits, after a person stepped in, until nothing of the bot is on its way to the customer.
    void clear(UUID id) {
        outbox.clear(id);
    }

    static Problem.NotFound missing() {
        return new Problem.NotFound("conversation_not_found", "There is no such conversation.");
    }
}
