package handcar.chat;

import module java.base;

import handcar.audit.AuditLog;
import handcar.chat.Outbox.PreparedMessage;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.jobs.JobQueue;
import handcar.media.MediaStore;
import handcar.problem.Problem;

/// What staff do in a conversation, in our inbox and elsewhere. Each action is in the audit log, and each that puts a person
/// in charge raises the fence (`epoch`), so that no answer the agent had begun is sent after it.
public final class StaffActions {
    /// A pause without an end.
    static final Instant UNTIL_RESUMED = Instant.parse("9999-12-31T00:00:00Z");

    /// How long the agent pauses after a colleague's last message elsewhere; people seldom say that they have finished.
    public static final Duration PAUSE = Duration.ofHours(1);

    private final Database db;
    private final JobQueue jobs;
    private final MessageWriter writer;
    private final AuditLog audit;
    private final ChatStore store;
    private final ReplyFiles files;
    private final StaffActionStore rows;

    public StaffActions(
            Database db,
            JobQueue jobs,
            Conversations conversations,
            MediaStore media,
            AuditLog audit) {
        this.db = db;
        this.jobs = jobs;
        this.writer = conversations.writer();
        this.audit = audit;
        this.store = conversations.store();
        this.files = new ReplyFiles(media);
        this.rows = new StaffActionStore(store, jobs, conversations.intake());
    }

    /// Returns the conversation after the action, and, where the action stops the agent, only when nothing the agent wrote
    /// is on its way to the customer.
    public Conversation act(UUID id, StaffActor by, StaffAction action) {
        Conversation now = db.tx(tx -> act(tx, id, by, action));
        if (action.stopsAgent()) {
            writer.clear(id);
        }
        return now;
    }

    /// Acts as part of a larger step, without waiting for what is on its way. Another tool may report again what a colleague
    /// did; what would change nothing leaves no trace then.
    public Conversation act(Tx tx, UUID id, StaffActor by, StaffAction action) {
        Conversation before = writer.lock(tx, id);
        if (by.isColleague() && StaffActionStore.isDone(before, by, action)) {
            return before;
        }
        Map<String, Object> details = rows.apply(tx, before, by, action);
        writer.ring(tx, id);
        Conversation now = writer.lock(tx, id);
        if (!by.isColleague() && now.status() != before.status()) {
            decide(tx, now);
        }
        note(tx, by, action.pastTense(), id, details);
        return now;
    }

    /// A person answers: the conversation is theirs, and the first one to answer it is its assignee.
    public ReceiveResult reply(UUID id, StaffActor by, MessageInput reply) {
        return reply(id, by, reply, OptionalLong.empty());
    }

    /// The same unless somebody of staff has answered after an event ([Problem.Conflict] with their messages).
    public ReceiveResult reply(UUID id, StaffActor by, MessageInput reply, OptionalLong expected) {
        ReceiveResult received = db.tx(tx -> reply(tx, id, by, reply, expected));
        writer.clear(id);
        return received;
    }

    /// Replies as part of a larger step, for a colleague who works elsewhere.
    public ReceiveResult reply(Tx tx, UUID id, StaffActor by, MessageInput reply) {
        return reply(tx, id, by, reply, OptionalLong.empty());
    }

    /// Replies as part of a larger step unless somebody of staff has answered after an event.
    public ReceiveResult reply(
            Tx tx, UUID id, StaffActor by, MessageInput reply, OptionalLong expected) {
        // what was sent before has its files already
        Optional<Message> known = store.byClientId(tx, id, Author.STAFF, reply.clientId());
        if (known.isPresent()) {
            return new ReceiveResult(known.get(), false);
        }
        return write(
                tx,
                id,
                by,
                "replied",
                MessageDraft.by(by.name(), reply, files.find(tx, by, reply.files())),
                now -> {
                    expected.ifPresent(seq -> checkUnanswered(tx, id, seq));
                    rows.stepIn(tx, now, now.assignee().orElse(by.name()));
                    if (now.status() != ConversationStatus.HUMAN_ACTIVE) {
                        decide(tx, writer.lock(tx, id));
                    }
                });
    }

    /// Refuses files that this person cannot send ([Problem.NotFound]).
    public void checkFiles(StaffActor by, List<UUID> ids) {
        db.runTx(tx -> files.find(tx, by, ids));
    }

