package handcar.chat;

import module java.base;

import handcar.chat.Outbox.PreparedMessage;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.jobs.JobQueue;
import handcar.jobs.NotificationBus;
import handcar.problem.Problem;

/// What customers and agents do in conversations; what staff do is in [StaffActions].
///
/// Every change locks the conversation's row, so events are numbered without gaps and become visible in their order, and no
/// answer is sent after a person took over.
public final class Conversations {
    /// The kind of the job by which the agent is asked. Its subject is the conversation; its payload has `conversation_id` and
    /// the `message_id` of the answer.
    public static final String ANSWER = "answer";

    private final Database db;
    private final JobQueue jobs;
    private final ChatStore store;
    private final ContactStore contacts;
    private final MessageWriter writer;
    private final BurstWindow burstWindow;
    private final MessageIntake intake;

    public Conversations(
            Database db,
            NotificationBus notifications,
            JobQueue jobs,
            MessageLimits limits,
            BurstWindow burstWindow,
            Outbox outbox,
            OptOutMatcher phrases) {
        this.db = db;
        this.jobs = jobs;
        this.store = new ChatStore(db);
        this.contacts = new ContactStore(db);
        this.writer = new MessageWriter(store, notifications, outbox);
        this.burstWindow = burstWindow;
        this.intake =
                new MessageIntake(
                        store,
                        jobs,
                        notifications,
                        outbox,
                        new MessageRateLimiter(store, contacts, writer, limits),
                        new OptOutHandler(store, jobs, phrases),
                        burstWindow);
    }

    /// Begins a conversation, with its first message if there is one; [Problem.BadFields] when too much is said of its contact.
    public OpenedConversation open(NewConversation wanted) {
        return db.tx(
                tx -> {
                    UUID id = open(tx, List.of(wanted)).getFirst();
                    writer.ring(tx, id);
                    Optional<Message> first =
                            wanted.message().map(message -> receive(tx, id, message).message());
                    return new OpenedConversation(ContactLimits.kept(writer.lock(tx, id)), first);
                });
    }

    /// Finds or creates the contacts and begins a conversation with each, as part of a larger step. Returns the ids in the
    /// given order. No two may be of the same contact.
    public List<UUID> open(Tx tx, List<NewConversation> wanted) {
        return store.open(tx, wanted);
    }

    /// The customer writes a message. It is stored once per client id.
    public ReceiveResult receive(UUID id, MessageInput incoming) {
        return db.tx(tx -> receive(tx, id, incoming));
    }

    private ReceiveResult receive(Tx tx, UUID id, MessageInput incoming) {
        return receive(tx, List.of(InboundMessage.of(id, incoming))).stream()
                .findFirst()
                .map(message -> new ReceiveResult(message, true))
                .orElseGet(() -> new ReceiveResult(known(tx, id, incoming), false));
    }

    private Message known(Tx tx, UUID id, MessageInput incoming) {
        return store.byClientId(tx, id, Author.CONTACT, incoming.clientId()).orElseThrow();
    }

    /// Customers write messages, as part of a larger step. Each is stored once by its client id, opens a closed conversation
    /// again, and is left to the agent by a job in the same transaction, unless a person has the conversation or the
    /// customer writes too much. Returns the messages that are new.
    public List<Message> receive(Tx tx, List<InboundMessage> messages) {
        return intake.receive(tx, messages);
    }

    /// A message was edited outside. False when it is not stored (yet) or was edited later.
    public boolean edit(Tx tx, UUID id, MessageRevision now) {
        Optional<UUID> edited =
                store.lock(tx, id).flatMap(held -> MessageChangeStore.edit(tx, held.id(), now));
        edited.filter(_ -> now.words()).ifPresent(_ -> intake.ask(tx, id));
        return notifyChange(tx, id, edited);
    }

    /// A message was deleted outside: its content is removed, its place stays. False when it is not stored (yet).
    ///
    /// @param authors whose messages may be meant
    public boolean erase(Tx tx, UUID id, String name, List<Author> authors, Instant at) {
        return notifyChange(tx, id, MessageChangeStore.erase(tx, id, name, authors, at));
    }

    private boolean notifyChange(Tx tx, UUID id, Optional<UUID> message) {
        message.ifPresent(_ -> writer.ring(tx, id));
        return message.isPresent();
    }

    /// The conversation and its last messages, for the agent.
    public AgentTurn turn(UUID id, int lastMessages) {
        return new AgentTurn(get(id), transcript(id, lastMessages));
    }

    /// The conversation and its last messages as part of a larger step; empty when it was deleted.
    public Optional<AgentTurn> findTurn(Tx tx, UUID id, int lastMessages) {
        return store.find(tx, id)
                .map(now -> new AgentTurn(now, store.latest(tx, id, lastMessages)));
    }

    /// The last messages, oldest first, without private notes.
    public List<Message> transcript(UUID id, int lastMessages) {
        return store.latest(db, id, lastMessages);
    }

    /// Whether an answer begun under this fence may still be sent. [#reply] checks it again under the lock.
    public boolean mayAnswer(UUID id, long epoch) {
        return store.find(id).filter(now -> now.epoch() == epoch).isPresent();
    }

