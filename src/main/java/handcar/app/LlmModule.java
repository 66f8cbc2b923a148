package handcar.app;

import module java.base;

import handcar.auth.ApiKey;
import handcar.auth.ApiKeyLimits;
import handcar.auth.ApiKeyScope;
import handcar.auth.Auth;
import handcar.config.Config;
import handcar.config.Secret;
import handcar.http.RateLimiter;
import handcar.llm.ConfiguredProviders;
import handcar.llm.Embedder;
import handcar.llm.EmbeddingClient;
import handcar.llm.GatewaySettings;
import handcar.llm.LlmClient;
import handcar.llm.ModelRouter;
import handcar.llm.ProviderNoticeStore;
import handcar.llm.ResponseItemStore;
import handcar.llm.cost.AnswerBudget;
import handcar.llm.cost.BufferedCallLog;
import handcar.llm.cost.CallRecorder;
import handcar.llm.cost.KeyBudget;
import handcar.llm.cost.ModelCallStore;
import handcar.llm.cost.ModelGlob;
import handcar.llm.cost.PriceList;
import handcar.llm.cost.TokenRate;
import handcar.llm.extractive.ExtractiveAnswers;
import handcar.llm.extractive.ExtractiveProvider;
import handcar.llm.openai.TranscriptionClient;
import handcar.llm.provider.ModelProvider;
import handcar.llm.proxy.GatewayAuth;
import handcar.llm.proxy.GatewayClient;
import handcar.llm.proxy.GatewayRoutes;
import handcar.llm.proxy.QuotaCheck;
import handcar.ops.gateway.GatewaySettingStore;
import handcar.redis.RedisClient;
import handcar.time.RetrySchedule;

/// The models that Handcar calls for itself and for programs, and the record of their costs.
final class LlmModule implements AutoCloseable {
    /// The longest wait before a retry. People wait for the answer, so a provider that asks for more is passed over.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Infrastructure infra;
    private final ModelCallStore calls;
    private final ProviderNoticeStore notices;
    private final ResponseItemStore items;
    private final BufferedCallLog log;
    private final AnswerBudget budget;
    private final CallRecorder recorder;
    private final ModelRouter router;
    private final GatewaySettings settings;

    LlmModule(Infrastructure infra) {
        this.infra = infra;
        this.calls = new ModelCallStore(infra.db());
        this.notices = new ProviderNoticeStore(infra.db());
        this.items = new ResponseItemStore(infra.db());
        this.settings = new GatewaySettings(infra.db(), this::provider);
        this.log = new BufferedCallLog(calls::recordAll);
        this.budget = new AnswerBudget(infra.db(), infra.config().answering().dailyMicroUsd());
        this.recorder =
                new CallRecorder(
                        log.and(infra.metrics().modelCalls()),
                        new PriceList(settings::prices),
                        budget,
                        new TokenRate(infra.db()),
                        new KeyBudget(infra.db(), infra.config().gateway().timeout()));
        this.router =
                new ModelRouter(
                        ConfiguredProviders.of(
                                infra.config().models(),
                                infra.config().gateway().timeout(),
                                infra.outgoing(),
                                notices::keyRefused),
                        settings,
                        retries(infra.config().resilience()),
                        recorder);
    }

    /// The retries of the last provider in the list.
    static RetrySchedule retries(Config.Resilience config) {
        Duration longest =
                config.retryMax().compareTo(LONGEST_WAIT) < 0 ? config.retryMax() : LONGEST_WAIT;
        return RetrySchedule.doubling(config.retryInitial(), longest)
                .attempts(config.retryAttempts());
    }

    /// Keys that cannot be read any more are refused by the provider, which health tells.
    private ModelProvider provider(GatewaySettings.StoredProvider stored) {
        List<Secret> keys =
                infra.encryption()
                        .openAll(
                                HexFormat.of().parseHex(stored.sealed()),
                                GatewaySettingStore.purpose(stored.name()))
                        .map(GatewaySettings::ordered)
                        .filter(known -> !known.isEmpty())
                        .orElseGet(() -> List.of(new Secret("unreadable")));
        return ConfiguredProviders.of(
                stored,
                keys,
                infra.config().models(),
                infra.config().gateway().timeout(),
                infra.subscribers(),
                notices::keyRefused);
    }

    /// What staff set for the gateway.
    GatewaySettings settings() {
        return settings;
    }

    /// What answers at `/v1/responses` are kept for programs.
    ResponseItemStore items() {
        return items;
    }

    ModelRouter router() {
        return router;
    }

    /// What the answers of a day may cost.
    AnswerBudget budget() {
        return budget;
    }

    /// The client of Handcar's own calls.
    LlmClient client() {
        return new LlmClient(router, infra.config().models());
    }

    /// Turns text into vectors, if a model for it is configured.
    Optional<Embedder> embedder() {
        Config.Models config = infra.config().models();
        return config.openAiKey().map(_ -> new EmbeddingClient(router, config.embeddingModel()));
    }

    /// Turns speech into text, if a model for it is configured.
    Optional<TranscriptionClient> transcription() {
        Config config = infra.config();
        return config.media()
                .transcriptionModel()
                .map(
                        model ->
                                new TranscriptionClient(
                                        config.models(), model, infra.outgoing(), recorder));
    }

    /// The routes that programs call.
    ///
    /// @param redis keeps cached answers for all replicas
    /// @param perMinute limits the requests of a key
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
                router.and(new ExtractiveProvider(library)),
                recorder,
                calls,
                items,
                new QuotaCheck(perMinute),
                infra.config(),
                redis,
                infra.metrics()::cacheLook);
    }

    private static GatewayClient client(ApiKey key) {
        ApiKeyLimits limits = key.limits();
        return new GatewayClient(
                key.id(),
                limits.requestsPerMinute(),
                limits.tokensPerMinute(),
                limits.monthlyMicroUsd().or(limits::totalMicroUsd).isPresent(),
                limits.allowedModels().stream().map(ModelGlob::new).toList(),
                limits.cacheSeconds());
    }

    @Override
    public void close() {
        log.close();
    }
}
