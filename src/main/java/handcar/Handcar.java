package handcar;

import handcar.account.AccountRoutes;
import handcar.account.Actor;
import handcar.account.ApiKeys;
import handcar.account.Audit;
import handcar.account.Door;
import handcar.account.KeyRoutes;
import handcar.account.Sessions;
import handcar.account.Users;
import handcar.account.VisitorTokens;
import handcar.agent.Agent;
import handcar.agent.AgentRoutes;
import handcar.agent.Agents;
import handcar.agent.AnswerJob;
import handcar.agent.Demo;
import handcar.agent.StopPhrases;
import handcar.agent.Writing;
import handcar.channel.web.Cards;
import handcar.channel.web.Excerpts;
import handcar.channel.web.WebRoutes;
import handcar.chat.Citation;
import handcar.chat.Conversations;
import handcar.chat.Desk;
import handcar.chat.Live;
import handcar.config.Config;
import handcar.db.Database;
import handcar.db.FirstContact;
import handcar.db.Migrations;
import handcar.gateway.Daybook;
import handcar.gateway.Embedder;
import handcar.gateway.Embeddings;
import handcar.gateway.Gateway;
import handcar.gateway.GatewayRoutes;
import handcar.gateway.GatewayStore;
import handcar.gateway.Ledger;
import handcar.gateway.Models;
import handcar.gateway.Spending;
import handcar.http.Clients;
import handcar.http.EventStreams;
import handcar.http.Load;
import handcar.http.RateLimit;
import handcar.http.Server;
import handcar.http.StaticFiles;
import handcar.http.Strain;
import handcar.http.TokenBuckets;
import handcar.inbox.InboxEvents;
import handcar.inbox.InboxRoutes;
import handcar.net.Guard;
import handcar.net.NetSettings;
import handcar.net.NetSettings.BreakerRule;
import handcar.net.Outgoing;
import handcar.net.Retries;
import handcar.ops.DatabaseProbe;
import handcar.ops.Memory;
import handcar.ops.Metrics;
import handcar.ops.ModelProbe;
import handcar.ops.OpsRoutes;
import handcar.ops.Probe;
import handcar.ops.Probes;
import handcar.ops.RecordRoutes;
import handcar.ops.RedisProbe;
import handcar.ops.Scrape;
import handcar.ops.Startup;
import handcar.rag.Document;
import handcar.rag.DocumentRoutes;
import handcar.rag.Documents;
import handcar.rag.Index;
import handcar.rag.Ingest;
import handcar.rag.Library;
import handcar.rag.NewDocument;
import handcar.rag.PageFetch;
import handcar.rag.SearchRoutes;
import handcar.rag.Sources;
import handcar.rag.VectorEmbedding;
import handcar.redis.Redis;
import handcar.redis.RedisLimit;
import handcar.work.Bells;
import handcar.work.Handler;
import handcar.work.Jobs;
import handcar.work.Vigil;
import handcar.work.Worker;

import io.helidon.webserver.http.HttpService;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The whole server: every part built with `new`, from the ground up, then started in the order in which they need each
/// other, and closed in the opposite one.
public final class Handcar implements AutoCloseable {
    /// As many answers at once as there are model calls worth paying memory for.
    private static final int ANSWER_SEATS = 16;

    /// What a lease has left when a run was cut off at its limit: time to write down how it ended.
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /// How long a first start waits for its guide; a slow machine goes on shelving while it serves.
    private static final Duration SHELVING = Duration.ofSeconds(20);

    /// How long all that runs may take together when the server is asked to stop: hosts kill after ten seconds, and the
    /// requests under way get two more. A lease outlives it, so nothing is lost beyond it.
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private static final Duration GLANCE = Duration.ofMillis(50);

    private static final Logger LOG = System.getLogger(Handcar.class.getName());

    private final Config config;
    private final Startup startup;
    private final Metrics metrics;
    private final Memory memory = new Memory();
    private final Load load = new Load(memory);
    private final Storage storage;
    private final Bells bells;
    private final Vigil vigil;
    private final Outgoing outgoing;
    private final Daybook daybook;
    private final Gateway gateway;
    private final Optional<Redis> redis;
    private final Jobs jobs;
    private final Demo demo;
    private final Live live;
    private final StopPhrases phrases;
    private final Channels channels;
    private final EventStreams streams;
    private final InboxEvents inboxEvents;
    private final Routes routes;
    private final List<Worker> workers;
    private final boolean embeds;
    private Optional<Server> server = Optional.empty();

