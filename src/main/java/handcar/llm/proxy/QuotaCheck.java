package handcar.llm.proxy;

import module java.base;

import handcar.http.RateLimiter;
import handcar.problem.Problem;

/// Checks how many requests an API key makes in a minute, on all replicas.
public final class QuotaCheck {
    private final RateLimiter limit;

    public QuotaCheck(RateLimiter limit) {
        this.limit = limit;
    }

    /// Counts one request of the key, or refuses it: too many in this minute.
    void require(GatewayClient by) {
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
