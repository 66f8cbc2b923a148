package handcar;

import handcar.account.Actor;
import handcar.account.Audit;
import handcar.account.Door;
import handcar.agent.Agent;
import handcar.agent.AgentRoutes;
import handcar.agent.Agents;
import handcar.agent.AnswerJob;
import handcar.agent.Demo;
import handcar.agent.StopPhrases;
import handcar.agent.Writing;
import handcar.channel.web.Cards;
import handcar.chat.Conversations;
import handcar.chat.Live;
import handcar.gateway.Models;
import handcar.rag.Ingest;
import handcar.rag.NewDocument;

import io.helidon.webserver.http.HttpService;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The agents and how they answer, and the first of them, who knows the house itself.
final class Agency implements AutoCloseable {
    /// As many answers at once as there are model calls worth paying memory for.
    private static final int ANSWER_SEATS = 16;

    /// What a lease has left when a run was cut off at its limit: time to write down how it ended.
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /// How long a first start waits for its guide; a slow machine goes on shelving while it serves.
    private static final Duration SHELVING = Duration.ofSeconds(20);

    private static final Duration GLANCE = Duration.ofMillis(50);

    private final Ground ground;
    private final Shelves shelves;
    private final Agents agents;
    private final StopPhrases phrases;
    private final Writing writing;
    private final Demo demo;

    Agency(Ground ground, Shelves shelves, Models models) {
        this.ground = ground;
        this.shelves = shelves;
        this.agents = new Agents(ground.db(), ground.bells());
        this.phrases = new StopPhrases(agents, ground.bells());
        this.writing =
                new Writing(shelves.library(), models, ground.config().answering().runTimeout());
        this.demo = new Demo(ground.db(), ground.jobs(), agents, this::shelve);
    }

    private void shelve(UUID agent, String title, String text) {
        shelves.documents()
                .add(Actor.system(), NewDocument.guide(agent, title, text).titled(title));
    }

    Agents agents() {
        return agents;
    }

    StopPhrases phrases() {
        return phrases;
    }

    /// An agent's id by its slug or id.
    Optional<UUID> id(String name) {
        return agents.find(name).map(Agent::id);
    }

    /// How an agent introduces itself to visitors: the default one if none is named.
    Optional<Cards.Card> card(Optional<String> name) {
        return name.map(agents::find)
                .orElseGet(agents::findDefault)
                .map(
                        agent ->
                                new Cards.Card(
                                        agent.id(),
                                        agent.slug(),
                                        agent.name(),
                                        agent.company(),
                                        agent.greeting(),
                                        agent.suggestions()));
    }

    HttpService routes(Door door, Audit audit) {
        return new AgentRoutes(ground.db(), agents, writing, audit, door);
    }

    /// Whoever answers.
    void hire(Crew crew, Conversations conversations, Live live) {
        crew.patientSeat(Demo.KIND, 1, Ingest.LEASE, demo);
        crew.seat(
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
                .filter(depth -> depth.kind().equals(Demo.KIND) || depth.kind().equals(Ingest.KIND))
                .anyMatch(depth -> depth.waiting() + depth.running() > 0);
    }

    @Override
    public void close() {
        phrases.close();
    }
}
