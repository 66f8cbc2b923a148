package handcar.ops.health;

import module java.base;

import handcar.audit.AuditEntries;
import handcar.audit.AuditLog;
import handcar.auth.ApiKeys;
import handcar.auth.Auth;
import handcar.auth.Sessions;
import handcar.auth.VisitorAccess;
import handcar.auth.VisitorTokens;
import handcar.config.Config;
import handcar.config.SigningSecrets;
import handcar.config.TrustedProxies;
import handcar.db.Database;
import handcar.http.ClientAddress;
import handcar.http.MemoryBudget;
import handcar.http.MemoryPressure;
import handcar.http.server.Server;
import handcar.http.stream.EventStreams;
import handcar.jobs.JobQueue;
import handcar.jobs.NotificationBus;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.llm.cost.AnswerBudget;
import handcar.ops.AuditRoutes;
import handcar.ops.metrics.Metrics;
import handcar.ops.metrics.MetricsScrape;
import handcar.testing.TestServer;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// A real server with the ops routes over a real database, and a client for it.
public final class OpsFixture implements AutoCloseable {
    static final String ADMIN = "the-admin-token-of-the-tests";

    final StartupSteps startup = new StartupSteps("database", "migrations");
    public final Metrics metrics = new Metrics();
    public final Database db;
    public final JobQueue jobs;
    public final AuditLog audit;
    final Server server;
    private final NotificationBus notifications;
    private final HttpClient client = HttpClient.newHttpClient();

    /// @param more environment beyond the least there must be, and probes beyond the database's and the queues'
    public OpsFixture(
            Path dataDir,
            Database.Address address,
            Map<String, String> more,
            HealthCheck... probes) {
        this(dataDir, address, more, () -> MemoryPressure.NONE, probes);
    }

    public OpsFixture(
            Path dataDir,
            Database.Address address,
            Map<String, String> more,
            MemoryPressure.Gauge strain,
            HealthCheck... probes) {
        metrics.strain(strain);
        Map<String, String> environment = new HashMap<>(more);
        environment.put("DATA_DIR", dataDir.toString());
        environment.put("ADMIN_TOKEN", ADMIN);
        Config config = Config.read(environment, List.of());
        db = new Database(address, 4, metrics.registry());
        notifications = new NotificationBus(db);
        jobs = new JobQueue(db, notifications);
        audit = AuditEntries.log(db);
        SigningSecrets jwt = config.security().signing();
        Sessions sessions = new Sessions(db, audit, jwt, config.security().adminToken());
        ClientAddress clients = new ClientAddress(TrustedProxies.NONE);
        Auth auth =
                new Auth(
                        sessions,
                        new ApiKeys(db),
                        new VisitorAccess(db, new VisitorTokens(jwt)),
                        clients,
                        (_, _) -> {},
                        Optional.empty());
        List<HealthCheck> all = new ArrayList<>(List.of(probes));
        all.add(ComponentChecks.database(db));
        all.add(ComponentChecks.jobs(jobs));
        HealthRoutes ops =
                new HealthRoutes(
                        auth,
                        startup,
                        new HealthChecks(all),
                        new MetricsScrape(
                                metrics,
                                jobs,
                                new AnswerBudget(db, config.answering().dailyMicroUsd())),
                        "1.2.3",
                        config.server(),
                        config.deployment());
        server =
                TestServer.start(
                        rules -> rules.register(ops, new AuditRoutes(auth, db, audit, jobs)),
                        new EventStreams(clients),
                        metrics,
                        new MemoryBudget(strain),
                        startup::started);
    }

    public OpsFixture started() {
        step("database");
        step("migrations");
        return this;
    }

    /// Runs a step of the start that has nothing to do.
    void step(String name) {
        try {
            startup.run(name, () -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, headers);
    }

    public HttpResponse<String> asAdmin(String method, String path) {
        return send(method, path, "Authorization", "Bearer " + ADMIN);
    }

    public JsonView json(String path) {
        return body(asAdmin("GET", path));
    }

    public static JsonView body(HttpResponse<String> response) {
        return new JsonView(Json.object(response.body()));
    }

    private HttpResponse<String> send(String method, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        notifications.close();
        db.close();
    }
}
