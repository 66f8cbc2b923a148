package handcar.ops.health;

import module java.base;

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

/// The health URLs and the metrics, as hosts and scrapers expect them. They are never rate limited.
public final class HealthRoutes implements HttpService {
    private static final String ALIVE = "{\"status\":\"alive\"}";
    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Auth auth;
    private final StartupSteps startup;
    private final HealthChecks checks;
    private final MetricsScrape scrape;
    private final String version;
    private final Config.Server server;
    private final Config.Deployment deployment;
    private final String railway;

    public HealthRoutes(
            Auth auth,
            StartupSteps startup,
            HealthChecks checks,
            MetricsScrape scrape,
            String version,
            Config.Server server,
            Config.Deployment deployment) {
        this.auth = auth;
        this.startup = startup;
        this.checks = checks;
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
        Responses.ok(req, res, summary("ok"));
    }

    private Map<String, Object> summary(String status) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status);
        body.put("service", server.serviceName());
        body.put("version", version);
        body.put("timestamp", Instant.now().toString());
        return body;
    }

    /// Whether requests should come here: not while starting or stopping, not without the database.
    private void readiness(ServerRequest req, ServerResponse res) {
        Map<String, Object> parts = new LinkedHashMap<>();
        boolean ready = startup.started() && !startup.draining();
        parts.put("startup", Map.of("status", startup.started() ? "ok" : "starting"));
        if (startup.draining()) {
            parts.put("shutdown", Map.of("status", "draining"));
        }
        if (startup.started()) {
            HealthChecks.Report report =
                    checks.run(check -> check.essential() || check.name().equals("redis"), false);
            ready &= report.ready();
            parts.putAll(report.components());
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", ready ? "ready" : "not_ready");
        body.put("checks", parts);
        send(req, res, ready, body);
    }

    private void startup(ServerRequest req, ServerResponse res) {
        boolean started = startup.started();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", started ? "started" : "starting");
        body.put("steps", startup.shape());
        send(req, res, started, body);
    }

    /// Open to everybody only when the operator says so, and then without the errors of the components, which may name
    /// hosts, and without the company's accounts.
    private Handler detailed() {
        return server.detailedHealthPublic()
                ? (req, res) -> detailed(req, res, false)
                : auth.staff((req, res, _) -> detailed(req, res, true));
    }

    private void detailed(ServerRequest req, ServerResponse res, boolean errors) {
        HealthChecks.Report report = checks.run(_ -> true, true);
        if (!errors) {
            report.components()
                    .values()
                    .forEach(figures -> figures.keySet().removeAll(Set.of("error", "accounts")));
        }
        Map<String, Object> body = summary(report.worst().label());
        body.put("components", report.components());
        body.put("system", ProcessStats.shape());
        body.put("deployment", deployment(deployment));
        send(req, res, report.ready(), body);
    }

    private static void send(
            ServerRequest req, ServerResponse res, boolean well, Map<String, ?> body) {
        Responses.json(req, res, well ? 200 : 503, body);
    }

    private void metrics(ServerRequest req, ServerResponse res) {
        if (server.metricsToken().isPresent()) {
            requireToken(req, server.metricsToken().get());
        } else if (server.production() && !server.metricsPublic()) {
            throw new Problem.Unauthorized(
                    "unauthorized",
                    "The metrics are closed in production: set METRICS_TOKEN, or"
                            + " METRICS_PUBLIC=true to show them to everybody.");
        }
        Responses.text(req, res, PROMETHEUS, scrape.text());
    }

    /// Compared in constant time.
    private static void requireToken(ServerRequest req, Secret token) {
        byte[] expected = token.reveal().getBytes(StandardCharsets.UTF_8);
        if (RequestCredentials.bearer(req.headers())
                .map(given -> given.getBytes(StandardCharsets.UTF_8))
                .filter(given -> MessageDigest.isEqual(given, expected))
                .isEmpty()) {
            throw new Problem.Unauthorized(
                    "unauthorized", "This needs the metrics token: Authorization: Bearer ….");
        }
    }

    private static Map<String, Object> railway(Config.Deployment deployment) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("status", "ok");
        shape.put("deployment_id", deployment.deploymentId().orElse(null));
        shape.put("service", deployment.service());
        shape.putAll(deployment(deployment));
        shape.keySet().removeAll(List.of("branch", "region"));
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
