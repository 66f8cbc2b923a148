package handcar.app;

import module java.base;

import handcar.jobs.JobSpec;
import handcar.llm.ResponseItemRetentionJob;
import handcar.ops.gateway.GatewaySettingRoutes;
import handcar.ops.gateway.GatewaySettingStore;
import handcar.ops.gateway.ProviderHealthRoutes;
import handcar.ops.gateway.UsageRoutes;

import io.helidon.webserver.http.HttpService;

/// What staff set for the model gateway, how its providers do, and what its calls cost.
record GatewayModule(
        Infrastructure infra,
        GatewaySettingStore settings,
        List<HttpService> routes,
        List<JobSpec> jobs)
        implements Module {
    static GatewayModule of(Infrastructure infra, AuthModule auth, LlmModule llm) {
        GatewaySettingStore settings = new GatewaySettingStore(infra.db(), infra.encryption());
        return new GatewayModule(
                infra,
                settings,
                List.of(
                        new UsageRoutes(auth.auth(), infra.db()),
                        // before the routes of one provider, whose address has the same form
                        new ProviderHealthRoutes(auth.auth(), llm.router()::health),
                        new GatewaySettingRoutes(
                                auth.auth(),
                                infra.db(),
                                auth.audit(),
                                settings,
                                llm.settings()::changed)),
                List.of(new ResponseItemRetentionJob(llm.items()).spec()));
    }

    /// Encrypts anew what a former key encrypted; a few rows, so it is done before the first request.
    @Override
    public void start() {
        infra.db().runTx(tx -> infra.jobs().enqueue(tx, ResponseItemRetentionJob.standing()));
        if (!infra.config().security().formerEncryptionKeys().isEmpty()) {
            infra.db().runTx(tx -> settings.reseal(tx));
        }
    }
}
