package handcar.app;

import handcar.channel.web.WebRoutes;
import handcar.chat.Conversations;
import handcar.chat.StaffActions;
import handcar.chat.live.LiveUpdates;
import handcar.config.Config;
import handcar.db.DatabaseWait;
import handcar.db.Migrations;
import handcar.http.MemoryBudget;
import handcar.http.RateLimiter;
import handcar.http.TokenBucketRateLimiter;
import handcar.http.files.StaticFiles;
import handcar.http.server.Server;
import handcar.http.stream.EventStreams;
import handcar.inbox.InboxRoutes;
import handcar.inbox.InboxStream;
import handcar.jobs.SuspendMonitor;
import handcar.llm.Gateway;
import handcar.llm.GatewayRoutes;
import handcar.ops.AuditRoutes;
import handcar.ops.CarrierThreadMonitor;
import handcar.ops.MemoryMonitor;
import handcar.ops.health.DatabaseHealth;
import handcar.ops.health.HealthCheck;
import handcar.ops.health.HealthChecks;
import handcar.ops.health.HealthRoutes;
import handcar.ops.health.ModelHealth;
import handcar.ops.health.RedisHealth;
import handcar.ops.health.StartupSteps;
import handcar.ops.metrics.Metrics;
import handcar.ops.metrics.MetricsScrape;
import handcar.rag.Document;
import handcar.redis.RedisClient;
import handcar.redis.RedisRateLimiter;

import io.helidon.webserver.http.HttpService;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The whole server: every part built with `new`, from the ground up, then started in the order in which they need each
/// other, and closed in the opposite one.
public final class Application implements AutoCloseable {
    /// How long all that runs may take together when the server is asked to stop: hosts kill after ten seconds, and the
    /// requests under way get two more. A lease outlives it, so nothing is lost beyond it.
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private static final Logger LOG = System.getLogger(Application.class.getName());

    private final StartupSteps startup =
            new StartupSteps("database", "migrations", "work", "guide");
    private final Metrics metrics = new Metrics();
    private final MemoryMonitor memory = new MemoryMonitor();
    private final CarrierThreadMonitor backends = new CarrierThreadMonitor();
    private final MemoryBudget load = new MemoryBudget(memory);
    private final DatabaseSetup storage;

    /// The first contact and the connection that listens, begun while the rest is built: they take as long, and mostly wait.
    private final FutureTask<Boolean> contact = new FutureTask<>(this::reachDatabase);

    private final Infrastructure ground;
    private final Optional<RedisClient> redis;
    private final SuspendMonitor suspendMonitor;
    private final AuthModule entrance;
    private final LlmModule calls;
    private final KnowledgeModule shelves;
    private final AgentModule agency;
    private final Gateway gateway;
    private final ChannelModule channels;
    private final LiveUpdates live;
    private final EventStreams streams;
    private final InboxStream inboxEvents;
    private final Workers workers;
    private final Routes routes;
    private Optional<Server> server = Optional.empty();

    public Application(Config config) {
        metrics.strain(memory);
        this.storage = DatabaseSetup.open(config, metrics.registry());
        this.ground = Infrastructure.of(config, storage.db(), metrics);
        Thread.ofVirtual().name("first contact").start(contact);
        this.suspendMonitor = new SuspendMonitor(ground.db(), ground.bells());
        this.redis = config.storage().redisUrl().map(RedisClient::new);
        RateLimiter perMinute = limit(config.limits().requestsPerMinute());

        this.entrance = new AuthModule(ground, perMinute);
        this.calls = new LlmModule(ground);
        this.shelves = new KnowledgeModule(ground, calls.embedder(), entrance.audit());
        this.agency = new AgentModule(ground, shelves, calls.models());
        this.gateway =
                calls.gateway(
                        new ExtractiveModelAdapter(shelves.library(), agency.agents()),
                        redis,
                        perMinute);
        this.channels = new ChannelModule(ground, entrance, agency.phrases());

        this.live = new LiveUpdates(ground.db(), ground.bells());
        this.streams = new EventStreams(entrance.clients());
        this.inboxEvents =
                new InboxStream(
                        entrance.door(),
                        ground.bells(),
                        channels.conversations(),
                        id -> shelves.documents().find(id).map(Document::shown));

        this.workers = new Workers(ground, memory);
        shelves.hire(workers, load);
        agency.hire(workers, channels.conversations(), live);
        channels.hire(workers);
        this.routes = new Routes(StaticFiles.ofClassPath(), rooms());
    }

