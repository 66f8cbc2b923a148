package handcar.chat;

import handcar.audit.AuditLog;
import handcar.auth.StaffPrincipal;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.jobs.JobQueue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What staff do in a conversation. Each deed stands in the audit log, and each that means a person is in charge raises the
/// fence, so that no answer the bot had begun comes after it.
public final class StaffActions {
    /// A pause without an end.
    static final Instant UNTIL_RESUMED = Instant.parse("9999-12-31T00:00:00Z");

    /// Deeds that return only when nothing of the bot is on its way any more.
    private static final Set<String> FENCING = Set.of("taken_over", "released", "paused", "closed");

    private final Database db;
    private final JobQueue jobs;
    private final MessageWriter writer;
    private final MessageIntake intake;
    private final AuditLog audit;
    private final ChatStore store;

    /// One deed on a conversation that is held meanwhile.
    private interface Deed {
        void on(Tx tx, Conversation now);
    }

    public StaffActions(Database db, JobQueue jobs, Conversations conversations, AuditLog audit) {
        this.db = db;
        this.jobs = jobs;
        this.writer = conversations.voice();
        this.intake = conversations.intake();
        this.audit = audit;
        this.store = new ChatStore(db);
    }

    /// How messages and assignments name a member of staff: the user's id, or what kind of proof stood for one.
    public static String name(StaffPrincipal staff) {
        return staff.id()
                .map(UUID::toString)
                .orElseGet(() -> staff.kind().name().toLowerCase(Locale.ROOT));
    }

    /// A person answers: the conversation is theirs, and the first one to answer it is its assignee.
    public ReceiveResult reply(UUID id, StaffPrincipal staff, MessageInput reply) {
        ReceiveResult received = db.tx(tx -> reply(tx, id, staff, reply));
        writer.clear(id);
        return received;
    }

    private ReceiveResult reply(Tx tx, UUID id, StaffPrincipal staff, MessageInput reply) {
        Conversation now = writer.hold(tx, id);
        Optional<Message> before = store.byClientId(tx, id, Author.STAFF, reply.clientId());
        if (before.isPresent()) {
            return new ReceiveResult(before.get(), false);
        }
        stepIn(tx, now, now.assignee().orElseGet(() -> name(staff)));
        Message message = writer.say(tx, now, MessageDraft.by(name(staff), reply));
        store.answered(tx, id, now.contactSeq());
        note(tx, staff, "replied", id, Map.of("message_id", message.id().toString()));
        return new ReceiveResult(message, true);
    }

    /// A remark among staff; the customer never sees it, and who answers does not change.
    public Message note(UUID id, StaffPrincipal staff, MessageInput remark) {
        return db.tx(
                tx -> {
                    writer.hold(tx, id);
                    Message message = store.note(tx, id, MessageDraft.by(name(staff), remark));
                    writer.ring(tx, id, message);
                    note(tx, staff, "noted", id, Map.of("message_id", message.id().toString()));
                    return message;
                });
    }

    /// A person takes the conversation from whoever has it.
    public Conversation takeover(UUID id, StaffPrincipal staff) {
        return deed(id, staff, "taken_over", Map.of(), (tx, now) -> stepIn(tx, now, name(staff)));
    }

    /// The bot goes on, beginning with what the customer said meanwhile.
    public Conversation release(UUID id, StaffPrincipal staff) {
        return deed(
                id,
                staff,
                "released",
                Map.of(),
                (tx, now) -> {
                    store.raiseFence(tx, id);
                    store.assign(tx, id, Optional.empty());
                    store.pause(tx, id, Optional.empty());
                    store.giveReason(tx, id, Optional.empty());
                    store.become(tx, id, ConversationStatus.AI_ACTIVE);
                    intake.ask(tx, writer.hold(tx, id));
                });
    }

    /// The bot is silent for a while, or until it is resumed; an answer being written is not sent.
    public Conversation pause(UUID id, StaffPrincipal staff, Optional<Duration> length) {
        Instant until = length.map(Instant.now()::plus).orElse(UNTIL_RESUMED);
        return deed(
                id,
                staff,
                "paused",
                Map.of("until", until.toString()),
                (tx, now) -> {
                    store.raiseFence(tx, id);
                    store.pause(tx, id, Optional.of(until));
                    jobs.withdraw(tx, Conversations.ANSWER, id);
                    intake.ask(tx, writer.hold(tx, id));
                });
    }

