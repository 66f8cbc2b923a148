package handcar.chat;

import handcar.db.Database;
import handcar.db.Tx;
import handcar.work.Jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What staff do in a conversation. Each deed that means a person is in charge raises the fence, so that no answer the bot
/// had begun comes after it. `staff` is whoever does it, as the door knows them.
public final class Desk {
    /// A pause without an end.
    static final Instant UNTIL_RESUMED = Instant.parse("9999-12-31T00:00:00Z");

    private final Database db;
    private final Jobs jobs;
    private final Conversations conversations;
    private final ChatStore store;

    /// One deed on a conversation that is held meanwhile.
    private interface Deed {
        void on(Tx tx, Conversation now);
    }

    public Desk(Database db, Jobs jobs, Conversations conversations) {
        this.db = db;
        this.jobs = jobs;
        this.conversations = conversations;
        this.store = new ChatStore(db);
    }

    /// A person answers: the conversation is theirs, and the first one to answer it is its assignee.
    public Received reply(UUID id, String staff, Incoming reply) {
        return db.tx(
                tx -> {
                    Conversation now = conversations.locked(tx, id);
                    Optional<Message> before =
                            store.byClientId(tx, id, Author.STAFF, reply.clientId());
                    if (before.isPresent()) {
                        return new Received(before.get(), false);
                    }
                    stepIn(tx, now, now.assignee().orElse(staff));
                    Message message = store.append(tx, id, NewMessage.by(staff, reply));
                    store.answered(tx, id, now.contactSeq());
                    conversations.ring(tx, id, message);
                    return new Received(message, true);
                });
    }

    /// A remark among staff; the customer never sees it, and it changes nothing.
    public Message note(UUID id, String staff, Incoming note) {
        return db.tx(
                tx -> {
                    conversations.locked(tx, id);
                    Message message = store.note(tx, id, NewMessage.by(staff, note));
                    conversations.ring(tx, id, message);
                    return message;
                });
    }

    /// A person takes the conversation from whoever has it.
    public Conversation takeover(UUID id, String staff) {
        return change(id, (tx, now) -> stepIn(tx, now, staff));
    }

    /// The bot goes on, beginning with what the customer said meanwhile.
    public Conversation release(UUID id) {
        return change(
                id,
                (tx, now) -> {
                    store.raiseFence(tx, id);
                    store.assign(tx, id, Optional.empty());
                    store.pause(tx, id, Optional.empty());
                    store.giveReason(tx, id, Optional.empty());
                    store.become(tx, id, Status.AI_ACTIVE);
                    conversations.ask(tx, conversations.locked(tx, id));
                });
    }

    /// The bot is silent for a while, or until it is resumed; an answer being written is not sent.
    public Conversation pause(UUID id, Optional<Duration> length) {
        return change(
                id,
                (tx, now) -> {
                    store.raiseFence(tx, id);
                    store.pause(
                            tx,
                            id,
                            Optional.of(length.map(Instant.now()::plus).orElse(UNTIL_RESUMED)));
                    jobs.withdraw(tx, Conversations.ANSWER, id);
                    conversations.ask(tx, conversations.locked(tx, id));
                });
    }

    /// The pause ends, and what the customer said in it is answered.
    public Conversation resume(UUID id) {
        return change(
                id,
                (tx, now) -> {
                    store.pause(tx, id, Optional.empty());
                    conversations.ask(tx, conversations.locked(tx, id));
                });
    }

    /// Somebody, or nobody, is to care for it. Who answers does not change.
    public Conversation assign(UUID id, Optional<String> assignee) {
        return change(id, (tx, now) -> store.assign(tx, id, assignee));
    }

    /// It is settled; the customer's next message opens it again.
    public Conversation close(UUID id) {
        return change(
                id,
                (tx, now) -> {
                    store.raiseFence(tx, id);
                    store.answered(tx, id, now.contactSeq());
                    store.markRead(tx, id);
                    store.become(tx, id, Status.CLOSED);
                    jobs.withdraw(tx, Conversations.ANSWER, id);
                });
    }

    /// It is not settled after all: its assignee has it again, or the bot when there is none.
    public Conversation reopen(UUID id) {
        return change(
                id,
                (tx, now) -> {
                    if (now.status() == Status.CLOSED) {
                        store.become(
                                tx,
                                id,
                                now.assignee().isPresent()
                                        ? Status.HUMAN_ACTIVE
                                        : Status.AI_ACTIVE);
                    }
                });
    }

    /// The whole set of tags, each once.
    public Conversation tag(UUID id, List<String> tags) {
        return change(id, (tx, now) -> store.tag(tx, id, tags.stream().distinct().toList()));
    }

    /// How soon somebody should look.
    public Conversation prioritize(UUID id, Priority priority) {
        return change(id, (tx, now) -> store.prioritize(tx, id, priority));
    }

    /// Where the customer stands in the funnel.
    public Conversation stage(UUID id, Optional<String> stage) {
        return change(id, (tx, now) -> store.stage(tx, id, stage));
    }

    /// Somebody has looked.
    public Conversation read(UUID id) {
        return change(id, (tx, now) -> store.markRead(tx, id));
    }

    private void stepIn(Tx tx, Conversation now, String assignee) {
        store.raiseFence(tx, now.id());
        store.assign(tx, now.id(), Optional.of(assignee));
        store.become(tx, now.id(), Status.HUMAN_ACTIVE);
        jobs.withdraw(tx, Conversations.ANSWER, now.id());
    }

    private Conversation change(UUID id, Deed deed) {
        return db.tx(
                tx -> {
                    deed.on(tx, conversations.locked(tx, id));
                    conversations.ring(tx, id);
                    return conversations.locked(tx, id);
                });
    }
}
