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
    private final MessageIntake intake;
    private final AuditLog audit;
    private final ChatStore store;
    private final ReplyFiles files;

    public StaffActions(
            Database db,
            JobQueue jobs,
            Conversations conversations,
            MediaStore media,
            AuditLog audit) {
        this.db = db;
        this.jobs = jobs;
        this.writer = conversations.writer();
        this.intake = conversations.intake();
        this.audit = audit;
        this.store = conversations.store();
        this.files = new ReplyFiles(media);
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
        if (by.isColleague() && isDone(before, by, action)) {
            return before;
        }
        Map<String, Object> details = apply(tx, before, by, action);
        writer.ring(tx, id);
        Conversation now = writer.lock(tx, id);
        if (!by.isColleague() && now.status() != before.status()) {
            decide(tx, now);
        }
        note(tx, by, action.pastTense(), id, details);
        return now;
    }

    private static boolean isDone(Conversation now, StaffActor by, StaffAction action) {
        return switch (action) {
            case StaffAction.TakeOver() ->
                    now.status() == ConversationStatus.HUMAN_ACTIVE
                            && now.assignee().equals(Optional.of(by.assigneeOf(now)));
            case StaffAction.Release() ->
                    now.status() == ConversationStatus.AI_ACTIVE
                            && !now.isPaused()
                            && now.assignee().isEmpty();
            case StaffAction.Close() -> now.status() == ConversationStatus.CLOSED;
            case StaffAction.Pause _,
                    StaffAction.Resume _,
                    StaffAction.Assign _,
                    StaffAction.Reopen _,
                    StaffAction.Tag _,
                    StaffAction.Prioritize _,
                    StaffAction.Stage _ ->
                    false;
        };
    }

    private Map<String, Object> apply(Tx tx, Conversation now, StaffActor by, StaffAction action) {
        UUID id = now.id();
        return switch (action) {
            case StaffAction.TakeOver() -> {
                stepIn(tx, now, by.assigneeOf(now));
                yield Map.of();
            }
            case StaffAction.Release() -> {
                store.release(tx, id);
                store.setStatus(tx, id, ConversationStatus.AI_ACTIVE);
                intake.ask(tx, id);
                yield Map.of();
            }
            case StaffAction.Pause(Optional<Duration> length) -> {
                Instant until = length.map(Instant.now()::plus).orElse(UNTIL_RESUMED);
                store.raiseFence(tx, id);
                store.pause(tx, id, Optional.of(until));
                jobs.withdraw(tx, Conversations.ANSWER, id);
                intake.ask(tx, id);
                yield Map.of("until", until.toString());
            }
            case StaffAction.Resume() -> {
                store.pause(tx, id, Optional.empty());
                intake.ask(tx, id);
                yield Map.of();
            }
            case StaffAction.Assign(Optional<String> assignee) -> {
                store.assign(tx, id, assignee);
                yield Map.of("assignee", assignee.orElse("none"));
            }
            case StaffAction.Close() -> {
                store.raiseFence(tx, id);
                store.answered(tx, id, now.contactSeq());
                store.markRead(tx, id);
                store.setStatus(tx, id, ConversationStatus.CLOSED);
                jobs.withdraw(tx, Conversations.ANSWER, id);
                yield Map.of();
            }
            case StaffAction.Reopen() -> {
                if (now.status() == ConversationStatus.CLOSED) {
                    boolean assigned = now.assignee().isPresent();
                    store.setStatus(
                            tx,
                            id,
                            assigned
                                    ? ConversationStatus.HUMAN_ACTIVE
                                    : ConversationStatus.AI_ACTIVE);
                }
                yield Map.of();
            }
            case StaffAction.Tag(List<String> tags) -> {
                store.tag(tx, id, tags);
                yield Map.of("tags", tags);
            }
            case StaffAction.Prioritize(Priority priority) -> {
                store.prioritize(tx, id, priority);
                yield Map.of("priority", priority.wire());
            }
            case StaffAction.Stage(Optional<String> stage) -> {
                store.stage(tx, id, stage);
                yield Map.of("stage", stage.orElse("none"));
            }
        };
    }

    /// A person answers: the conversation is theirs, and the first one to answer it is its assignee.
    public ReceiveResult reply(UUID id, StaffActor by, MessageInput reply) {
        ReceiveResult received = db.tx(tx -> reply(tx, id, by, reply));
        writer.clear(id);
        return received;
    }

    /// Replies as part of a larger step, for a colleague who works elsewhere.
    public ReceiveResult reply(Tx tx, UUID id, StaffActor by, MessageInput reply) {
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
                    stepIn(tx, now, now.assignee().orElse(by.name()));
                    if (now.status() != ConversationStatus.HUMAN_ACTIVE) {
                        decide(tx, writer.lock(tx, id));
                    }
                });
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
    /// `owns`; otherwise the agent pauses.
    public ReceiveResult repliedElsewhere(
            Tx tx,
            UUID id,
            StaffActor by,
            MessageInput reply,
            List<Map<String, Object>> attachments,
            boolean owns) {
        return write(
                tx,
                id,
                by,
                "answered_elsewhere",
                MessageDraft.elsewhere(by.name(), reply, attachments),
                now -> {
                    if (owns) {
                        stepIn(tx, now, now.assignee().orElse(by.name()));
                    } else {
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
        return db.tx(
                tx -> {
                    writer.lock(tx, id);
                    Message message = store.note(tx, id, MessageDraft.by(by.name(), remark));
                    writer.ring(tx, id, message);
                    note(tx, by, "noted", id, Map.of("message_id", message.id().toString()));
                    return message;
                });
    }

    /// Marks the conversation as read. It is no decision, so it is not in the audit log.
    public Conversation read(UUID id) {
        return db.tx(
                tx -> {
                    if (store.markRead(tx, writer.lock(tx, id).id())) {
                        writer.ring(tx, id);
                    }
                    return writer.lock(tx, id);
                });
    }

    private void stepIn(Tx tx, Conversation now, String assignee) {
        store.raiseFence(tx, now.id());
        store.assign(tx, now.id(), Optional.of(assignee));
        store.setStatus(tx, now.id(), ConversationStatus.HUMAN_ACTIVE);
        jobs.withdraw(tx, Conversations.ANSWER, now.id());
    }

    /// Last in the transaction, because the audit log is locked from here on.
    private void note(Tx tx, StaffActor by, String action, UUID id, Map<String, Object> details) {
        audit.record(tx, by, "conversation." + action, id, details);
    }
}
