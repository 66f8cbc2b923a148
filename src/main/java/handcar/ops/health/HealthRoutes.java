package handcar.ops.health;

import handcar.auth.Auth;
import handcar.config.Config;
import handcar.config.Secret;
import handcar.http.RequestCredentials;
import handcar.http.Responses;
import handcar.json.Json;
import handcar.ops.metrics.MetricsScrape;
import handcar.ops.metrics.ProcessStats;
import handcar.problem.Problem;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// The health URLs and the metrics, as probes, hosts and scrapers expect them. Never limited; the cheap ones touch
/// nothing and are written once.
public final class HealthRoutes implements HttpService {
    private static final String ALIVE = "{\"status\":\"alive\"}";
    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Auth auth;
    private final StartupSteps startup;
    private final HealthChecks probes;
    private final MetricsScrape scrape;
    private final String version;
    private final Config.Server server;
    private final Config.Deployment deployment;
    private final String railway;

    public HealthRoutes(
            Auth auth,
            StartupSteps startup,
            HealthChecks probes,
            MetricsScrape scrape,
            String version,
            Config.Server server,
            Config.Deployment deployment) {
        this.auth = auth;
        this.startup = startup;
        this.probes = probes;
        this.scrape = scrape;
        this.version = version;
        this.server = server;
        this.deployment = deployment;
        this.railway = Json.text(railway(deployment));
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/health", this::health);
        rules.get("/health/liveness", (req, res) -> Responses.text(req, res, JSON, ALIVE));
        rules.get("/health/readiness", this::readiness);
        rules.get("/health/startup", this::startup);
        rules.get("/health/detailed", detailed());
        rules.get("/health/railway", (req, res) -> Responses.text(req, res, JSON, railway));
        rules.get("/health/metrics", this::metrics);
        rules.get("/metrics", this::metrics);
    }

    private void health(ServerRequest req, ServerResponse res) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", "ok");
        body.put("service", server.serviceName());
        body.put("version", version);
        body.put("timestamp", Instant.now().toString());
        Responses.ok(req, res, body);
    }

    /// Whether requests should come here: not while starting or stopping, not without the database.
    private void readiness(ServerRequest req, ServerResponse res) {
        Map<String, Object> checks = new LinkedHashMap<>();
        boolean ready = startup.started() && !startup.draining();
        checks.put("startup", Map.of("status", startup.started() ? "ok" : "starting"));
        if (startup.draining()) {
            checks.put("shutdown", Map.of("status", "draining"));
        }
        if (startup.started()) {
            HealthChecks.Picture picture =
                    probes.look(p -> p.essential() || p.name().equals("redis"), false);
            ready &= picture.ready();
            checks.putAll(picture.components());
        }
        answer(req, res, ready, ready ? "ready" : "not_ready", "checks", checks);
    }

    private void startup(ServerRequest req, ServerResponse res) {
        boolean started = startup.started();
        answer(req, res, started, started ? "started" : "starting", "steps", startup.shape());
    }

    /// Without a log-in only when the operator said so, and then without what components say about their errors, which
    /// may name hosts.
    private Handler detailed() {
        return server.detailedHealthPublic()
                ? (req, res) -> detailed(req, res, true)
                : auth.staff((req, res, _) -> detailed(req, res, false));
    }

    private void detailed(ServerRequest req, ServerResponse res, boolean discreet) {
        HealthChecks.Picture picture = probes.look(_ -> true, true);
        if (discreet) {
            picture.components().values().forEach(HealthRoutes::withoutError);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", picture.worst().wire());
        body.put("service", server.serviceName());
        body.put("version", version);
        body.put("timestamp", Instant.now().toString());
        body.put("components", picture.components());
        body.put("system", ProcessStats.shape());
        body.put("deployment", deployment(deployment));
        answer(req, res, picture.ready(), body);
    }

    private void metrics(ServerRequest req, ServerResponse res) {
        server.metricsToken().ifPresent(token -> requireToken(req, token));
        Responses.text(req, res, PROMETHEUS, scrape.text());
    }

    private static void requireToken(ServerRequest req, Secret token) {
        boolean right =
                RequestCredentials.bearer(req.headers())
                        .filter(given -> same(given, token.reveal()))
                        .isPresent();
        if (!right) {
            throw new Problem.Unauthorized(
                    "unauthorized", "This takes the metrics token: Authorization: Bearer ….");
        }
    }

    private static boolean same(String given, String expected) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(
            ServerRequest req,
            ServerResponse res,
            boolean well,
            String status,
            String name,
            Object parts) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status);
        body.put(name, parts);
        answer(req, res, well, body);
    }

    private static void answer(
            ServerRequest req, ServerResponse res, boolean well, Map<String, ?> body) {
        Responses.json(req, res, well ? 200 : 503, body);
    }

    private static void withoutError(Object component) {
        if (component instanceof Map<?, ?> figures) {
            figures.remove("error");
        }
    }

    private static Map<String, Object> railway(Config.Deployment deployment) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("status", "ok");
        shape.put("deployment_id", deployment.deploymentId().orElse(null));
        shape.put("replica_id", deployment.replicaId().orElse(null));
        shape.put("commit", deployment.commit().orElse(null));
        shape.put("service", deployment.service());
        shape.put("environment", deployment.environment());
        return shape;
    }

    private static Map<String, Object> deployment(Config.Deployment deployment) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("commit", deployment.commit().orElse(null));
        shape.put("branch", deployment.branch().orElse(null));
        shape.put("replica_id", deployment.replicaId().orElse(null));
        shape.put("region", deployment.region().orElse(null));
        shape.put("environment", deployment.environment());
        return shape;
    }
}