    public Handcar(Config config) {
        this.config = config;
        Metrics metrics = new Metrics();
        this.metrics = metrics;
        metrics.strain(memory);
        this.startup = new Startup("database", "migrations", "work", "guide");
        this.storage = Storage.open(config, metrics.registry());
        Database db = storage.db();
        this.bells = new Bells(db);
        this.vigil = new Vigil(db, bells);
        this.jobs = new Jobs(db, bells);
        this.outgoing =
                new Outgoing(
                        net(config.resilience()),
                        Guard.publicOnly(),
                        Guard.publicAnd(config.security().trustedHosts()),
                        metrics.calls());

        Audit audit = new Audit(db);
        Sessions sessions =
                new Sessions(
                        db, audit, config.security().jwtSecret(), config.security().adminToken());
        ApiKeys keys = new ApiKeys(db);
        VisitorTokens visitors = new VisitorTokens(config.security().jwtSecret());
        Clients clients = new Clients(config.server().behindProxy());
        this.redis = config.storage().redisUrl().map(Redis::new);
        RateLimit perMinute = limit(config.limits().requestsPerMinute());
        Door door =
                new Door(
                        sessions,
                        keys,
                        visitors,
                        clients,
                        perMinute::require,
                        config.server().publicUrl());

        GatewayStore calls = new GatewayStore(db);
        Ledger ledger = calls.and(metrics.ledger());
        Spending spending = new Spending(calls::spent);
        this.daybook =
                new Daybook(
                        page -> {
                            calls.recordAll(page);
                            spending.written(page);
                        });
        Models models = new Models(config.models(), outgoing, ledger);
        Optional<Embedder> embedder = Embeddings.of(config.models(), outgoing, ledger);
        Library library = new Library(db, embedder);
        Sources sources = new Sources(db);
        Documents documents = new Documents(db, jobs, audit);

        Agents agents = new Agents(db, bells);
        this.phrases = new StopPhrases(agents, bells);
        this.channels =
                new Channels(
                        config,
                        new Channels.Ground(
                                db, bells, jobs, outgoing, metrics, audit, door, phrases));
        Conversations conversations = channels.conversations();
        this.live = new Live(db, bells);

        this.gateway =
                new Gateway(
                        config,
                        outgoing,
                        new Librarian(library, agents),
                        redis,
                        perMinute,
                        spending,
                        metrics::cacheLook,
                        daybook.and(metrics.ledger()));
        Writing writing = new Writing(library, models, config.answering().runTimeout());
        this.demo =
                new Demo(
                        db,
                        jobs,
                        agents,
                        (agent, title, text) ->
                                documents.add(
                                        Actor.system(),
                                        NewDocument.guide(agent, title, text).titled(title)));

        this.streams = new EventStreams(clients);
        this.inboxEvents =
                new InboxEvents(
                        door, bells, conversations, id -> documents.find(id).map(Document::shown));
        boolean https = config.server().publicUrl().filter(u -> u.startsWith("https")).isPresent();
        StaticFiles files = StaticFiles.ofClassPath();
        this.routes =
                new Routes(
                        startup,
                        files,
                        rooms(
                                channels.routes(name -> agents.find(name).map(Agent::id)),
                                // the first in line: programs ask thousands of times a second
                                new GatewayRoutes(GatewayDoor.of(door), gateway),
                                new OpsRoutes(
                                        door,
                                        startup,
                                        new Probes(probes(db, jobs, models)),
                                        new Scrape(metrics, jobs),
                                        Version.NUMBER,
                                        config.server(),
                                        config.deployment()),
                                new RecordRoutes(door, db, audit, jobs),
                                new AccountRoutes(
                                        door, sessions, new Users(db, audit), clients, https),
                                new KeyRoutes(door, db, keys, audit),
                                new AgentRoutes(db, agents, writing, audit, door),
                                new DocumentRoutes(
                                        door, documents, name -> agents.find(name).map(Agent::id)),
                                new SearchRoutes(
                                        door, library, name -> agents.find(name).map(Agent::id)),
                                new WebRoutes(
                                        door,
                                        streams,
                                        visitors,
                                        conversations,
                                        live,
                                        name -> card(agents, name),
                                        citation -> excerpt(sources, citation)),
                                new InboxRoutes(
                                        door,
                                        streams,
                                        conversations,
                                        new Desk(db, jobs, conversations, audit),
                                        inboxEvents,
                                        name -> agents.find(name).map(Agent::id))));
        this.workers = new ArrayList<>();
        patientSeat(Demo.KIND, 1, Ingest.LEASE, demo);
        Index index = embedder.isPresent() ? new Index(jobs) : new Index();
        patientSeat(
                Ingest.KIND,
                // each keeps a connection while it writes, and one must be left for the customers
                Math.clamp(config.storage().poolSize() - 1, 1, Ingest.SEATS),
                Ingest.LEASE,
                new Ingest(db, jobs, index, new PageFetch(outgoing), load));
        embedder.ifPresent(
                model ->
                        patientSeat(
                                VectorEmbedding.KIND,
                                1,
                                VectorEmbedding.LEASE,
                                new VectorEmbedding(db, model)));
        seat(
                Conversations.ANSWER,
                ANSWER_SEATS,
                config.answering().runTimeout().plus(MARGIN),
                new AnswerJob(
                        db,
                        jobs,
                        conversations,
                        live,
                        agents,
                        writing,
                        sources,
                        config.answering().burstWindow()));
        channels.hire(this::seat);
        this.embeds = embedder.isPresent();
    }

