package handcar.gateway;

import handcar.config.Config;
import handcar.http.RateLimit;
import handcar.net.Outgoing;
import handcar.net.Retries;
import handcar.redis.Redis;

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

    private final Switchboard switchboard;
    private final Catalogue catalogue;
    private final Allowance allowance;
    private final Looks looks;
    private final Optional<AnswerCache> cache;
    private final Turnstile turnstile = new Turnstile();

    /// Hears of each look into a cache.
    @FunctionalInterface
    public interface Looks {
        void look(String cache, boolean hit);
    }

    /// @param redis what replicas share
    /// @param ledger of what programs use
    public Gateway(
            Config config,
            Outgoing out,
            Quoting quoting,
            Optional<Redis> redis,
            RateLimit limit,
            Spending spending,
            Looks looks,
            Ledger ledger) {
        this.catalogue = new Catalogue(config.models());
        this.allowance = new Allowance(limit, spending);
        this.looks = looks;
        this.cache =
                config.cache().enabled()
                        ? Optional.of(new AnswerCache(config.cache(), redis))
                        : Optional.empty();
        this.switchboard =
                new Switchboard(
                        carriers(config.models(), config.resilience(), out, quoting),
                        catalogue,
                        ledger.and(spending::made));
    }

    private static List<Carrier> carriers(
            Config.Models config, Config.Resilience resilience, Outgoing out, Quoting quoting) {
        Duration longest =
                resilience.retryMax().compareTo(LONGEST_WAIT) < 0
                        ? resilience.retryMax()
                        : LONGEST_WAIT;
        Retries full = new Retries(resilience.retryAttempts(), resilience.retryInitial(), longest);
        List<Carrier> carriers = new ArrayList<>();
        config.openAiKey()
                .ifPresent(
                        key -> carriers.add(new OpenAiCarrier(config, key, out, full, Wired.SOON)));
        config.anthropicKey()
                .ifPresent(key -> carriers.add(new AnthropicCarrier(config, key, out)));
        carriers.add(new BuiltInCarrier(quoting));
        return carriers;
    }

    /// Memory is short: lets go of what can be asked for again.
    public void relieve() {
        cache.ifPresent(AnswerCache::clear);
    }

    /// Takes one request of the key's, or refuses it.
    void require(KeyHolder by) {
        allowance.require(by);
    }

    /// Lets it in, or refuses it when too much is under way.
    Turnstile.Pass enter(Asked asked) {
        return turnstile.enter(asked);
    }

    /// The whole answer, and what the cache had to do with it, in the words of RFC 9211.
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record Given(byte[] json, String provider, String cacheStatus) {}

    /// A new answer, or one given before if the program takes it.
    Given whole(Asked asked, Freshness wish) {
        if (cache.isEmpty() || wish == Freshness.PRIVATE) {
            Switchboard.Connected<Whole> connected = switchboard.whole(asked);
            return new Given(
                    connected.answer().json(), connected.provider(), "handcar; fwd=bypass");
        }
        AnswerCache kept = cache.get();
        AnswerCache.Question question = AnswerCache.Question.of(asked, catalogue.routes(asked));
        Optional<byte[]> found = wish == Freshness.ANY ? kept.find(question) : Optional.empty();
        if (wish == Freshness.ANY) {
            looks.look("answers", found.isPresent());
        }
        return found.isPresent() ? again(asked, found.get()) : anew(asked, wish, kept, question);
    }

    private Given again(Asked asked, byte[] json) {
        switchboard.again(asked);
        return new Given(json, CACHE, "handcar; hit");
    }

    private Given anew(
            Asked asked, Freshness wish, AnswerCache kept, AnswerCache.Question question) {
        Switchboard.Connected<Whole> connected = switchboard.whole(asked);
        byte[] json = connected.answer().json();
        if (!connected.provider().equals(Catalogue.BUILT_IN)) {
            kept.keep(question, json);
        }
        String why = wish == Freshness.NEW ? "request" : "uri-miss";
        return new Given(json, connected.provider(), "handcar; fwd=" + why);
    }

    Switchboard.Connected<Passage> stream(Asked asked) {
        return switchboard.stream(asked);
    }

    List<Map<String, Object>> models() {
        return catalogue.models();
    }
}
