package handcar.app;

import module java.base;

import handcar.agent.Agent;
import handcar.agent.Agents;
import handcar.agent.OptOutPhrases;
import handcar.auth.LoginMethods;
import handcar.config.Config;
import handcar.http.MemoryBudget;
import handcar.http.MemoryPressure;
import handcar.http.RateLimiter;
import handcar.http.server.Server;
import handcar.http.stream.EventStreams;
import handcar.jobs.JobWorker;
import handcar.llm.proxy.GatewayRoutes;
import handcar.ops.AuditRoutes;
import handcar.ops.SecurityEventRoutes;
import handcar.ops.health.BudgetRoutes;
import handcar.ops.health.ComponentChecks;
import handcar.ops.health.HealthChecks;
import handcar.ops.health.HealthRoutes;
import handcar.ops.health.MemoryMonitor;
import handcar.ops.health.StartupSteps;
import handcar.ops.metrics.Metrics;
import handcar.ops.metrics.MetricsScrape;

import io.helidon.webserver.http.HttpService;

/// The whole server: builds every part with `new`, starts the modules in the order of their list and closes them in the
/// reverse order.
public final class Application implements AutoCloseable {
    /// The version of this build; a test compares it with the project's version.
    static final String VERSION = "0.1.0";

    /// How long running jobs may take when the server stops. Hosts kill after ten seconds, and requests under way get two
    /// more than this. A job that is cut off is taken over by the next process.
    private static final Duration DRAIN = Duration.ofSeconds(5);

    /// The same after a start that failed, when nobody waits for an answer.
    private static final Duration DRAIN_UNSTARTED = Duration.ofSeconds(1);

    private final StartupSteps startup =
            new StartupSteps("database", "migrations", "modules", "jobs", "guide");
    private final Metrics metrics = new Metrics();
    private final MemoryMonitor memory = new MemoryMonitor();
    private final MemoryBudget load = new MemoryBudget(memory);
    private final Infrastructure infra;
    private final LlmModule llm;
    private final GatewayRoutes gateway;
    private final EventStreams streams;
    private final AgentModule agency;
    private final LoginMethods logins;
    private final List<Module> modules;
    private final List<JobWorker> workers;
    private Optional<Server> server = Optional.empty();

    public Application(Config config) {
        metrics.strain(memory);
        infra = Infrastructure.open(config, metrics);
        RateLimiter perMinute = infra.requestsPerMinute();
        Agents agents = new Agents(infra.db(), infra.notifications());
        Function<String, Optional<UUID>> agentId = name -> agents.find(name).map(Agent::id);
        OptOutPhrases phrases = new OptOutPhrases(agents, infra.notifications());

        AuthModule auth = AuthModule.of(infra, perMinute, agentId);
        LoginModule login = LoginModule.of(infra, auth);
        logins = login.logins();
        llm = new LlmModule(infra);
        KnowledgeModule knowledge = KnowledgeModule.of(infra, auth, llm.embedder(), agents, load);
        gateway =
                llm.gateway(
                        auth.auth(),
                        question -> knowledge.quote(question, agents),
                        infra.redis(),
                        perMinute);
        ChatModule chat = ChatModule.of(infra, auth.audit(), ChannelModule.providers(), phrases);
        agency = new AgentModule(infra, auth, agents, phrases, knowledge, llm, chat);
        streams = new EventStreams(auth.clients());
        metrics.streams(streams::size);
        ChannelModule channels = new ChannelModule(infra, auth, chat, agentId);
        modules =
                List.of(
                        // its routes come first: programs ask thousands of times a second
                        () -> List.of(gateway),
                        chat,
                        channels,
                        () -> ops(auth, channels),
                        GatewayModule.of(infra, auth, llm),
                        auth,
                        login,
                        agency,
                        knowledge,
                        new InboxModule(infra, streams, auth, chat, knowledge, agentId),
                        WebModule.of(
                                infra,
                                perMinute,
                                streams,
                                auth,
                                chat,
                                agents,
                                knowledge.citations()));
        workers =
                modules.stream()
                        .flatMap(module -> module.jobs().stream())
                        .map(
                                spec ->
                                        new JobWorker(
                                                infra.jobs(),
                                                infra.notifications(),
                                                spec,
                                                () -> !spec.deferrable() || memoryAllows()))
                        .toList();
    }

    private boolean memoryAllows() {
        return memory.now() == MemoryPressure.NONE;
    }

    /// Health, metrics, the audit log and dead jobs.
    private List<HttpService> ops(AuthModule auth, ChannelModule channels) {
        Config config = infra.config();
        HealthChecks checks =
                new HealthChecks(
                        Stream.concat(
                                        ComponentChecks.of(
                                                infra.db(),
                                                infra.jobs(),
                                                memory,
                                                llm.router(),
                                                llm.budget(),
                                                infra.redis())
                                                .stream(),
                                        Stream.of(channels.check()))
                                .toList());
        return List.of(
                new HealthRoutes(
                        auth.auth(),
                        startup,
                        checks,
                        new MetricsScrape(metrics, infra.jobs(), llm.budget()),
                        VERSION,
                        config.server(),
                        config.deployment()),
                new BudgetRoutes(auth.auth(), llm.budget()),
                new SecurityEventRoutes(auth.auth(), auth.events()),
                new AuditRoutes(auth.auth(), infra.db(), auth.audit(), infra.jobs()));
    }

    /// Listens first, so that the health pages tell what the start waits for. What a step throws ends the start.
    public void start() throws Exception {
        Server listening =
                Server.start(
                        Server.Options.from(infra.config()),
                        rules ->
                                modules.forEach(module -> module.routes().forEach(rules::register)),
                        streams,
                        metrics,
                        load,
                        startup::started);
        server = Optional.of(listening);
        memory.start(streams::relieve, gateway::relieve);
        startup.run("database", infra::connect);
        startup.run("migrations", infra::migrate);
        startup.run("modules", () -> modules.forEach(Module::start));
        startup.run("jobs", this::work);
        startup.run("guide", agency::seed);
    }

    private void work() {
        infra.listen();
        JobWorker.startAll(infra.jobs(), workers);
    }

    /// The port it listens on.
    public int port() {
        return server.orElseThrow().port();
    }

    /// A code for the link that logs an owner in, once.
    String loginCode() {
        return logins.loginCode();
    }

    /// Whether somebody can log in as an owner with a password.
    boolean hasOwner() {
        return logins.hasOwner();
    }

    /// Every route it answers, as `GET /health`; what the API's description is compared with.
    public List<String> routes() {
        return server.orElseThrow().routes();
    }

    /// Tells listeners to connect to another server, waits for what runs, and closes everything. Answers to the end, so
    /// that probes read that it is no longer ready.
    @Override
    public void close() {
        boolean started = startup.started();
        startup.drain();
        workers.forEach(JobWorker::close);
        server.ifPresent(Server::drain);
        Instant end = Instant.now().plus(started ? DRAIN : DRAIN_UNSTARTED);
        workers.forEach(worker -> worker.stop(end));
        server.ifPresent(Server::close);
        memory.close();
        modules.reversed().forEach(Module::close);
        llm.close();
        infra.close();
    }
}
