package handcar.app;

import handcar.config.Config;
import handcar.http.RateLimiter;
import handcar.llm.BufferedCallLog;
import handcar.llm.CallLog;
import handcar.llm.Embedder;
import handcar.llm.ExtractiveAnswers;
import handcar.llm.Gateway;
import handcar.llm.ModelCallStore;
import handcar.llm.ModelRouter;
import handcar.llm.OpenAiEmbeddings;
import handcar.llm.SpendTracker;
import handcar.redis.RedisClient;

import java.util.Optional;

/// The models the house calls, for itself and for programs that ask it to, and what each call cost.
final class LlmModule implements AutoCloseable {
    private final Infrastructure ground;
    private final SpendTracker spending;
    private final BufferedCallLog callLog;
    private final ModelRouter models;
    private final Optional<Embedder> embedder;

    LlmModule(Infrastructure ground) {
        this.ground = ground;
        ModelCallStore calls = new ModelCallStore(ground.db());
        this.spending = new SpendTracker(calls::spent);
        this.callLog =
                new BufferedCallLog(
                        page -> {
                            calls.recordAll(page);
                            spending.written(page);
                        });
        CallLog callLog = calls.and(ground.metrics().ledger());
        Config.Models config = ground.config().models();
        this.models = new ModelRouter(config, ground.outgoing(), callLog);
        this.embedder = OpenAiEmbeddings.of(config, ground.outgoing(), callLog);
    }

    ModelRouter models() {
        return models;
    }

    /// Turns text into vectors, if a model for it is configured.
    Optional<Embedder> embedder() {
        return embedder;
    }

    /// What programs call.
    ///
    /// @param redis where answers are kept for all replicas
    /// @param perMinute how often a key may ask
    Gateway gateway(ExtractiveAnswers library, Optional<RedisClient> redis, RateLimiter perMinute) {
        return new Gateway(
                ground.config(),
                ground.outgoing(),
                library,
                redis,
                perMinute,
                spending,
                ground.metrics()::cacheLook,
                callLog.and(ground.metrics().ledger()));
    }

    @Override
    public void close() {
        callLog.close();
    }
}
