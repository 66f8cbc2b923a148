package handcar.chat;

import handcar.account.Audit;
import handcar.account.Staff;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.work.Jobs;

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
public final class Desk {
    /// A pause without an end.
    static final Instant UNTIL_RESUMED = Instant.parse("9999-12-31T00:00:00Z");

    /// Deeds that return only when nothing of the bot is on its way any more.
    private static final Set<String> FENCING = Set.of("taken_over", "released", "paused", "closed");

    private final Database db;
    private final Jobs jobs;
    private final Voice voice;
    private final Intake intake;
    private final Audit audit;
    private final ChatStore store;

    /// One deed on a conversation that is held meanwhile.
    private interface Deed {
        void on(Tx tx, Conversation now);
    }

    public Desk(Database db, Jobs jobs, Conversations conversations, Audit audit) {
        this.db = db;
        this.jobs = jobs;
        this.voice = conversations.voice();
        this.intake = conversations.intake();
        this.audit = audit;
        this.store = new ChatStore(db);
    }

    /// How messages and assignments name a member of staff: the user's id, or what kind of proof stood for one.
    public static String name(Staff staff) {
        return staff.id()
                .map(UUID::toString)
                .orElseGet(() -> staff.kind().name().toLowerCase(Locale.ROOT));
    }

    /// A person answers: the conversation is theirs, and the first one to answer it is its assignee.
    public Received reply(UUID id, Staff staff, Incoming reply) {
        Received received = db.tx(tx -> reply(tx, id, staff, reply));
        voice.clear(id);
        return received;
    }

    private Received reply(Tx tx, UUID id, Staff staff, Incoming reply) {
        Conversation now = voice.hold(tx, id);
        Optional<Message> before = store.byClientId(tx, id, Author.STAFF, reply.clientId());
        if (before.isPresent()) {
            return new Received(before.get(), false);
        }
        stepIn(tx, now, now.assignee().orElseGet(() -> name(staff)));
        Message message = voice.say(tx, now, NewMessage.by(name(staff), reply));
        store.answered(tx, id, now.contactSeq());
        note(tx, staff, "replied", id, Map.of("message_id", message.id().toString()));
        return new Received(message, true);
    }

    /// A remark among staff; the customer never sees it, and who answers does not change.
    public Message note(UUID id, Staff staff, Incoming remark) {
        return db.tx(
                tx -> {
                    voice.hold(tx, id);
                    Message message = store.note(tx, id, NewMessage.by(name(staff), remark));
                    voice.ring(tx, id, message);
                    note(tx, staff, "noted", id, Map.of("message_id", message.id().toString()));
                    return message;
                });
    }

    /// A person takes the conversation from whoever has it.
    public Conversation takeover(UUID id, Staff staff) {
        return deed(id, staff, "taken_over", Map.of(), (tx, now) -> stepIn(tx, now, name(staff)));
    }

    /// The bot goes on, beginning with what the customer said meanwhile.
    public Conversation release(UUID id, Staff staff) {
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
                    store.become(tx, id, Status.AI_ACTIVE);
                    intake.ask(tx, voice.hold(tx, id));
                });
    }

    /// The bot is silent for a while, or until it is resumed; an answer being written is not sent.
    public Conversation pause(UUID id, Staff staff, Optional<Duration> length) {
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
                    intake.ask(tx, voice.hold(tx, id));
                });
    }

    /// The pause ends, and what the customer said in it is answered.
    public Conversation resume(UUID id, Staff staff) {
        return deed(
                id,
                staff,
                "resumed",
                Map.of(),
                (tx, now) -> {
                    store.pause(tx, id, Optional.empty());
                    intake.ask(tx, voice.hold(tx, id));
                });
    }

    /// Somebody, or nobody, is to care for it. Who answers does not change.
    public Conversation assign(UUID id, Staff staff, Optional<String> assignee) {
        return deed(
                id,
                staff,
                "assigned",
                Map.of("assignee", assignee.orElse("none")),
                (tx, now) -> store.assign(tx, id, assignee));
    }

    /// It is settled; the customer's next message opens it again.
    public Conversation close(UUID id, Staff staff) {
        return deed(
                id,
                staff,
                "closed",
                Map.of(),
                (tx, now) -> {
                    store.raiseFence(tx, id);
                    store.answered(tx, id, now.contactSeq());
                    store.markRead(tx, id);
                    store.become(tx, id, Status.CLOSED);
                    jobs.withdraw(tx, Conversations.ANSWER, id);
                });
    }

    /// It is not settled after all: its assignee has it again, or the bot when there is none.
    public Conversation reopen(UUID id, Staff staff) {
        return deed(
                id,
                staff,
                "reopened",
                Map.of(),
                (tx, now) -> {
                    boolean assigned = now.assignee().isPresent();
                    if (now.status() == Status.CLOSED) {
                        store.become(tx, id, assigned ? Status.HUMAN_ACTIVE : Status.AI_ACTIVE);
                    }
                });
    }

    /// The whole set of tags, each once.
    public Conversation tag(UUID id, Staff staff, List<String> tags) {
        List<String> once = tags.stream().distinct().toList();
        return deed(
                id, staff, "tagged", Map.of("tags", once), (tx, now) -> store.tag(tx, id, once));
    }

    /// How soon somebody should look.
    public Conversation prioritize(UUID id, Staff staff, Priority priority) {
        return deed(
                id,
                staff,
                "prioritized",
                Map.of("priority", priority.wire()),
                (tx, now) -> store.prioritize(tx, id, priority));
    }

    /// Where the customer stands in the funnel.
    public Conversation stage(UUID id, Staff staff, Optional<String> stage) {
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
                    if (store.markRead(tx, voice.hold(tx, id).id())) {
                        voice.ring(tx, id);
                    }
                    return voice.hold(tx, id);
                });
    }

    private void stepIn(Tx tx, Conversation now, String assignee) {
        store.raiseFence(tx, now.id());
        store.assign(tx, now.id(), Optional.of(assignee));
        store.become(tx, now.id(), Status.HUMAN_ACTIVE);
        jobs.withdraw(tx, Conversations.ANSWER, now.id());
    }

    private Conversation deed(
            UUID id, Staff staff, String action, Map<String, Object> details, Deed deed) {
        Conversation done =
                db.tx(
                        tx -> {
                            Conversation before = voice.hold(tx, id);
                            deed.on(tx, before);
                            voice.ring(tx, id);
                            Conversation now = voice.hold(tx, id);
                            note(tx, staff, action, id, details);
                            return now;
                        });
        if (FENCING.contains(action)) {
            voice.clear(id);
        }
        return done;
    }

    /// Last in the transaction: others who write theirs wait from here on.
    private void note(Tx tx, Staff staff, String action, UUID id, Map<String, Object> details) {
        audit.record(tx, staff, "conversation." + action, "conversation", id, details);
    }
}
