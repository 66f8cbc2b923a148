package handcar.llm;

import handcar.config.Config;
import handcar.http.RateLimiter;
import handcar.net.HttpClient;
import handcar.redis.RedisClient;
import handcar.time.RetrySchedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The models as programs reach them.
public final class Gateway {
    /// A program retries by itself, so a provider that wants to be left alone longer is rather passed over or told of.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /// As the ledger calls it when nobody was asked.
    static final String CACHE = "cache";

    private final ProxyRouter router;
    private final ModelCatalog catalogue;
    private final QuotaCheck allowance;
    private final Looks looks;
    private final Optional<ResponseCache> cache;
    private final ConcurrencyLimit concurrencyLimit = new ConcurrencyLimit();

    /// Hears of each look into a cache.
    @FunctionalInterface
    public interface Looks {
        void look(String cache, boolean hit);
    }

    /// @param redis what replicas share
    /// @param ledger of what programs use
    public Gateway(
            Config config,
            HttpClient out,
            ExtractiveAnswers quoting,
            Optional<RedisClient> redis,
            RateLimiter limit,
            SpendTracker spending,
            Looks looks,
            CallLog callLog) {
        this.catalogue = new ModelCatalog(config.models());
        this.allowance = new QuotaCheck(limit, spending);
        this.looks = looks;
        this.cache =
                config.cache().enabled()
                        ? Optional.of(new ResponseCache(config.cache(), redis))
                        : Optional.empty();
        this.router =
                new ProxyRouter(
                        carriers(config.models(), config.resilience(), out, quoting),
                        catalogue,
                        callLog.and(spending::made));
    }

    private static List<ProxyBackend> carriers(
            Config.Models config,
            Config.Resilience resilience,
            HttpClient out,
            ExtractiveAnswers quoting) {
        Duration longest =
                resilience.retryMax().compareTo(LONGEST_WAIT) < 0
                        ? resilience.retryMax()
                        : LONGEST_WAIT;
        RetrySchedule full =
                RetrySchedule.doubling(resilience.retryInitial(), longest)
                        .attempts(resilience.retryAttempts());
        List<ProxyBackend> carriers = new ArrayList<>();
        config.openAiKey()
                .ifPresent(
                        key ->
                                carriers.add(
                                        new OpenAiBackend(
                                                config, key, out, full, ProviderEndpoint.SOON)));
        config.anthropicKey()
                .ifPresent(key -> carriers.add(new AnthropicBackend(config, key, out)));
        carriers.add(new ExtractiveBackend(quoting));
        return carriers;
    }

    /// Memory is short: lets go of what can be asked for again.
    public void relieve() {
        cache.ifPresent(ResponseCache::clear);
    }

    /// Takes one request of the key's, or refuses it.
    void require(GatewayClient by) {
        allowance.require(by);
    }

    /// Lets it in, or refuses it when too much is under way.
    ConcurrencyLimit.Pass enter(ProxyRequest asked) {
        return concurrencyLimit.enter(asked);
    }

    /// The whole answer, and what the cache had to do with it, in the words of RFC 9211.
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record Given(byte[] json, String provider, String cacheStatus) {}

    /// A new answer, or one given before if the program takes it.
    Given whole(ProxyRequest asked, CacheDirective wish) {
        if (cache.isEmpty() || wish == CacheDirective.PRIVATE) {
            ProxyRouter.Connected<ProxyResponse> connected = router.whole(asked);
            return new Given(
                    connected.answer().json(), connected.provider(), "handcar; fwd=bypass");
        }
        ResponseCache kept = cache.get();
        ResponseCache.Question question = ResponseCache.Question.of(asked, catalogue.routes(asked));
        Optional<byte[]> found =
                wish == CacheDirective.ANY ? kept.find(question) : Optional.empty();
        if (wish == CacheDirective.ANY) {
            looks.look("answers", found.isPresent());
        }
        return found.isPresent() ? again(asked, found.get()) : anew(asked, wish, kept, question);
    }

    private Given again(ProxyRequest asked, byte[] json) {
        router.again(asked);
        return new Given(json, CACHE, "handcar; hit");
    }

    private Given anew(
            ProxyRequest asked,
            CacheDirective wish,
            ResponseCache kept,
            ResponseCache.Question question) {
        ProxyRouter.Connected<ProxyResponse> connected = router.whole(asked);
        byte[] json = connected.answer().json();
        if (!connected.provider().equals(ModelCatalog.BUILT_IN)) {
            kept.keep(question, json);
        }
        String why = wish == CacheDirective.NEW ? "request" : "uri-miss";
        return new Given(json, connected.provider(), "handcar; fwd=" + why);
    }

    ProxyRouter.Connected<ProxyStream> stream(ProxyRequest asked) {
        return router.stream(asked);
    }

    List<Map<String, Object>> models() {
        return catalogue.models();
    }
}