    /// Counted by all replicas together when there is a Redis.
    private RateLimiter limit(int perMinute) {
        RateLimiter own = new TokenBucketRateLimiter(perMinute, Duration.ofMinutes(1));
        return redis.<RateLimiter>map(shared -> new RedisRateLimiter(shared, own, perMinute))
                .orElse(own);
    }

    /// Everything that answers at an address.
    private List<HttpService> rooms() {
        List<HttpService> rooms = new ArrayList<>();
        // these two first: programs ask thousands of times a second
        rooms.add(new GatewayRoutes(GatewayAuthAdapter.of(entrance.door()), gateway));
        rooms.addAll(channels.routes(agency::id));
        rooms.add(ops());
        rooms.add(new AuditRoutes(entrance.door(), ground.db(), entrance.audit(), ground.jobs()));
        rooms.addAll(entrance.routes());
        rooms.add(agency.routes(entrance.door(), entrance.audit()));
        rooms.addAll(shelves.routes(entrance.door(), agency::id));
        rooms.add(web());
        rooms.add(inbox());
        return rooms;
    }

    private HealthRoutes ops() {
        Config config = ground.config();
        return new HealthRoutes(
                entrance.door(),
                startup,
                new HealthChecks(probes()),
                new MetricsScrape(metrics, ground.jobs()),
                Version.NUMBER,
                config.server(),
                config.deployment());
    }

    private List<HealthCheck> probes() {
        List<HealthCheck> probes = new ArrayList<>();
        probes.add(DatabaseHealth.database(ground.db()));
        probes.add(DatabaseHealth.jobs(ground.jobs()));
        probes.add(memory.probe());
        probes.add(ModelHealth.models(calls.models()));
        ground.config().storage().redisUrl().map(RedisHealth::redis).ifPresent(probes::add);
        return probes;
    }

    private WebRoutes web() {
        return new WebRoutes(
                entrance.door(),
                streams,
                entrance.visitors(),
                channels.conversations(),
                live,
                agency::card,
                shelves::excerpt);
    }

    private InboxRoutes inbox() {
        Conversations conversations = channels.conversations();
        return new InboxRoutes(
                entrance.door(),
                streams,
                conversations,
                new StaffActions(ground.db(), ground.jobs(), conversations, entrance.audit()),
                inboxEvents,
                agency::id);
    }

    /// Listens first, so that the health pages tell what the start waits for; then everything else in turn.
    public void start() throws Exception {
        server =
                Optional.of(
                        Server.start(
                                Server.Options.from(ground.config().server()),
                                routes,
                                streams,
                                metrics,
                                load,
                                startup::started));
        memory.start(streams::relieve, gateway::relieve);
        backends.start();
        startup.step("database", this::databaseReached);
        startup.step("migrations", this::migrate);
        startup.step("work", this::work);
        startup.step("guide", agency::plant);
    }

    private boolean databaseReached() throws Exception {
        try {
            return contact.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private boolean reachDatabase() {
        DatabaseWait.with(
                storage.db().source(), storage.where(), line -> LOG.log(Level.WARNING, line));
        ground.bells().connect();
        return true;
    }

    private boolean migrate() {
        new Migrations(storage.db().source())
                .up()
                .forEach(name -> LOG.log(Level.INFO, "Applied migration " + name));
        return true;
    }

    private boolean work() {
        ground.bells().start();
        suspendMonitor.start();
        shelves.resume();
        agency.phrases().read();
        channels.resume();
        workers.start();
        return true;
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
        workers.close();
        channels.close();
        agency.close();
        server.ifPresent(Server::drain);
        workers.stop(end);
        server.ifPresent(Server::close);
        memory.close();
        backends.close();
        inboxEvents.close();
        live.close();
        suspendMonitor.close();
        ground.bells().close();
        ground.outgoing().close();
        calls.close();
        redis.ifPresent(RedisClient::close);
        storage.close();
    }
}
