package handcar.app;

import handcar.agent.Agent;
import handcar.agent.AgentRoutes;
import handcar.agent.Agents;
import handcar.agent.AnswerGenerator;
import handcar.agent.AnswerJob;
import handcar.agent.DemoSeed;
import handcar.agent.OptOutPhrases;
import handcar.audit.Actor;
import handcar.audit.AuditLog;
import handcar.auth.Auth;
import handcar.channel.web.AgentDirectory;
import handcar.chat.Conversations;
import handcar.chat.live.LiveUpdates;
import handcar.llm.ModelRouter;
import handcar.rag.IngestJob;
import handcar.rag.NewDocument;

import io.helidon.webserver.http.HttpService;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The agents and how they answer, and the first of them, who knows the house itself.
final class AgentModule implements AutoCloseable {
    /// As many answers at once as there are model calls worth paying memory for.
    private static final int ANSWER_SEATS = 16;

    /// What a lease has left when a run was cut off at its limit: time to write down how it ended.
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /// How long a first start waits for its guide; a slow machine goes on shelving while it serves.
    private static final Duration SHELVING = Duration.ofSeconds(20);

    private static final Duration GLANCE = Duration.ofMillis(50);

    private final Infrastructure ground;
    private final KnowledgeModule shelves;
    private final Agents agents;
    private final OptOutPhrases phrases;
    private final AnswerGenerator writing;
    private final DemoSeed demo;

    AgentModule(Infrastructure ground, KnowledgeModule shelves, ModelRouter models) {
        this.ground = ground;
        this.shelves = shelves;
        this.agents = new Agents(ground.db(), ground.bells());
        this.phrases = new OptOutPhrases(agents, ground.bells());
        this.writing =
                new AnswerGenerator(
                        shelves.library(), models, ground.config().answering().runTimeout());
        this.demo = new DemoSeed(ground.db(), ground.jobs(), agents, this::shelve);
    }

    private void shelve(UUID agent, String title, String text) {
        shelves.documents()
                .add(Actor.system(), NewDocument.guide(agent, title, text).titled(title));
    }

    Agents agents() {
        return agents;
    }

    OptOutPhrases phrases() {
        return phrases;
    }

    /// An agent's id by its slug or id.
    Optional<UUID> id(String name) {
        return agents.find(name).map(Agent::id);
    }

    /// How an agent introduces itself to visitors: the default one if none is named.
    Optional<AgentDirectory.Card> card(Optional<String> name) {
        return name.map(agents::find)
                .orElseGet(agents::findDefault)
                .map(
                        agent ->
                                new AgentDirectory.Card(
                                        agent.id(),
                                        agent.slug(),
                                        agent.name(),
                                        agent.company(),
                                        agent.greeting(),
                                        agent.suggestions()));
    }

    HttpService routes(Auth auth, AuditLog audit) {
        return new AgentRoutes(ground.db(), agents, writing, audit, auth);
    }

    /// Whoever answers.
    void hire(Workers workers, Conversations conversations, LiveUpdates live) {
        workers.patientSeat(DemoSeed.KIND, 1, IngestJob.LEASE, demo);
        workers.seat(
                Conversations.ANSWER,
                ANSWER_SEATS,
                ground.config().answering().runTimeout().plus(MARGIN),
                new AnswerJob(
                        ground.db(),
                        ground.jobs(),
                        conversations,
                        live,
                        agents,
                        writing,
                        shelves.sources(),
                        ground.config().answering().burstWindow()));
    }

    /// Gives an empty house its first agent. Whoever opens the page of a new installation asks at once: the guide is on
    /// the shelf by then, or nearly.
    ///
    /// @return whether it did
    boolean plant() throws InterruptedException {
        if (!demo.plant()) {
            return false;
        }
        Instant end = Instant.now().plus(SHELVING);
        while (shelving() && Instant.now().isBefore(end)) {
            Thread.sleep(GLANCE);
        }
        return true;
    }

    /// Only what shelving takes: embedding waits for a provider, and words find the guide without it.
    private boolean shelving() {
        return ground.jobs().depths().stream()
                .filter(
                        depth ->
                                depth.kind().equals(DemoSeed.KIND)
                                        || depth.kind().equals(IngestJob.KIND))
                .anyMatch(depth -> depth.waiting() + depth.running() > 0);
    }

    @Override
    public void close() {
        phrases.close();
    }
}
