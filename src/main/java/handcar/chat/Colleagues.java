package handcar.chat;

import handcar.audit.Actor;
import handcar.audit.AuditLog;
import handcar.db.Tx;
import handcar.jobs.JobQueue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What people do who work elsewhere: in the provider's own app, in Slack, in another inbox. They hold a conversation like
/// staff at the [StaffActions]: the fence rises, and no answer the bot had begun comes after them.
public final class Colleagues {
    /// Somebody who answers from a phone seldom says that they have finished: the bot waits so long after their last word.
    public static final Duration PAUSE = Duration.ofHours(1);

    private final ChatStore store;
    private final MessageWriter writer;
    private final MessageIntake intake;
    private final JobQueue jobs;
    private final AuditLog audit;

    public Colleagues(Conversations conversations, JobQueue jobs, AuditLog audit) {
        this.store = conversations.store();
        this.writer = conversations.voice();
        this.intake = conversations.intake();
        this.jobs = jobs;
        this.audit = audit;
    }

    /// A person answered in the provider's own app: the customer has read it already. The conversation is theirs when
    /// `owns`; otherwise the bot pauses. Empty when it was told before.
    public Optional<Message> answered(Tx tx, UUID id, String who, MessageInput said, boolean owns) {
        Conversation now = writer.hold(tx, id);
        if (store.byClientId(tx, id, Author.STAFF, said.clientId()).isPresent()) {
            return Optional.empty();
        }
        silence(tx, now, who, owns);
        Message message = writer.say(tx, now, MessageDraft.elsewhere(who, said));
        store.answered(tx, id, now.contactSeq());
        note(tx, who, "answered_elsewhere", id);
        return Optional.of(message);
    }

    /// A person answers from a tool of theirs: it is sent to the customer, and the conversation is theirs. Empty when it was
    /// told before.
    public Optional<Message> reply(Tx tx, UUID id, String who, MessageInput reply) {
        Conversation now = writer.hold(tx, id);
        if (store.byClientId(tx, id, Author.STAFF, reply.clientId()).isPresent()) {
            return Optional.empty();
        }
        silence(tx, now, who, true);
        Message message = writer.say(tx, now, MessageDraft.by(who, reply));
        store.answered(tx, id, now.contactSeq());
        note(tx, who, "replied_elsewhere", id);
        return Optional.of(message);
    }

    /// A person took the conversation.
    public void takeOver(Tx tx, UUID id, String who) {
        Conversation now = writer.hold(tx, id);
        if (now.status() != ConversationStatus.HUMAN_ACTIVE) {
            silence(tx, now, who, true);
            writer.ring(tx, id);
            note(tx, who, "taken_over", id);
        }
    }

    /// The bot goes on, beginning with what the customer said meanwhile.
    public void release(Tx tx, UUID id, String who) {
        Conversation now = writer.hold(tx, id);
        if (now.status() == ConversationStatus.AI_ACTIVE && !now.isPaused()) {
            return;
        }
        store.raiseFence(tx, id);
        store.assign(tx, id, Optional.empty());
        store.pause(tx, id, Optional.empty());
        store.giveReason(tx, id, Optional.empty());
        store.become(tx, id, ConversationStatus.AI_ACTIVE);
        intake.ask(tx, writer.hold(tx, id));
        writer.ring(tx, id);
        note(tx, who, "released", id);
    }

    /// It is settled; the customer's next message opens it again.
    public void close(Tx tx, UUID id, String who) {
        Conversation now = writer.hold(tx, id);
        if (now.status() == ConversationStatus.CLOSED) {
            return;
        }
        store.raiseFence(tx, id);
        store.answered(tx, id, now.contactSeq());
        store.markRead(tx, id);
        store.become(tx, id, ConversationStatus.CLOSED);
        jobs.withdraw(tx, Conversations.ANSWER, id);
        writer.ring(tx, id);
        note(tx, who, "closed", id);
    }

    private void silence(Tx tx, Conversation now, String who, boolean owns) {
        store.raiseFence(tx, now.id());
        jobs.withdraw(tx, Conversations.ANSWER, now.id());
        if (owns) {
            store.assign(tx, now.id(), Optional.of(now.assignee().orElse(who)));
            store.become(tx, now.id(), ConversationStatus.HUMAN_ACTIVE);
        } else if (!now.isPaused()
                || now.botPausedUntil().orElseThrow().isBefore(Instant.now().plus(PAUSE))) {
            store.pause(tx, now.id(), Optional.of(Instant.now().plus(PAUSE)));
        }
    }

    /// Last in what is done to a conversation: others who write into the log wait from here on.
    private void note(Tx tx, String who, String action, UUID id) {
        audit.record(
                tx,
                new Actor("colleague", Optional.empty(), who),
                "conversation." + action,
                "conversation",
                id,
                Map.of("who", who));
    }
}
