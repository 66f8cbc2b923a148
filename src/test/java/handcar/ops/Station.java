package handcar.ops;

import handcar.account.ApiKeys;
import handcar.account.Audit;
import handcar.account.Door;
import handcar.account.Sessions;
import handcar.account.VisitorTokens;
import handcar.config.Config;
import handcar.config.Secret;
import handcar.db.Database;
import handcar.http.Clients;
import handcar.http.EventStreams;
import handcar.http.Load;
import handcar.http.Server;
import handcar.http.Strain;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.work.Bells;
import handcar.work.Jobs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A real server with the ops routes over a real database, and a client for it.
final class Station implements AutoCloseable {
    static final String ADMIN = "the-admin-token-of-the-tests";

    final Startup startup = new Startup("database", "migrations");
    final Metrics metrics = new Metrics();
    final Database db;
    final Jobs jobs;
    final Audit audit;
    final Server server;
    private final Bells bells;
    private final HttpClient client = HttpClient.newHttpClient();

    /// @param more environment beyond the least there must be, and probes beyond the database's and the queues'
    Station(Path dataDir, Database.Address address, Map<String, String> more, Probe... probes) {
        this(dataDir, address, more, () -> Strain.NONE, probes);
    }

    Station(
            Path dataDir,
            Database.Address address,
            Map<String, String> more,
            Strain.Gauge strain,
            Probe... probes) {
        metrics.strain(strain);
        Map<String, String> environment = new HashMap<>(more);
        environment.put("DATA_DIR", dataDir.toString());
        environment.put("ADMIN_TOKEN", ADMIN);
        Config config = Config.read(environment);
        db = new Database(address, 4, metrics.registry());
        bells = new Bells(db);
        jobs = new Jobs(db, bells);
        audit = new Audit(db);
        Secret jwt = config.security().jwtSecret();
        Sessions sessions = new Sessions(db, audit, jwt, config.security().adminToken());
        Clients clients = new Clients(false);
        Door door =
                new Door(
                        sessions,
                        new ApiKeys(db),
                        new VisitorTokens(jwt),
                        clients,
                        _ -> {},
                        Optional.empty());
        List<Probe> all = new ArrayList<>(List.of(probes));
        all.add(DatabaseProbe.database(db));
        all.add(DatabaseProbe.jobs(jobs));
        OpsRoutes ops =
                new OpsRoutes(
                        door,
                        startup,
                        new Probes(all),
                        new Scrape(metrics, jobs),
                        "1.2.3",
                        config.server(),
                        config.deployment());
        server =
                Server.start(
                        new Server.Options(0, List.of(), false, false),
                        rules -> rules.register(ops, new RecordRoutes(door, db, audit, jobs)),
                        new EventStreams(clients),
                        metrics,
                        new Load(strain),
                        startup::started);
    }

    Station started() {
        startup.done("database");
        startup.done("migrations");
        return this;
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, headers);
    }

    HttpResponse<String> asAdmin(String method, String path) {
        return send(method, path, "Authorization", "Bearer " + ADMIN);
    }

    JsonView json(String path) {
        return body(asAdmin("GET", path));
    }

    static JsonView body(HttpResponse<String> response) {
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
        bells.close();
        db.close();
    }
}
