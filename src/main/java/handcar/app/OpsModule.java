package handcar.app;

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

import java.util.List;

/// Health, metrics, the audit log and dead jobs.
final class OpsModule implements Module {
    private final List<HttpService> routes;

    OpsModule(
            Infrastructure ground,
            AuthModule entrance,
            StartupSteps startup,
            MemoryMonitor memory,
            ModelRouter models) {
        Config config = ground.config();
        HealthChecks probes =
                new HealthChecks(
                        ComponentChecks.of(
                                ground.db(),
                                ground.jobs(),
                                memory,
                                models,
                                config.storage().redisUrl()));
        this.routes =
                List.of(
                        new HealthRoutes(
                                entrance.door(),
                                startup,
                                probes,
                                new MetricsScrape(ground.metrics(), ground.jobs()),
                                Version.NUMBER,
                                config.server(),
                                config.deployment()),
                        new AuditRoutes(
                                entrance.door(), ground.db(), entrance.audit(), ground.jobs()));
    }

    @Override
    public List<HttpService> routes() {
        return routes;
    }
}