    private static List<HttpService> rooms(List<HttpService> channels, HttpService... rooms) {
        return Stream.concat(channels.stream(), Stream.of(rooms)).toList();
    }

    private void seat(String kind, int seats, Duration lease, Handler handler) {
        workers.add(new Worker(jobs, bells, kind, seats, lease, handler));
    }

    /// For work that nobody stands waiting for: it is not begun while memory is short.
    private void patientSeat(String kind, int seats, Duration lease, Handler handler) {
        workers.add(
                new Worker(
                        jobs,
                        bells,
                        kind,
                        seats,
                        lease,
                        handler,
                        () -> memory.now() == Strain.NONE));
    }

    /// How patient the way out is, as configured.
    static NetSettings net(Config.Resilience config) {
        return NetSettings.defaults()
                .with(new Retries(config.retryAttempts(), config.retryInitial(), config.retryMax()))
                .with(new BreakerRule(config.breakerThreshold(), config.breakerReset()));
    }

    /// Counted by all replicas together when there is a Redis.
    private RateLimit limit(int perMinute) {
        RateLimit own = new TokenBuckets(perMinute, Duration.ofMinutes(1));
        return redis.<RateLimit>map(shared -> new RedisLimit(shared, own, perMinute)).orElse(own);
    }

    private static Optional<Cards.Card> card(Agents agents, Optional<String> name) {
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

    private static Excerpts.Excerpt excerpt(Sources sources, Citation citation) {
        return sources.excerpt(citation.documentId(), citation.start(), citation.end())
                .filter(found -> found.quote().equals(citation.quote()))
                .map(found -> new Excerpts.Excerpt(found.before(), found.after()))
                .orElseGet(Excerpts.Excerpt::none);
    }

    private List<Probe> probes(Database db, Jobs jobs, Models models) {
        List<Probe> probes = new ArrayList<>();
        probes.add(DatabaseProbe.database(db));
        probes.add(DatabaseProbe.jobs(jobs));
        probes.add(memory.probe());
        probes.add(ModelProbe.models(models));
        config.storage().redisUrl().map(RedisProbe::redis).ifPresent(probes::add);
        return probes;
    }

    /// Listens first, so that the health pages tell what the start waits for; then everything else in turn.
    public void start() throws Exception {
        server =
                Optional.of(
                        Server.start(
                                Server.Options.from(config.server()),
                                routes,
                                streams,
                                metrics,
                                load));
        memory.start(streams::relieve, gateway::relieve);
        startup.step("database", () -> reachDatabase());
        startup.step("migrations", () -> migrate());
        startup.step("work", () -> work());
        startup.step("guide", () -> demo.plant() && shelved());
    }

    private boolean reachDatabase() {
        FirstContact.with(
                storage.db().source(), storage.where(), line -> LOG.log(Level.WARNING, line));
        return true;
    }

    private boolean migrate() {
        new Migrations(storage.db().source())
                .up()
                .forEach(name -> LOG.log(Level.INFO, "Applied migration " + name));
        return true;
    }

    private boolean work() {
        bells.start();
        vigil.start();
        if (embeds) {
            // the model may be another one than at the last start
            storage.db().tx(tx -> jobs.enqueue(tx, VectorEmbedding.job()));
        }
        phrases.read();
        channels.resume();
        workers.forEach(Worker::start);
        return true;
    }

    /// Whoever opens the page of a new installation asks at once: the guide is on the shelf by then, or nearly.
    private boolean shelved() throws InterruptedException {
        Instant end = Instant.now().plus(SHELVING);
        while (busy() && Instant.now().isBefore(end)) {
            Thread.sleep(GLANCE);
        }
        return true;
    }

    /// Only what shelving takes: embedding waits for a provider, and words find the guide without it.
    private boolean busy() {
        return jobs.depths().stream()
                .filter(depth -> depth.kind().equals(Demo.KIND) || depth.kind().equals(Ingest.KIND))
                .anyMatch(depth -> depth.waiting() + depth.running() > 0);
    }

    /// Where it listens.
    public int port() {
        return server.orElseThrow().port();
    }

    /// Every route it answers, as `GET /health`; what the API description is held against.
    List<String> routes() {
        return server.orElseThrow().routes();
    }

    /// Says to all who listen that they should come again, waits for what runs, and goes. It answers to the end, so that
    /// whoever asks reads that it is no longer ready.
    @Override
    public void close() {
        Instant end = Instant.now().plus(DRAIN);
        startup.drain();
        workers.forEach(Worker::close);
        channels.close();
        phrases.close();
        server.ifPresent(Server::drain);
        workers.forEach(worker -> worker.stop(end));
        server.ifPresent(Server::close);
        memory.close();
        inboxEvents.close();
        live.close();
        vigil.close();
        bells.close();
        outgoing.close();
        daybook.close();
        redis.ifPresent(Redis::close);
        storage.close();
    }
}
