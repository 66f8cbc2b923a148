package handcar.chat;

import handcar.db.Tx;
import handcar.db.UuidV7;
import handcar.jobs.JobQueue;
import handcar.jobs.JobRequest;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What customers say, and when the agent is asked to answer it.
final class MessageIntake {
    /// A bot asked at the very end of its pause would still see it by a clock that is a little behind.
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    private final ChatStore store;
    private final ArrivalStore rows = new ArrivalStore();
    private final MessageWriter writer;
    private final JobQueue jobs;
    private final MessageLimits limits;
    private final OptOutHandler optOuts;

    MessageIntake(
            ChatStore store,
            MessageWriter writer,
            JobQueue jobs,
            MessageLimits limits,
            OptOutHandler optOuts) {
        this.store = store;
        this.writer = writer;
        this.jobs = jobs;
        this.limits = limits;
        this.optOuts = optOuts;
    }

    /// The customer says something on our own widget, which is answered at once.
    ReceiveResult receive(Tx tx, UUID id, MessageInput incoming) {
        Conversation now = writer.hold(tx, id);
        Optional<Message> before = store.byClientId(tx, id, Author.CONTACT, incoming.clientId());
        if (before.isPresent()) {
            return new ReceiveResult(before.get(), false);
        }
        if (now.status() == ConversationStatus.CLOSED) {
            store.become(tx, id, ConversationStatus.AI_ACTIVE);
        }
        Message message = writer.say(tx, now, MessageDraft.from(incoming));
        if (optOuts.obey(tx, now.agentId(), id, message.seq(), message.content())) {
            writer.ring(tx, id);
        } else if (saysTooMuch(tx, now)) {
            store.happen(tx, id, "error", tooMany());
        } else {
            ask(tx, writer.hold(tx, id));
        }
        return new ReceiveResult(message, true);
    }

    private boolean saysTooMuch(Tx tx, Conversation conversation) {
        String[] contact = {conversation.contact().id().toString()};
        return !rows.loud(tx, contact, limits).isEmpty();
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
        if (now.status() != ConversationStatus.AI_ACTIVE || !now.awaitsAnswer()) {
            return;
        }
        if (now.isPaused()
                && now.botPausedUntil().equals(Optional.of(StaffActions.UNTIL_RESUMED))) {
            return;
        }
        JobRequest job = answering(now.id());
        jobs.enqueue(
                tx,
                now.isPaused() ? job.dueAt(endOfPause(now.botPausedUntil().orElseThrow())) : job);
    }

    /// The job by which the agent is asked.
    static JobRequest answering(UUID conversation) {
        return JobRequest.of(Conversations.ANSWER)
                .about(conversation)
                .with(
                        Map.of(
                                "conversation_id",
                                conversation.toString(),
                                "message_id",
                                UuidV7.next().toString()));
    }

    static Instant endOfPause(Instant until) {
        return until.plus(CLOCKS_DIFFER);
    }
}