    /// Sends the agent's answer, as part of the transaction that ends its job, but only if no person took over since the run
    /// began and what it answers was not answered before.
    public ReplyResult reply(Tx tx, AgentAnswer answer) {
        UUID id = answer.conversation().id();
        MessageDraft draft = MessageDraft.of(answer);
        PreparedMessage prepared = writer.prepare(tx, answer.conversation(), draft);
        Conversation now = writer.lock(tx, id);
        if (now.epoch() != answer.conversation().epoch()) {
            return new ReplyResult.Overtaken();
        }
        if (answer.answers() <= now.answeredSeq()) {
            return new ReplyResult.AlreadyAnswered();
        }
        Message message = writer.write(tx, now, draft, prepared);
        store.answered(tx, id, answer.answers());
        writer.postpone(tx, id, answer.unheard());
        return new ReplyResult.Sent(message);
    }

    /// Remembers which run wrote an answer.
    public void writtenInRun(Tx tx, UUID message, UUID run) {
        tx.named("chat.written-in-run").with("id", message).with("run", run).change();
    }

    /// The agent wants a person to go on: the conversation waits for one, and the customer reads `notice`. False, with
    /// nothing written, when a person has it already or was called.
    public boolean handOff(Tx tx, UUID id, String reason, String notice) {
        return handOff(tx, id, reason, notice, false);
    }

    private boolean handOff(Tx tx, UUID id, String reason, String notice, boolean stopsAgent) {
        MessageDraft draft = MessageDraft.system(notice);
        Conversation before = store.find(tx, id).orElseThrow(Problem.notFound("conversation"));
        PreparedMessage prepared = writer.prepare(tx, before, draft);
        if (stopsAgent) {
            store.raiseFence(tx, writer.lock(tx, id).id());
        }
        Conversation now = writer.lock(tx, id);
        boolean called = callPerson(tx, now, reason);
        if (called) {
            writer.write(tx, now, draft, prepared);
        }
        return called;
    }

    /// The conversation waits for a person, without a notice to the customer. False when a person has it or was called.
    public boolean callPerson(Tx tx, UUID id, String reason) {
        return callPerson(tx, writer.lock(tx, id), reason);
    }

    private boolean callPerson(Tx tx, Conversation now, String reason) {
        if (now.status() != ConversationStatus.AI_ACTIVE) {
            return false;
        }
        store.setHandoffReason(tx, now.id(), Optional.of(reason));
        store.setStatus(tx, now.id(), ConversationStatus.NEEDS_HUMAN);
        if (reason.equals(UnansweredReason.LOOP.wire())) {
            store.prioritize(
                    tx, now.id(), Priority.HIGH); // as where a mail's loop is known at its arrival
        }
        writer.show(tx, now, ConversationStatus.NEEDS_HUMAN);
        return true;
    }

    /// The agent failed in all its tries: calls a person with high priority and gives the reason in a private note.
    public void giveUp(Tx tx, UUID id, String reason, String notice) {
        if (handOff(tx, id, "the agent failed", notice)) {
            store.prioritize(tx, id, Priority.HIGH);
            writer.note(tx, writer.lock(tx, id), reason);
        }
    }

    /// The customer asks for a person. An answer being written is not sent.
    public boolean askForPerson(UUID id, String notice) {
        boolean called =
                db.tx(tx -> handOff(tx, id, "the customer asked for a person", notice, true));
        writer.clear(id);
        return called;
    }

    /// Adds what became known about a contact.
    public void learn(Tx tx, UUID contactId, NewContact known) {
        contacts.update(tx, contactId, known);
    }

    /// Makes one conversation of two.
    public ConversationMerge merge() {
        return new ConversationMerge(store, writer, intake, jobs);
    }

    /// Keeps what a conversation is about.
    public void summarize(UUID id, String summary) {
        db.runTx(
                tx -> {
                    store.summarize(tx, writer.lock(tx, id).id(), summary);
                    writer.ring(tx, id);
                });
    }

    /// Tells staff something, here and where else they see the conversation.
    public void tellStaff(Tx tx, UUID id, String text) {
        writer.tellStaff(tx, writer.lock(tx, id), text);
    }

    /// Stores the customer's rating of an answer.
    public void rate(UUID id, Feedback feedback) {
        db.runTx(tx -> rate(tx, id, feedback));
    }

    /// Stores it as part of a larger step.
    public void rate(Tx tx, UUID id, Feedback feedback) {
        writer.ring(tx, id, store.rate(tx, id, feedback).orElseThrow(Problem.notFound("message")));
    }

    /// Whether it is there, and neither deleted nor joined into another one.
    public boolean exists(UUID id) {
        return store.find(id).isPresent();
    }

    /// The conversation; [Problem.NotFound] if there is none.
    public Conversation get(UUID id) {
        return store.find(id).orElseThrow(Problem.notFound("conversation"));
    }

    /// One message of the conversation; [Problem.NotFound] if there is none.
    public Message message(UUID id, UUID messageId) {
        return store.message(id, messageId)
                .filter(message -> !message.isPrivate())
                .orElseThrow(
                        () ->
                                new Problem.NotFound(
                                        "message_not_found",
                                        "There is no such message in this conversation."));
    }

    /// A message or private note by its id alone, for staff.
    public Optional<Message> findMessage(UUID messageId) {
        return store.message(messageId);
    }

    /// The messages after an event that the customer may read, oldest first.
    public List<Message> thread(UUID id, long after, int limit) {
        return store.thread(id, after, limit);
    }

    /// How long a customer has time to say more before the agent answers.
    public BurstWindow burstWindow() {
        return burstWindow;
    }

    ChatStore store() {
        return store;
    }

    MessageWriter writer() {
        return writer;
    }

    MessageIntake intake() {
        return intake;
    }
}
