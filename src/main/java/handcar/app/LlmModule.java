package handcar.app;

import module java.base;

import handcar.auth.ApiKey;
import handcar.auth.ApiKeyLimits;
import handcar.auth.ApiKeyScope;
import handcar.auth.Auth;
import handcar.config.Config;
import handcar.http.RateLimiter;
import handcar.llm.ConfiguredProviders;
import handcar.llm.Embedder;
import handcar.llm.EmbeddingClient;
import handcar.llm.LlmClient;
import handcar.llm.ModelRouter;
import handcar.llm.cost.BufferedCallLog;
import handcar.llm.cost.CallRecorder;
import handcar.llm.cost.ModelCallStore;
import handcar.llm.cost.SpendTracker;
import handcar.llm.extractive.ExtractiveAnswers;
import handcar.llm.extractive.ExtractiveProvider;
import handcar.llm.proxy.GatewayAuth;
import handcar.llm.proxy.GatewayClient;
import handcar.llm.proxy.GatewayRoutes;
import handcar.llm.proxy.QuotaCheck;
import handcar.redis.RedisClient;
import handcar.time.RetrySchedule;

/// The models that Handcar calls, for itself and for programs that ask it to, and what each call cost.
final class LlmModule implements AutoCloseable {
    /// Customers and programs wait for the answer, so a provider that wants to be left alone longer is rather passed over.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Infrastructure ground;
    private final SpendTracker spending;
    private final BufferedCallLog log;
    private final CallRecorder recorder;
    private final ModelRouter router;

    LlmModule(Infrastructure ground) {
        this.ground = ground;
        ModelCallStore calls = new ModelCallStore(ground.db());
        this.spending = new SpendTracker(calls::spent);
        this.log =
                new BufferedCallLog(
                        page -> {
                            calls.recordAll(page);
                            spending.written(page);
                        });
        this.recorder =
                new CallRecorder(log.and(ground.metrics().modelCalls()).and(spending::made));
        this.router =
                new ModelRouter(
                        ConfiguredProviders.of(ground.config().models(), ground.outgoing()),
                        retries(ground.config().resilience()),
                        recorder);
    }

    /// How often the last provider there is to ask is asked again.
    static RetrySchedule retries(Config.Resilience config) {
        Duration longest =
                config.retryMax().compareTo(LONGEST_WAIT) < 0 ? config.retryMax() : LONGEST_WAIT;
        return RetrySchedule.doubling(config.retryInitial(), longest)
                .attempts(config.retryAttempts());
    }

    ModelRouter router() {
        return router;
    }

    /// The models as Handcar itself asks them.
    LlmClient client() {
        return new LlmClient(router, ground.config().models());
    }

    /// Turns text into vectors, if a model for it is configured.
    Optional<Embedder> embedder() {
        Config.Models config = ground.config().models();
        return config.openAiKey().map(_ -> new EmbeddingClient(router, config.embeddingModel()));
    }

    /// What programs call.
    ///
    /// @param redis where answers are kept for all replicas
    /// @param perMinute how often a key may ask
    GatewayRoutes gateway(
            Auth auth,
            ExtractiveAnswers library,
            Optional<RedisClient> redis,
            RateLimiter perMinute) {
        return new GatewayRoutes(
                (GatewayAuth)
                        handler ->
                                auth.apiKey(
                                        ApiKeyScope.GATEWAY,
                                        (req, res, key) -> handler.handle(req, res, client(key))),
                router.and(new ExtractiveProvider(library), recorder),
                recorder,
                new QuotaCheck(perMinute, spending),
                ground.config().cache(),
                redis,
                ground.metrics()::cacheLook);
    }

    private static GatewayClient client(ApiKey key) {
        ApiKeyLimits limits = key.limits();
        return new GatewayClient(
                key.id(),
                limits.requestsPerMinute().map(OptionalInt::of).orElseGet(OptionalInt::empty),
                limit(limits.monthlyMicroUsd()),
                limit(limits.totalMicroUsd()));
    }

    private static OptionalLong limit(Optional<Long> microUsd) {
        return microUsd.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    @Override
    public void close() {
        log.close();
    }
}
