package handcar.chat;

import handcar.db.Ids;
import handcar.db.Tx;
import handcar.work.Jobs;
import handcar.work.NewJob;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What customers say, and when the agent is asked to answer it.
final class Intake {
    /// A bot asked at the very end of its pause would still see it by a clock that is a little behind.
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    private final ChatStore store;
    private final ArrivalStore rows = new ArrivalStore();
    private final Voice voice;
    private final Jobs jobs;
    private final Limits limits;
    private final Obedience obedience;

    Intake(ChatStore store, Voice voice, Jobs jobs, Limits limits, Obedience obedience) {
        this.store = store;
        this.voice = voice;
        this.jobs = jobs;
        this.limits = limits;
        this.obedience = obedience;
    }

    /// The customer says something on our own widget, which is answered at once.
    Received receive(Tx tx, UUID id, Incoming incoming) {
        Conversation now = voice.hold(tx, id);
        Optional<Message> before = store.byClientId(tx, id, Author.CONTACT, incoming.clientId());
        if (before.isPresent()) {
            return new Received(before.get(), false);
        }
        if (now.status() == Status.CLOSED) {
            store.become(tx, id, Status.AI_ACTIVE);
        }
        Message message = voice.say(tx, now, NewMessage.from(incoming));
        if (obedience.obey(tx, now.agentId(), id, message.seq(), message.content())) {
            voice.ring(tx, id);
        } else if (saysTooMuch(tx, now)) {
            store.happen(tx, id, "error", tooMany());
        } else {
            ask(tx, voice.hold(tx, id));
        }
        return new Received(message, true);
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
        if (now.status() != Status.AI_ACTIVE || !now.awaitsAnswer()) {
            return;
        }
        if (now.isPaused() && now.botPausedUntil().equals(Optional.of(Desk.UNTIL_RESUMED))) {
            return;
        }
        NewJob job = answering(now.id());
        jobs.enqueue(
                tx,
                now.isPaused() ? job.dueAt(endOfPause(now.botPausedUntil().orElseThrow())) : job);
    }

    /// The job by which the agent is asked.
    static NewJob answering(UUID conversation) {
        return NewJob.of(Conversations.ANSWER)
                .about(conversation)
                .with(
                        Map.of(
                                "conversation_id",
                                conversation.toString(),
                                "message_id",
                                Ids.next().toString()));
    }

    static Instant endOfPause(Instant until) {
        return until.plus(CLOCKS_DIFFER);
    }
}
