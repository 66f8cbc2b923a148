package handcar.chat;

import handcar.db.Database;
import handcar.db.Ids;
import handcar.db.Tx;
import handcar.http.Cursor;
import handcar.http.Page;
import handcar.http.Problem;
import handcar.work.Bells;
import handcar.work.Jobs;
import handcar.work.NewJob;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What customers and agents do in a conversation; what staff do is at the [Desk].
///
/// Whoever changes a conversation holds its row: events are numbered without gaps and appear in their order, and no answer
/// passes a person who stepped in.
public final class Conversations {
    /// The kind of the job that an agent claims to answer; its payload has `conversation_id` and the `message_id` of the
    /// answer to be, its subject is the conversation.
    public static final String ANSWER = "answer";

    /// A bot asked at the very end of its pause would still see it by a clock that is a little behind.
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    private final Database db;
    private final Bells bells;
    private final Jobs jobs;
    private final Limits limits;
    private final ChatStore store;

    public Conversations(Database db, Bells bells, Jobs jobs, Limits limits) {
        this.db = db;
        this.bells = bells;
        this.jobs = jobs;
        this.limits = limits;
        this.store = new ChatStore(db);
    }

    /// Begins a conversation, with its first message if there is one.
    public Opened open(NewConversation wanted) {
        return db.tx(
                tx -> {
                    UUID contact =
                            store.keepContact(
                                    tx, wanted.channel(), wanted.account(), wanted.contact());
                    UUID id = Ids.next();
                    store.open(tx, id, contact, wanted);
                    ring(tx, id);
                    Optional<Message> first =
                            wanted.message().map(message -> receive(tx, id, message).message());
                    return new Opened(locked(tx, id), first);
                });
    }

    /// The customer says something. It is kept once per client id, opens a closed conversation again, and is left to the
    /// agent by a job in the same transaction, unless a person has the conversation or the customer says too much.
    public Received receive(UUID id, Incoming incoming) {
        return db.tx(tx -> receive(tx, id, incoming));
    }

    /// The same as part of a larger step.
    public Received receive(Tx tx, UUID id, Incoming incoming) {
        Conversation now = locked(tx, id);
        Optional<Message> before = store.byClientId(tx, id, Author.CONTACT, incoming.clientId());
        if (before.isPresent()) {
            return new Received(before.get(), false);
        }
        boolean tooMuch = saysTooMuch(tx, now);
        if (now.status() == Status.CLOSED) {
            store.become(tx, id, Status.AI_ACTIVE);
        }
        Message message = store.append(tx, id, NewMessage.from(incoming));
        if (tooMuch) {
            store.happen(tx, id, "error", tooMany());
        } else {
            ask(tx, locked(tx, id));
        }
        ring(tx, id, message);
        return new Received(message, true);
    }

    private boolean saysTooMuch(Tx tx, Conversation conversation) {
        ChatStore.Recent recent = store.recent(tx, conversation.contact().id());
        return recent.minute() >= limits.perMinute() || recent.hour() >= limits.perHour();
    }

    private static Map<String, Object> tooMany() {
        return Map.of(
                "code",
                "rate_limited",
                "message",
                "Your message has arrived, but there were too many in a short time to be answered"
                        + " at once. Please wait a moment and write again.");
    }

    /// Leaves the conversation to the agent if something in it waits for an answer and the bot has it; a bot that is
    /// paused until a time answers then.
    void ask(Tx tx, Conversation now) {
        if (now.status() != Status.AI_ACTIVE || !now.awaitsAnswer()) {
            return;
        }
        if (now.isPaused() && now.botPausedUntil().equals(Optional.of(Desk.UNTIL_RESUMED))) {
            return;
        }
        NewJob job =
                NewJob.of(ANSWER)
                        .about(now.id())
                        .with(
                                Map.of(
                                        "conversation_id",
                                        now.id().toString(),
                                        "message_id",
                                        Ids.next().toString()));
        jobs.enqueue(tx, now.isPaused() ? job.dueAt(endOfPause(now)) : job);
    }

    private static Instant endOfPause(Conversation now) {
        return now.botPausedUntil().orElseThrow().plus(CLOCKS_DIFFER);
    }

    /// What an agent needs to answer: the conversation and its last messages.
    public Turn turn(UUID id, int lastMessages) {
        return new Turn(get(id), transcript(id, lastMessages));
    }

    /// The same as part of a larger step; empty when the conversation was erased meanwhile.
    public Optional<Turn> findTurn(Tx tx, UUID id, int lastMessages) {
        return store.find(tx, id).map(now -> new Turn(now, store.latest(tx, id, lastMessages)));
    }

