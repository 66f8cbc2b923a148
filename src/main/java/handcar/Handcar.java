package handcar;

import handcar.channel.web.WebRoutes;
import handcar.chat.Conversations;
import handcar.chat.Desk;
import handcar.chat.Live;
import handcar.config.Config;
import handcar.db.FirstContact;
import handcar.db.Migrations;
import handcar.gateway.Gateway;
import handcar.gateway.GatewayRoutes;
import handcar.http.EventStreams;
import handcar.http.Load;
import handcar.http.RateLimit;
import handcar.http.Server;
import handcar.http.StaticFiles;
import handcar.http.TokenBuckets;
import handcar.inbox.InboxEvents;
import handcar.inbox.InboxRoutes;
import handcar.ops.Carriers;
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
import handcar.redis.Redis;
import handcar.redis.RedisLimit;
import handcar.work.Vigil;

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
public final class Handcar implements AutoCloseable {
    /// How long all that runs may take together when the server is asked to stop: hosts kill after ten seconds, and the
    /// requests under way get two more. A lease outlives it, so nothing is lost beyond it.
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private static final Logger LOG = System.getLogger(Handcar.class.getName());

    private final Startup startup = new Startup("database", "migrations", "work", "guide");
    private final Metrics metrics = new Metrics();
    private final Memory memory = new Memory();
    private final Carriers carriers = new Carriers();
    private final Load load = new Load(memory);
    private final Storage storage;

    /// The first contact and the connection that listens, begun while the rest is built: they take as long, and mostly wait.
    private final FutureTask<Boolean> contact = new FutureTask<>(this::reachDatabase);

    private final Ground ground;
    private final Optional<Redis> redis;
    private final Vigil vigil;
    private final Entrance entrance;
    private final ModelCalls calls;
    private final Shelves shelves;
    private final Agency agency;
    private final Gateway gateway;
    private final Channels channels;
    private final Live live;
    private final EventStreams streams;
    private final InboxEvents inboxEvents;
    private final Crew crew;
    private final Routes routes;
    private Optional<Server> server = Optional.empty();

    public Handcar(Config config) {
        metrics.strain(memory);
        this.storage = Storage.open(config, metrics.registry());
        this.ground = Ground.of(config, storage.db(), metrics);
        Thread.ofVirtual().name("first contact").start(contact);
        this.vigil = new Vigil(ground.db(), ground.bells());
        this.redis = config.storage().redisUrl().map(Redis::new);
        RateLimit perMinute = limit(config.limits().requestsPerMinute());

        this.entrance = new Entrance(ground, perMinute);
        this.calls = new ModelCalls(ground);
        this.shelves = new Shelves(ground, calls.embedder(), entrance.audit());
        this.agency = new Agency(ground, shelves, calls.models());
        this.gateway =
                calls.gateway(new Librarian(shelves.library(), agency.agents()), redis, perMinute);
        this.channels = new Channels(ground, entrance, agency.phrases());

        this.live = new Live(ground.db(), ground.bells());
        this.streams = new EventStreams(entrance.clients());
        this.inboxEvents =
                new InboxEvents(
                        entrance.door(),
                        ground.bells(),
                        channels.conversations(),
                        id -> shelves.documents().find(id).map(Document::shown));

        this.crew = new Crew(ground, memory);
        shelves.hire(crew, load);
        agency.hire(crew, channels.conversations(), live);
        channels.hire(crew);
        this.routes = new Routes(StaticFiles.ofClassPath(), rooms());
    }

    /// Counted by all replicas together when there is a Redis.
    private RateLimit limit(int perMinute) {
        RateLimit own = new TokenBuckets(perMinute, Duration.ofMinutes(1));
        return redis.<RateLimit>map(shared -> new RedisLimit(shared, own, perMinute)).orElse(own);
    }

    /// Everything that answers at an address.
    private List<HttpService> rooms() {
        List<HttpService> rooms = new ArrayList<>();
        // these two first: programs ask thousands of times a second
        rooms.add(new GatewayRoutes(GatewayDoor.of(entrance.door()), gateway));
        rooms.addAll(channels.routes(agency::id));
        rooms.add(ops());
        rooms.add(new RecordRoutes(entrance.door(), ground.db(), entrance.audit(), ground.jobs()));
        rooms.addAll(entrance.routes());
        rooms.add(agency.routes(entrance.door(), entrance.audit()));
        rooms.addAll(shelves.routes(entrance.door(), agency::id));
        rooms.add(web());
        rooms.add(inbox());
        return rooms;
    }

    private OpsRoutes ops() {
        Config config = ground.config();
        return new OpsRoutes(
                entrance.door(),
                startup,
                new Probes(probes()),
                new Scrape(metrics, ground.jobs()),
                Version.NUMBER,
                config.server(),
                config.deployment());
    }

    private List<Probe> probes() {
        List<Probe> probes = new ArrayList<>();
        probes.add(DatabaseProbe.database(ground.db()));
        probes.add(DatabaseProbe.jobs(ground.jobs()));
        probes.add(memory.probe());
        probes.add(ModelProbe.models(calls.models()));
        ground.config().storage().redisUrl().map(RedisProbe::redis).ifPresent(probes::add);
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
                new Desk(ground.db(), ground.jobs(), conversations, entrance.audit()),
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
        carriers.start();
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
        FirstContact.with(
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
        vigil.start();
        shelves.resume();
        agency.phrases().read();
        channels.resume();
        crew.start();
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
        crew.close();
        channels.close();
        agency.close();
        server.ifPresent(Server::drain);
        crew.stop(end);
        server.ifPresent(Server::close);
        memory.close();
        carriers.close();
        inboxEvents.close();
        live.close();
        vigil.close();
        ground.bells().close();
        ground.outgoing().close();
        calls.close();
        redis.ifPresent(Redis::close);
        storage.close();
    }
}
