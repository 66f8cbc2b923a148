package handcar.llm.cost;

import module java.base;

/// A budget does not allow a call. Nobody was asked.
public final class BudgetException extends RuntimeException {
    private final Reason reason;
    private final transient Optional<Duration> retryAfter;

    /// Why a call is not allowed.
    public enum Reason {
        /// Today's budget for answers, or the budget of an API key, is used up.
        SPENT,
        /// The tokens of this minute are used up.
        TOKENS,
        /// What is left of the budget is set aside for calls in progress, which will use less of it.
        HELD,
        /// The model has no price, so nobody can tell what the budget would pay for.
        UNPRICED
    }

    BudgetException(Reason reason, String message) {
        super(message);
        this.reason = reason;
        this.retryAfter = Optional.empty();
    }

    /// @param wait until there are tokens again
    BudgetException(String message, Duration wait) {
        super(message);
        this.reason = Reason.TOKENS;
        this.retryAfter = Optional.of(wait);
    }

    /// After which it is worth asking again, if that is known.
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    public Reason reason() {
        return reason;
    }
}
