package handcar.app;

import module java.base;

import handcar.agent.AgentRoutes;
import handcar.agent.Agents;
import handcar.agent.AnswerGenerator;
import handcar.agent.AnswerJob;
import handcar.agent.AssistRoutes;
import handcar.agent.DemoSeed;
import handcar.agent.HelpRoutes;
import handcar.agent.OptOutPhrases;
import handcar.agent.RunRoutes;
import handcar.agent.TranscriptionJob;
import handcar.channel.ChannelAccounts;
import handcar.chat.Conversations;
import handcar.jobs.JobSpec;
import handcar.rag.IngestJob;

import io.helidon.webserver.http.HttpService;

/// The agents, the job that answers, and the first agent of a new installation.
final class AgentModule implements Module {
    /// How many answers are written in parallel; each holds the memory of one model call.
    private static final int ANSWER_CONCURRENCY = 16;

    /// How much longer the lease is than the time limit of an answer, so that the run can store its result.
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /// How long a first start waits for its documents; a slow machine reads them while it serves.
    private static final Duration FIRST_DOCUMENTS = Duration.ofSeconds(20);

    private static final Duration LOOK = Duration.ofMillis(50);

    private final Infrastructure infra;
    private final OptOutPhrases phrases;
    private final Agents agents;
    private final ChannelAccounts accounts;
    private final DemoSeed demo;
    private final List<HttpService> routes;
    private final List<JobSpec> jobs;

    AgentModule(
            Infrastructure infra,
            AuthModule auth,
            Agents agents,
            OptOutPhrases phrases,
            KnowledgeModule knowledge,
            LlmModule llm,
            ChatModule chat) {
        this.infra = infra;
        this.phrases = phrases;
        this.agents = agents;
        this.accounts = chat.accounts();
        this.demo = new DemoSeed(infra.db(), infra.jobs(), agents, knowledge.documents());
        Duration limit = infra.config().answering().runTimeout();
        AnswerGenerator writing = new AnswerGenerator(knowledge.retriever(), llm.client(), limit);
        this.routes =
                List.of(
                        new AgentRoutes(
                                infra.db(),
                                agents,
                                writing,
                                knowledge.citations(),
                                auth.audit(),
                                auth.auth()),
                        new AssistRoutes(
                                auth.auth(), chat.conversations(), agents, writing, llm.client()),
                        new HelpRoutes(auth.auth(), writing, demo),
                        new RunRoutes(auth.auth(), chat.conversations(), infra.db()));
        AnswerJob answers =
                new AnswerJob(
                        infra.db(),
                        infra.jobs(),
                        chat.conversations(),
                        chat.live(),
                        agents,
                        writing,
                        knowledge.citations());
        this.jobs =
                List.of(
                        new TranscriptionJob(
                                        infra.db(),
                                        infra.jobs(),
                                        chat.conversations(),
                                        chat.files(),
                                        llm.transcription(),
                                        infra.config().models().timeout())
                                .spec(),
                        JobSpec.of(DemoSeed.KIND, 1, IngestJob.LEASE, demo).whenMemoryAllows(),
                        JobSpec.of(
                                Conversations.ANSWER,
                                ANSWER_CONCURRENCY,
                                limit.plus(MARGIN),
                                answers));
    }

    @Override
    public List<HttpService> routes() {
        return routes;
    }

    @Override
    public List<JobSpec> jobs() {
        return jobs;
    }

    @Override
    public void start() {
        phrases.load();
    }

    /// Gives an empty installation its first agent and waits until its documents are read, because people who open a new
    /// installation ask at once. Replicas that start together make one agent. Where channels are connected, customers write, and
    /// the guide answers none of them.
    void seed() throws InterruptedException {
        boolean planted = demo.seed();
        if (!accounts.all().isEmpty()) {
            agents.setGuideAside();
        }
        if (!planted) {
            return;
        }
        Instant end = Instant.now().plus(FIRST_DOCUMENTS);
        while (reading() && Instant.now().isBefore(end)) {
            Thread.sleep(LOOK);
        }
    }

    /// Whether documents are still being read. Vectors are not awaited: they need a provider, and documents are found by words
    /// without them.
    private boolean reading() {
        return infra.jobs().depths().stream()
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
