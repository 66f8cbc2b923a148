package handcar.agent;

import module java.base;

import handcar.chat.AgentTurn;
import handcar.chat.Citation;
import handcar.chat.Conversations;
import handcar.chat.live.LiveUpdates;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobQueue;
import handcar.jobs.JobResult;
import handcar.rag.CitationVerifier;

/// Answers a conversation. A run may die at any point: the job then runs again from the start, under the same message id. The
/// answer is stored in the transaction that ends the job, so no message is answered twice.
public final class AnswerJob implements JobHandler {
    /// How many messages of the conversation the model reads.
    private static final int LAST_MESSAGES = 20;

    private final Database db;
    private final JobQueue jobs;
    private final Conversations conversations;
    private final LiveUpdates live;
    private final Agents agents;
    private final AnswerGenerator generator;
    private final CitationVerifier citations;

    public AnswerJob(
            Database db,
            JobQueue jobs,
            Conversations conversations,
            LiveUpdates live,
            Agents agents,
            AnswerGenerator generator,
            CitationVerifier citations) {
        this.db = db;
        this.jobs = jobs;
        this.conversations = conversations;
        this.live = live;
        this.agents = agents;
        this.generator = generator;
        this.citations = citations;
    }

    @Override
    public JobResult run(Job job) {
        UUID id = conversation(job);
        AgentTurn turn = conversations.turn(id, LAST_MESSAGES);
        if (!turn.isDue()) {
            return new JobResult.Done();
        }
        Duration wait = conversations.burstWindow().remaining(turn);
        if (wait.isPositive()) {
            return new JobResult.Again(wait);
        }
        UUID messageId = UUID.fromString(job.payload().text("message_id").orElseThrow());
        LiveAnswerSink sink =
                new LiveAnswerSink(live, conversations, turn.conversation(), messageId);
        try {
            Agent agent = agents.answering(turn.conversation().agentId());
            GeneratedAnswer written = generator.write(Question.of(agent, turn), sink);
            db.runTx(tx -> send(tx, job, turn, messageId, written));
            return new JobResult.Finished();
        } catch (LiveAnswerSink.TakenOverException _) {
            return new JobResult.Done();
        }
    }

    private void send(Tx tx, Job job, AgentTurn turn, UUID messageId, GeneratedAnswer written) {
        jobs.finish(tx, job);
        if (written.ending() == GeneratedAnswer.Ending.WANTS_PERSON) {
            conversations.handOff(
                    tx,
                    turn.conversation().id(),
                    "the customer asked for a person",
                    written.text());
        } else {
            CitationResolver.Checked checked = verified(tx, written);
            conversations.reply(tx, turn.answer(messageId, checked.text(), checked.citations()));
        }
    }

    /// Compares every quote with the stored text in the transaction that sends it, and drops those that changed.
    private CitationResolver.Checked verified(Tx tx, GeneratedAnswer written) {
        List<Citation> verified =
                written.citations().stream()
                        .filter(
                                c ->
                                        citations.isVerbatim(
                                                tx, c.documentId(), c.start(), c.end(), c.quote()))
                        .toList();
        return verified.size() == written.citations().size()
                ? new CitationResolver.Checked(written.text(), verified)
                : CitationResolver.keeping(written.text(), verified);
    }

    @Override
    public void gaveUp(Tx tx, Job job, String reason) {
        UUID id = conversation(job);
        conversations
                .findTurn(tx, id, LAST_MESSAGES)
                .ifPresent(
                        turn ->
                                conversations.giveUp(
                                        tx, id, reason, generator.gettingPerson(turn)));
    }

    private static UUID conversation(Job job) {
        return UUID.fromString(job.payload().text("conversation_id").orElseThrow());
    }
}