    /// The pause ends, and what the customer said in it is answered.
    public Conversation resume(UUID id, StaffPrincipal staff) {
        return deed(
                id,
                staff,
                "resumed",
                Map.of(),
                (tx, now) -> {
                    store.pause(tx, id, Optional.empty());
                    intake.ask(tx, writer.hold(tx, id));
                });
    }

    /// Somebody, or nobody, is to care for it. Who answers does not change.
    public Conversation assign(UUID id, StaffPrincipal staff, Optional<String> assignee) {
        return deed(
                id,
                staff,
                "assigned",
                Map.of("assignee", assignee.orElse("none")),
                (tx, now) -> store.assign(tx, id, assignee));
    }

    /// It is settled; the customer's next message opens it again.
    public Conversation close(UUID id, StaffPrincipal staff) {
        return deed(
                id,
                staff,
                "closed",
                Map.of(),
                (tx, now) -> {
                    store.raiseFence(tx, id);
                    store.answered(tx, id, now.contactSeq());
                    store.markRead(tx, id);
                    store.become(tx, id, ConversationStatus.CLOSED);
                    jobs.withdraw(tx, Conversations.ANSWER, id);
                });
    }

    /// It is not settled after all: its assignee has it again, or the bot when there is none.
    public Conversation reopen(UUID id, StaffPrincipal staff) {
        return deed(
                id,
                staff,
                "reopened",
                Map.of(),
                (tx, now) -> {
                    boolean assigned = now.assignee().isPresent();
                    if (now.status() == ConversationStatus.CLOSED) {
                        store.become(
                                tx,
                                id,
                                assigned
                                        ? ConversationStatus.HUMAN_ACTIVE
                                        : ConversationStatus.AI_ACTIVE);
                    }
                });
    }

    /// The whole set of tags, each once.
    public Conversation tag(UUID id, StaffPrincipal staff, List<String> tags) {
        List<String> once = tags.stream().distinct().toList();
        return deed(
                id, staff, "tagged", Map.of("tags", once), (tx, now) -> store.tag(tx, id, once));
    }

    /// How soon somebody should look.
    public Conversation prioritize(UUID id, StaffPrincipal staff, Priority priority) {
        return deed(
                id,
                staff,
                "prioritized",
                Map.of("priority", priority.wire()),
                (tx, now) -> store.prioritize(tx, id, priority));
    }

    /// Where the customer stands in the funnel.
    public Conversation stage(UUID id, StaffPrincipal staff, Optional<String> stage) {
        return deed(
                id,
                staff,
                "staged",
                Map.of("stage", stage.orElse("none")),
                (tx, now) -> store.stage(tx, id, stage));
    }

    /// Somebody has looked. Nothing was decided, so the log has nothing to keep.
    public Conversation read(UUID id) {
        return db.tx(
                tx -> {
                    if (store.markRead(tx, writer.hold(tx, id).id())) {
                        writer.ring(tx, id);
                    }
                    return writer.hold(tx, id);
                });
    }

    private void stepIn(Tx tx, Conversation now, String assignee) {
        store.raiseFence(tx, now.id());
        store.assign(tx, now.id(), Optional.of(assignee));
        store.become(tx, now.id(), ConversationStatus.HUMAN_ACTIVE);
        jobs.withdraw(tx, Conversations.ANSWER, now.id());
    }

    private Conversation deed(
            UUID id, StaffPrincipal staff, String action, Map<String, Object> details, Deed deed) {
        Conversation done =
                db.tx(
                        tx -> {
                            Conversation before = writer.hold(tx, id);
                            deed.on(tx, before);
                            writer.ring(tx, id);
                            Conversation now = writer.hold(tx, id);
                            note(tx, staff, action, id, details);
                            return now;
                        });
        if (FENCING.contains(action)) {
            writer.clear(id);
        }
        return done;
    }

    /// Last in the transaction: others who write theirs wait from here on.
    private void note(
            Tx tx, StaffPrincipal staff, String action, UUID id, Map<String, Object> details) {
        audit.record(tx, staff, "conversation." + action, "conversation", id, details);
    }
}
