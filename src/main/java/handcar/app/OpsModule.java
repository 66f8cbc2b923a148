package handcar.app;

import module java.base;

import handcar.config.Config;
import handcar.llm.ModelRouter;
import handcar.ops.AuditRoutes;
import handcar.ops.health.ComponentChecks;
import handcar.ops.health.HealthChecks;
import handcar.ops.health.HealthRoutes;
import handcar.ops.health.MemoryMonitor;
import handcar.ops.health.StartupSteps;
import handcar.ops.metrics.MetricsScrape;

import io.helidon.webserver.http.HttpService;

/// Health, metrics, the audit log and dead jobs.
final class OpsModule implements Module {
    private final List<HttpService> routes;

    OpsModule(
            Infrastructure infra,
            AuthModule auth,
            StartupSteps startup,
            MemoryMonitor memory,
            ModelRouter models) {
        Config config = infra.config();
        HealthChecks probes =
                new HealthChecks(
                        ComponentChecks.of(
                                infra.db(),
                                infra.jobs(),
                                memory,
                                models,
                                config.storage().redisUrl()));
        this.routes =
                List.of(
                        new HealthRoutes(
                                auth.auth(),
                                startup,
                                probes,
                                new MetricsScrape(infra.metrics(), infra.jobs()),
                                Version.NUMBER,
                                config.server(),
                                config.deployment()),
                        new AuditRoutes(auth.auth(), infra.db(), auth.audit(), infra.jobs()));
    }

    @Override
    public List<HttpService> routes() {
        return routes;
    }
}
