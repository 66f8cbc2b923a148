package handcar.llm.cost;

import module java.base;

/// What some calls may cost. The most that a call can cost is set aside before it, so that calls at the same moment on several
/// replicas all count; afterwards what it did cost takes its place.
@FunctionalInterface
interface CallBudget {
    /// Sets aside what a call can cost; [BudgetException] when the budget does not allow the call. Calls of others are not counted.
    Reservation reserve(PlannedCall call);

    /// A call that is about to be made.
    ///
    /// @param id its row in the call log
    /// @param most what it can use at most, as far as its request says
    /// @param namesContent whether its request only names some of what is read, so that nobody here knows how much that is
    record PlannedCall(
            UUID id,
            Instant at,
            String provider,
            String model,
            CallOrigin origin,
            Supplier<TokenUsage> most,
            BooleanSupplier namesContent,
            PriceList prices) {}

    /// What is set aside for one call.
    @FunctionalInterface
    interface Reservation {
        /// For a call that is not counted, or whose row in the call log releases what was set aside.
        Reservation NONE = (_, _, _) -> {};

        /// The call still runs; called while a stream flows.
        default void renew() {}

        /// The call is over.
        ///
        /// @param picoUsd millionths of a micro-USD; empty when the model has no known price
        void settle(String model, TokenUsage used, OptionalLong picoUsd);
    }
}
