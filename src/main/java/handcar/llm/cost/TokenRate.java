package handcar.llm.cost;

import module java.base;

import handcar.db.Db;

/// How many tokens the calls of an API key may use in a minute, on all replicas together. A call is allowed while what was used, with
/// what is set aside for calls in progress, is below the limit; so the last one may go beyond it, and only that one. What a process
/// that died has set aside is given back when the minute is over.
public final class TokenRate implements CallBudget {
    private final Db db;

    public TokenRate(Db db) {
        this.db = db;
    }

    @Override
    public Reservation reserve(PlannedCall call) {
        if (call.origin().tokensPerMinute().isEmpty()) {
            return Reservation.NONE;
        }
        int limit = call.origin().tokensPerMinute().get();
        UUID key = call.origin().apiKey().orElseThrow();
        long most = tokens(call.most().get());
        String since =
                ReservationWait.first(() -> held(key, most, limit), () -> refused(key, limit));
        return (_, used, _) ->
                db.named("llm.settle-tokens")
                        .with("key", key)
                        .with("since", since)
                        .with("used", tokens(used))
                        .with("most", most)
                        .change();
    }

    private static long tokens(TokenUsage usage) {
        return usage.inputTokens() + usage.outputTokens();
    }

    private Optional<String> held(UUID key, long most, int limit) {
        return db.named("llm.reserve-tokens")
                .with("key", key)
                .with("most", most)
                .with("limit", limit)
                .first(row -> row.text("since"));
    }

    private BudgetException refused(UUID key, int limit) {
        return db.named("llm.token-minute")
                .with("key", key)
                .with("limit", limit)
                .first(row -> row.flag("spent") ? row.number("millis") : 0)
                .filter(millis -> millis > 0)
                .map(millis -> spent(limit, Duration.ofMillis(millis)))
                .orElseGet(
                        () ->
                                new BudgetException(
                                        BudgetException.Reason.HELD,
                                        "The rest of this API key's tokens of this minute is set"
                                                + " aside for calls in progress."));
    }

    private static BudgetException spent(int limit, Duration wait) {
        return new BudgetException("This API key may use " + limit + " tokens a minute.", wait);
    }
}
