package handcar.llm.proxy;

import module java.base;

import handcar.http.RateLimiter;
import handcar.llm.cost.SpendTracker;
import handcar.problem.Problem;

/// Checks the rate limit and the budget of an API key.
public final class QuotaCheck {
    /// OpenAI's error code for a budget that is used up.
    static final String BUDGET = "insufficient_quota";

    private final RateLimiter limit;
    private final SpendTracker spending;

    public QuotaCheck(RateLimiter limit, SpendTracker spending) {
        this.limit = limit;
        this.spending = spending;
    }

    /// Counts one request of the key, or refuses it: too many in this minute, or the budget is used up.
    void require(GatewayClient by) {
        if (by.perMinute().isPresent()) {
            int most = by.perMinute().get();
            Optional<Duration> wait = limit.take("gateway " + by.id(), most);
            if (wait.isPresent()) {
                throw new Problem.RateLimited(
                        "This API key may make " + most + " requests a minute.", wait.get());
            }
        }
        if (by.hasBudget()
                && spending.isUsedUp(by.id(), by.monthlyMicroUsd(), by.totalMicroUsd())) {
            throw new Problem.RateLimited(
                    BUDGET, "The budget of this API key is used up.", untilNextMonth());
        }
    }

    /// A monthly budget begins again then; a total one never does, and needs a new key.
    private static Duration untilNextMonth() {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        return Duration.between(
                now, now.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1));
    }
}
