package handcar.llm.proxy;

import module java.base;

import handcar.config.Config;
import handcar.llm.MeteredStream;
import handcar.llm.ModelRouter;
import handcar.llm.NoModelAvailableException;
import handcar.llm.cost.CallRecorder;
import handcar.llm.cost.PriceList;
import handcar.llm.provider.ProviderResponse;
import handcar.problem.Problem;
import handcar.redis.RedisClient;

/// Answers programs: checks their quotas, looks into the response cache, and asks the router.
public final class Gateway {
    /// The provider in the call log when an answer came from the cache.
    private static final String CACHE = "cache";

    private final ModelRouter router;
    private final CallRecorder recorder;
    private final QuotaCheck allowance;
    private final Looks looks;
    private final Optional<ResponseCache> cache;
    private final ConcurrencyLimit concurrencyLimit = new ConcurrencyLimit();

    /// Counts the look-ups in a cache.
    @FunctionalInterface
    public interface Looks {
        void look(String cache, boolean hit);
    }

    /// @param redis what replicas share
    public Gateway(
            Config.Cache config,
            ModelRouter router,
            CallRecorder recorder,
            Optional<RedisClient> redis,
            QuotaCheck allowance,
            Looks looks) {
        this.router = router;
        this.recorder = recorder;
        this.allowance = allowance;
        this.looks = looks;
        this.cache =
                config.enabled() ? Optional.of(new ResponseCache(config, redis)) : Optional.empty();
    }

    /// Frees memory: empties the response cache.
    public void relieve() {
        cache.ifPresent(ResponseCache::clear);
    }

    /// Counts one request of the key, or refuses it.
    void require(GatewayClient by) {
        allowance.require(by);
    }

    /// Admits a request, or refuses it when too many are in progress.
    ConcurrencyLimit.Pass enter(ProxyRequest asked) {
        return concurrencyLimit.enter(asked);
    }

    /// The whole answer, and what the cache had to do with it, in the words of RFC 9211.
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record Given(byte[] json, String provider, String cacheStatus) {}

    /// A new answer, or one given before if the program takes it; [ProviderException] when there is none.
    Given whole(ProxyRequest asked, CacheDirective wish) {
        if (cache.isEmpty() || wish == CacheDirective.PRIVATE) {
            return complete(asked, "bypass");
        }
        ResponseCache kept = cache.get();
        ResponseCache.Question question = ResponseCache.Question.of(asked, router.routes(asked));
        if (wish == CacheDirective.ANY) {
            Optional<byte[]> found = kept.find(question);
            looks.look("answers", found.isPresent());
            if (found.isPresent()) {
                recorder.cached(CACHE, asked.model(), asked.origin());
                return new Given(found.get(), CACHE, "handcar; hit");
            }
        }
        Given given = complete(asked, wish == CacheDirective.NEW ? "request" : "uri-miss");
        if (!given.provider.equals(PriceList.BUILT_IN)) {
            kept.keep(question, given.json);
        }
        return given;
    }

    private Given complete(ProxyRequest asked, String why) {
        try {
            ModelRouter.Completed<byte[]> completed =
                    router.complete(asked, ProviderResponse::json);
            return new Given(
                    completed.answer(), completed.call().provider(), "handcar; fwd=" + why);
        } catch (NoModelAvailableException e) {
            throw first(e);
        }
    }

    /// The answer as it is written, must be closed; returns with its first events. [ProviderException] when none begins.
    MeteredStream stream(ProxyRequest asked) {
        try {
            return router.stream(asked, MeteredStream::begin);
        } catch (NoModelAvailableException e) {
            throw first(e);
        }
    }

    /// A program gets the error of the first provider, which should have answered it.
    private static RuntimeException first(NoModelAvailableException e) {
        return e.failures().isEmpty()
                ? new Problem.NotFound(
                        "model_not_found",
                        "There is no model by this name here; GET /v1/models lists those there"
                                + " are.")
                : e.failures().getFirst();
    }

    List<Map<String, Object>> models() {
        return router.models();
    }
}
