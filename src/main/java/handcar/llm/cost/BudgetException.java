package handcar.llm.cost;

/// A budget does not allow a call. Nobody was asked.
public final class BudgetException extends RuntimeException {
    private final Reason reason;

    /// Why a call is not allowed.
    public enum Reason {
        /// Today's budget for answers, or the budget of an API key, is used up.
        SPENT,
        /// What is left of the budget is set aside for calls in progress, which will use less of it.
        HELD,
        /// The model has no price, so nobody can tell what the budget would pay for.
        UNPRICED
    }

    BudgetException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
