package handcar.llm.cost;

import module java.base;

import handcar.config.Logging;
import handcar.db.UuidV7;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Prices the calls of models and writes each into the call log when it ends.
public final class CallRecorder {
    private static final Logger LOG = System.getLogger(CallRecorder.class.getName());

    private final CallLog callLog;
    private final PriceList prices;
    private final List<CallBudget> budgets;

    /// With the prices of the list, and without budgets.
    public CallRecorder(CallLog callLog) {
        this(callLog, PriceList.builtIn(), List.of());
    }

    CallRecorder(CallLog callLog, PriceList prices, List<CallBudget> budgets) {
        this.callLog = callLog;
        this.prices = prices;
        this.budgets = List.copyOf(budgets);
    }

    /// With the budget of the calls for customers, and the limits of API keys.
    public CallRecorder(
            CallLog callLog,
            PriceList prices,
            AnswerBudget answers,
            TokenRate tokens,
            KeyBudget programs) {
        // the last one releases what it has set aside only with the call's row in the log
        this(callLog, prices, List.of(answers, tokens, programs));
    }

    /// A call begins now; [BudgetException] when a budget does not allow it.
    ///
    /// @param model the model that is asked for
    /// @param most what the call can use at most
    public Entry open(String provider, String model, CallOrigin origin, Supplier<TokenUsage> most) {
        return open(provider, model, origin, most, () -> false);
    }

    /// The same of a call whose request may only name some of what the model reads.
    ///
    /// @param namesContent whether it does
    public Entry open(
            String provider,
            String model,
            CallOrigin origin,
            Supplier<TokenUsage> most,
            BooleanSupplier namesContent) {
        CallBudget.PlannedCall call =
                new CallBudget.PlannedCall(
                        UuidV7.next(),
                        Instant.now(),
                        provider,
                        model,
                        origin,
                        most,
                        namesContent,
                        prices);
        List<CallBudget.Reservation> held = new ArrayList<>();
        try {
            budgets.forEach(budget -> held.add(budget.reserve(call)));
        } catch (RuntimeException e) {
            held.forEach(each -> each.settle(model, TokenUsage.NONE, OptionalLong.of(0)));
            throw e;
        }
        return new Entry(call, held);
    }

    /// Records an answer that was given from a cache, so that no provider was asked.
    public void cached(String provider, String model, CallOrigin origin) {
        CallBudget.PlannedCall call =
                new CallBudget.PlannedCall(
                        UuidV7.next(),
                        Instant.now(),
                        provider,
                        model,
                        origin,
                        () -> TokenUsage.NONE,
                        () -> false,
                        prices);
        new Entry(call, List.of()).lost("cached", model, TokenUsage.NONE);
    }

    /// One call while it runs.
    public final class Entry {
        private final CallBudget.PlannedCall planned;
        private final List<CallBudget.Reservation> reservations;
        private final long started = System.nanoTime();

        private Entry(CallBudget.PlannedCall planned, List<CallBudget.Reservation> reservations) {
            this.planned = planned;
            this.reservations = List.copyOf(reservations);
        }

        /// The call still runs; called while a stream flows.
        public void renew() {
            reservations.forEach(CallBudget.Reservation::renew);
        }

        /// The call gave a whole answer.
        ///
        /// @param named the model as the provider calls it
        public ModelCall paid(String named, TokenUsage usage) {
            OptionalLong cost = price(named, usage);
            settle(named, usage, cost);
            return record(named, usage, cost, "ok");
        }

        /// The call gave no whole answer. What was written until then costs money as well.
        public ModelCall lost(String outcome, String named, TokenUsage usage) {
            OptionalLong cost =
                    usage.equals(TokenUsage.NONE) ? OptionalLong.of(0) : price(named, usage);
            settle(named, usage, cost);
            return record(planned.model(), usage, cost, outcome);
        }

        /// The call gave no answer, and nobody knows what it used: what was set aside of the day's budget counts as spent.
        ///
        /// @param least what it used at least, by a guess
        public ModelCall unknown(String outcome, TokenUsage least) {
            return record(planned.model(), least, price(planned.model(), least), outcome);
        }

        /// What cannot be written stays set aside.
        private void settle(String named, TokenUsage usage, OptionalLong cost) {
            try {
                reservations.forEach(each -> each.settle(named, usage, cost));
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "budget.not_settled model=" + Logging.quoted(planned.model()),
                        e);
            }
        }

        private OptionalLong price(String named, TokenUsage usage) {
            return prices.picoUsd(planned.provider(), named, planned.model(), usage);
        }

        /// A log that cannot be written costs a line in the server's log, not the customer's answer.
        private ModelCall record(
                String named, TokenUsage usage, OptionalLong cost, String outcome) {
            Duration latency = Duration.ofNanos(System.nanoTime() - started);
            ModelCall call =
                    new ModelCall(
                            planned.id(),
                            planned.at(),
                            planned.provider(),
                            named,
                            planned.origin(),
                            usage,
                            cost,
                            latency,
                            outcome);
            try {
                callLog.record(call);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "call_log.lost call=" + Logging.quoted(call.toString()), e);
            }
            return call;
        }
    }
}