    private void checkUnanswered(Tx tx, UUID id, long seq) {
        List<Message> meanwhile = store.staffAfter(tx, id, seq);
        if (!meanwhile.isEmpty()) {
            throw new Problem.Conflict(
                    "answered_meanwhile",
                    "Somebody answered meanwhile. Read it, and send again with the newest"
                            + " expected_seq if yours is still needed.",
                    Map.of("messages", meanwhile.stream().map(Message::staffJson).toList()));
        }
    }

    /// Whether staff decided here who has the conversation after something happened in the provider's own inbox, which is
    /// reported only now.
    public boolean decidedAfter(Tx tx, UUID id, Instant at) {
        return store.isDecidedAfter(tx, id, at);
    }

    private void decide(Tx tx, Conversation now) {
        store.decide(tx, now.id());
        writer.show(tx, now, now.status());
    }

    /// A colleague answered in the provider's own app: the customer has read it already. The conversation is theirs when
    /// `owns`; otherwise the agent pauses, unless the answer is older than a pause.
    public ReceiveResult repliedElsewhere(
            Tx tx,
            UUID id,
            StaffActor by,
            MessageInput reply,
            List<Map<String, Object>> attachments,
            Instant at,
            boolean owns) {
        return write(
                tx,
                id,
                by,
                "answered_elsewhere",
                MessageDraft.elsewhere(by.name(), reply, attachments),
                now -> {
                    if (owns) {
                        rows.stepIn(tx, now, now.assignee().orElse(by.name()));
                    } else if (at.plus(PAUSE).isAfter(Instant.now())) {
                        pauseAfter(tx, now);
                    }
                });
    }

    /// Writes a message once by its client id; `before` stops the agent.
    private ReceiveResult write(
            Tx tx,
            UUID id,
            StaffActor by,
            String action,
            MessageDraft draft,
            Consumer<Conversation> before) {
        PreparedMessage prepared =
                writer.prepare(
                        tx,
                        store.find(tx, id).orElseThrow(Problem.notFound("conversation")),
                        draft);
        Conversation now = writer.lock(tx, id);
        Optional<Message> known = store.byClientId(tx, id, Author.STAFF, draft.clientId());
        if (known.isPresent()) {
            return new ReceiveResult(known.get(), false);
        }
        before.accept(now);
        Message message = writer.write(tx, now, draft, prepared);
        files.send(tx, by, message.id(), draft.files());
        store.answered(tx, id, now.contactSeq());
        note(tx, by, action, id, Map.of("message_id", message.id().toString()));
        return new ReceiveResult(message, true);
    }

    private void pauseAfter(Tx tx, Conversation now) {
        Instant until = Instant.now().plus(PAUSE);
        store.raiseFence(tx, now.id());
        jobs.withdraw(tx, Conversations.ANSWER, now.id());
        if (now.botPausedUntil().filter(until::isBefore).isEmpty()) {
            store.pause(tx, now.id(), Optional.of(until));
        }
    }

    /// The whole text of a message whose content is only a part of it; else its content.
    public String original(UUID id, UUID messageId) {
        Message message = store.message(id, messageId).orElseThrow(Problem.notFound("message"));
        return store.original(id, messageId).orElse(message.content());
    }

    /// Adds a note among staff. The customer never sees it, and who answers does not change.
    public Message note(UUID id, StaffActor by, MessageInput remark) {
        return note(id, by, remark, List.of());
    }

    /// Adds a note that names colleagues, who find it among their mentions.
    public Message note(UUID id, StaffActor by, MessageInput remark, List<UUID> mentions) {
        return db.tx(
                tx -> {
                    writer.lock(tx, id);
                    Message message = store.note(tx, id, MessageDraft.by(by.name(), remark));
                    rows.mention(tx, message, mentions);
                    writer.ring(tx, id, message);
                    note(tx, by, "noted", id, Map.of("message_id", message.id().toString()));
                    return message;
                });
    }

    /// Marks the conversation as read, and what names this person in it. It is no decision, so it is not in the audit log.
    public Conversation read(UUID id, StaffActor by) {
        return db.tx(
                tx -> {
                    boolean unread = store.markRead(tx, writer.lock(tx, id).id());
                    if (rows.seeMentions(tx, id, by) || unread) {
                        writer.ring(tx, id);
                    }
                    return writer.lock(tx, id);
                });
    }

    /// Last in the transaction, because the audit log is locked from here on.
    private void note(Tx tx, StaffActor by, String action, UUID id, Map<String, Object> details) {
        audit.record(tx, by, "conversation." + action, id, details);
    }
}
