package handcar.agent;

import module java.base;

import handcar.chat.AgentTurn;
import handcar.chat.Citation;
import handcar.chat.Conversations;
import handcar.chat.OnlyTextNotice;
import handcar.chat.ReplyResult;
import handcar.chat.UnansweredReason;
import handcar.chat.live.LiveUpdates;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.db.UuidV7;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobQueue;
import handcar.jobs.JobResult;
import handcar.problem.Problem;
import handcar.rag.CitationVerifier;

/// Answers a conversation. A run may die at any point: the job then runs again from the start, under the same message id. The
/// answer is stored in the transaction that ends the job, so no message is answered twice.
public final class AnswerJob implements JobHandler {
    /// How many messages of the conversation the model reads.
    private static final int LAST_MESSAGES = 20;

    /// How soon an answer is written anew after a document it cites was changed; long enough for the change to be committed.
    private static final Duration AFRESH = Duration.ofMillis(200);

    private final Database db;
    private final JobQueue jobs;
    private final Conversations conversations;
    private final LiveUpdates live;
    private final Agents agents;
    private final AnswerGenerator generator;
    private final CitationVerifier citations;
    private final OnlyTextNotice onlyText;
    private final RunStore runs;

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
        this.onlyText = new OnlyTextNotice(conversations);
        this.runs = new RunStore(db);
    }

    /// A run whose conversation is joined into another one meanwhile is over: the join asked the agent there.
    @Override
    public JobResult run(Job job) {
        try {
            return answer(job);
        } catch (Problem.NotFound e) {
            if (conversations.exists(conversation(job))) {
                throw e;
            }
            return new JobResult.Done();
        }
    }

    private JobResult answer(Job job) {
        UUID id = conversation(job);
        AgentTurn turn = conversations.turn(id, LAST_MESSAGES);
        if (!turn.isDue() && !turn.isWordless()) {
            return new JobResult.Done();
        }
        Duration wait =
                Collections.max(
                        List.of(
                                conversations.burstWindow().remaining(turn),
                                turn.transcriptWait()));
        if (wait.isPositive()) {
            return new JobResult.Again(wait);
        }
        if (turn.isWordless()) {
            return tellOnlyText(job, turn);
        }
        if (turn.isLoop()) {
            return callPerson(job, id);
        }
        UUID messageId = UUID.fromString(job.payload().text("message_id").orElseThrow());
        LiveAnswerSink sink =
                new LiveAnswerSink(live, conversations, turn.conversation(), messageId);
        Instant begun = Instant.now();
        try {
            Agent agent = agents.answering(turn.conversation().agentId());
            Question question = Question.of(agent, turn);
            GeneratedAnswer written = generator.write(question, sink);
            String notice = notice(written, question);
            boolean sent = db.tx(tx -> send(tx, job, turn, messageId, written, notice, begun));
            return sent ? new JobResult.Finished() : new JobResult.Again(AFRESH);
        } catch (LiveAnswerSink.TakenOverException _) {
            return new JobResult.Done();
        }
    }

    /// Without a word to the other side, which would answer it, too.
    private JobResult callPerson(Job job, UUID id) {
        db.runTx(
                tx -> {
                    jobs.finish(tx, job);
                    conversations.callPerson(tx, id, UnansweredReason.LOOP.wire());
                });
        return new JobResult.Finished();
    }

    private JobResult tellOnlyText(Job job, AgentTurn turn) {
        Agent agent = agents.answering(turn.conversation().agentId());
        String language = Question.of(agent, turn).language(List.of());
        db.runTx(
                tx -> {
                    jobs.finish(tx, job);
                    onlyText.tell(tx, turn.conversation().id(), LAST_MESSAGES, language);
                });
        return new JobResult.Finished();
    }

    /// @return whether it was sent; not when a document it cites was changed while it was written, because nobody knows then
    ///     whether its statements still stand
    private boolean send(
            Tx tx,
            Job job,
            AgentTurn turn,
            UUID messageId,
            GeneratedAnswer written,
            String notice,
            Instant begun) {
        Optional<List<Citation>> standing = standing(tx, written);
        if (standing.isEmpty()) {
            return false;
        }
        jobs.finish(tx, job);
        boolean answered =
                !written.ending().isAnswer()
                        || conversations.reply(
                                        tx, turn.answer(messageId, written.text(), standing.get()))
                                instanceof ReplyResult.Sent;
        if (answered && written.ending().isAnswer()) {
            UUID run = UuidV7.next();
            runs.add(tx, run, messageId, turn.conversation().agentId(), written, begun);
            conversations.writtenInRun(tx, messageId, run);
        }
        if (answered && written.ending().needsPerson()) {
            conversations.handOff(
                    tx, turn.conversation().id(), written.ending().handOffReason(), notice);
        }
        return true;
    }

    /// What the customer reads when a person is called.
    private String notice(GeneratedAnswer written, Question question) {
        return written.ending().isAnswer() ? generator.gettingPerson(question) : written.text();
    }

    /// The citations with their pages; empty when a quote is no longer in its document.
    private Optional<List<Citation>> standing(Tx tx, GeneratedAnswer written) {
        boolean all =
                written.citations().stream()
                        .allMatch(
                                c ->
                                        citations.isVerbatim(
                                                tx, c.documentId(), c.start(), c.end(), c.quote()));
        return all ? Optional.of(written.paged(citations, tx).citations()) : Optional.empty();
    }

    @Override
    public void gaveUp(Tx tx, Job job, String reason) {
        UUID id = conversation(job);
        conversations
                .findTurn(tx, id, LAST_MESSAGES)
                .ifPresent(
                        turn ->
                                conversations.giveUp(
                                        tx,
                                        id,
                                        reason,
                                        generator.gettingPerson(
                                                agents.findAnswering(
                                                        tx, turn.conversation().agentId()),
                                                turn)));
    }

    private static UUID conversation(Job job) {
        return UUID.fromString(job.payload().text("conversation_id").orElseThrow());
    }
}
