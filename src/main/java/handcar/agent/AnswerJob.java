package handcar.agent;

import handcar.chat.AgentTurn;
import handcar.chat.Citation;
import handcar.chat.Conversations;
import handcar.chat.Message;
import handcar.chat.live.LiveUpdates;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobQueue;
import handcar.jobs.JobResult;
import handcar.rag.CitationSources;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Answers a conversation. The run may die at any point: the job is then run again, from the start, under the same message
/// id, and the answer goes in together with the end of the job or not at all, so that none is answered twice.
public final class AnswerJob implements JobHandler {
    /// What a model is shown of the conversation.
    private static final int LAST_MESSAGES = 20;

    private static final String OWN_PAGE = "web";

    /// Somebody who never stops writing is answered all the same.
    private static final int MOST_WINDOWS = 4;

    private final Database db;
    private final JobQueue jobs;
    private final Conversations conversations;
    private final LiveUpdates live;
    private final Agents agents;
    private final AnswerGenerator writing;
    private final CitationSources sources;
    private final Duration window;

    /// @param window how long a customer of a provider has time to say more before they are answered
    public AnswerJob(
            Database db,
            JobQueue jobs,
            Conversations conversations,
            LiveUpdates live,
            Agents agents,
            AnswerGenerator writing,
            CitationSources sources,
            Duration window) {
        this.db = db;
        this.jobs = jobs;
        this.conversations = conversations;
        this.live = live;
        this.agents = agents;
        this.writing = writing;
        this.sources = sources;
        this.window = window;
    }

    @Override
    public JobResult run(Job job) {
        UUID id = conversation(job);
        AgentTurn turn = conversations.turn(id, LAST_MESSAGES);
        if (!turn.isDue()) {
            return new JobResult.Done();
        }
        Duration wait = stillWriting(turn);
        if (wait.isPositive()) {
            return new JobResult.Again(wait);
        }
        UUID messageId = UUID.fromString(job.payload().text("message_id").orElseThrow());
        LiveAnswerSink pieces =
                new LiveAnswerSink(live, conversations, turn.conversation(), messageId);
        try {
            Agent agent = agents.answering(turn.conversation().agentId());
            GeneratedAnswer written = writing.write(Question.of(agent, turn), pieces);
            db.tx(tx -> send(tx, job, turn, messageId, written));
            return new JobResult.Finished();
        } catch (LiveAnswerSink.Overtaken e) {
            return new JobResult.Done();
        }
    }

    /// How long to wait for a customer who goes on writing: a window after their last words, four after their first. Our own
    /// page shows that an answer is being written, and there nobody waits.
    private Duration stillWriting(AgentTurn turn) {
        if (turn.conversation().channel().equals(OWN_PAGE)) {
            return Duration.ZERO;
        }
        Instant now = Instant.now();
        List<Instant> open = turn.unanswered().map(Message::createdAt).toList();
        Instant quiet = open.getLast().plus(window);
        Instant latest = open.getFirst().plus(window.multipliedBy(MOST_WINDOWS));
        return Duration.between(now, quiet.isBefore(latest) ? quiet : latest);
    }

    private boolean send(Tx tx, Job job, AgentTurn turn, UUID messageId, GeneratedAnswer written) {
        jobs.finish(tx, job);
        if (written.ending() == GeneratedAnswer.Ending.WANTS_PERSON) {
            conversations.handOff(
                    tx,
                    turn.conversation().id(),
                    "the customer asked for a person",
                    written.text());
        } else {
            CitationResolver.Checked checked = standing(tx, written);
            conversations.reply(tx, turn.answer(messageId, checked.text(), checked.citations()));
        }
        return true;
    }

    /// Every quote is compared with the stored text in the transaction that sends it; what no longer stands there goes.
    private CitationResolver.Checked standing(Tx tx, GeneratedAnswer written) {
        List<Citation> standing =
                written.citations().stream()
                        .filter(
                                c ->
                                        sources.stands(
                                                tx, c.documentId(), c.start(), c.end(), c.quote()))
                        .toList();
        return standing.size() == written.citations().size()
                ? new CitationResolver.Checked(written.text(), standing)
                : CitationResolver.keeping(written.text(), standing);
    }

    @Override
    public void gaveUp(Tx tx, Job job, String reason) {
        UUID id = conversation(job);
        conversations
                .findTurn(tx, id, LAST_MESSAGES)
                .ifPresent(
                        turn -> conversations.giveUp(tx, id, reason, writing.gettingPerson(turn)));
    }

    private static UUID conversation(Job job) {
        return UUID.fromString(job.payload().text("conversation_id").orElseThrow());
    }
}