    /// The end of the conversation, oldest first, without private notes.
    public List<Message> transcript(UUID id, int lastMessages) {
        return store.latest(db, id, lastMessages);
    }

    /// Whether an answer begun under this fence may still be sent; asked again, under the row's lock, by [#reply].
    public boolean mayAnswer(UUID id, long epoch) {
        return get(id).epoch() == epoch;
    }

    /// The agent's answer, as part of the transaction that ends its job. It is sent only if no person stepped in since
    /// the run began and what it answers was not answered before.
    public Replied reply(Tx tx, Answer answer) {
        UUID id = answer.conversationId();
        Conversation now = locked(tx, id);
        if (now.epoch() != answer.epoch()) {
            return new Replied.Overtaken();
        }
        if (answer.answers() <= now.answeredSeq()) {
            return new Replied.AlreadyAnswered();
        }
        Message message = store.append(tx, id, NewMessage.of(answer));
        store.answered(tx, id, answer.answers());
        ring(tx, id, message);
        return new Replied.Sent(message);
    }

    /// The agent wants a person to go on: the conversation waits for one, and the customer reads `notice`. False, with
    /// nothing said, when a person has it already or was called.
    public boolean handOff(Tx tx, UUID id, String reason, String notice) {
        if (locked(tx, id).status() != Status.AI_ACTIVE) {
            return false;
        }
        store.giveReason(tx, id, Optional.of(reason));
        store.become(tx, id, Status.NEEDS_HUMAN);
        ring(tx, id, store.append(tx, id, NewMessage.system(notice)));
        return true;
    }

    /// The agent could not answer after all its tries: a person is called with high priority and finds out why in a note.
    public void giveUp(Tx tx, UUID id, String reason, String notice) {
        if (handOff(tx, id, "the agent failed", notice)) {
            store.prioritize(tx, id, Priority.HIGH);
            ring(tx, id, store.note(tx, id, NewMessage.system(reason)));
        }
    }

    /// The customer wants a person; an answer being written is not sent any more.
    public boolean askForPerson(UUID id, String notice) {
        return db.tx(
                tx -> {
                    store.raiseFence(tx, locked(tx, id).id());
                    return handOff(tx, id, "the customer asked for a person", notice);
                });
    }

    /// What the conversation brought to light about the contact.
    public void learn(Tx tx, UUID contactId, NewContact news) {
        store.learn(tx, contactId, news);
    }

    /// What the customer thinks of an answer.
    public void rate(UUID id, Feedback feedback) {
        if (!store.rate(id, feedback)) {
            throw new Problem.NotFound(
                    "message_not_found", "There is no such answer in this conversation.");
        }
    }

    /// The conversation, or 404.
    public Conversation get(UUID id) {
        return store.find(id).orElseThrow(Conversations::missing);
    }

    /// One message of the conversation, or 404.
    public Message message(UUID id, UUID messageId) {
        return store.message(id, messageId)
                .filter(message -> !message.isPrivate())
                .orElseThrow(
                        () ->
                                new Problem.NotFound(
                                        "message_not_found",
                                        "There is no such message in this conversation."));
    }

    /// A private note or any other message by its id alone; for staff.
    public Optional<Message> findMessage(UUID messageId) {
        return store.message(messageId);
    }

    /// What the customer may read after an event, oldest first.
    public List<Message> thread(UUID id, long after, int limit) {
        return store.thread(id, after, limit);
    }

    /// What staff read, notes included: after an event (-1 is the beginning) and behind a message.
    public List<Message> threadWithNotes(UUID id, long after, Optional<UUID> behind, int limit) {
        return store.threadWithNotes(id, after, behind, limit);
    }

    /// The staff's list, latest message first.
    public Page<Conversation> page(ConversationFilter filter, Optional<Cursor> before, int limit) {
        return Page.of(
                store.page(filter, before, limit + 1),
                limit,
                row -> new Cursor(row.lastMessageAt(), row.id()));
    }

    /// The contacts, newest first.
    public Page<Contact> contacts(
            Optional<String> channel, Optional<String> q, Optional<Cursor> before, int limit) {
        return Page.of(
                store.contacts(channel, q, before, limit + 1),
                limit,
                row -> new Cursor(row.createdAt(), row.id()));
    }

    /// The conversation, held until the transaction ends.
    Conversation locked(Tx tx, UUID id) {
        return store.lock(tx, id).orElseThrow(Conversations::missing);
    }

    void ring(Tx tx, UUID id) {
        bells.ring(tx, Topics.changed(id));
    }

    void ring(Tx tx, UUID id, Message message) {
        bells.ring(tx, Topics.said(id, message.id()));
    }

    private static Problem.NotFound missing() {
        return new Problem.NotFound("conversation_not_found", "There is no such conversation.");
    }
}
