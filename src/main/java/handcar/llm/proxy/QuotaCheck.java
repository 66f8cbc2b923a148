package handcar.llm.proxy;

import module java.base;

import handcar.http.RateLimiter;
import handcar.llm.cost.TokenRate;
import handcar.problem.Problem;

/// Checks the rate limits of an API key: requests a minute on all replicas, tokens a minute on each.
public final class QuotaCheck {
    private final RateLimiter limit;
    private final TokenRate tokens;

    public QuotaCheck(RateLimiter limit, TokenRate tokens) {
        this.limit = limit;
        this.tokens = tokens;
    }

    /// Counts one request of the key, or refuses it: too many in this minute.
    void require(GatewayClient by) {
        if (by.tokensPerMinute().isPresent()) {
            int most = by.tokensPerMinute().get();
            Optional<Duration> wait = tokens.wait(by.id(), most);
            if (wait.isPresent()) {
                throw new Problem.RateLimited(
                        "This API key may use " + most + " tokens a minute.", wait.get());
            }
        }
        if (by.perMinute().isPresent()) {
            int most = by.perMinute().get();
            Optional<Duration> wait = limit.take("gateway " + by.id(), most);
            if (wait.isPresent()) {
                throw new Problem.RateLimited(
                        "This API key may make " + most + " requests a minute.", wait.get());
            }
        }
    }
}
