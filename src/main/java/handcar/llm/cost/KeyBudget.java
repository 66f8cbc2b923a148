package handcar.llm.cost;

import module java.base;

import handcar.db.Db;

/// What the calls of an API key may cost in a calendar month (UTC) and ever. A call is allowed while what was spent, with what is
/// set aside for calls in progress, is below the budget; so the last one may go beyond it, and only that one.
///
/// A call that is set aside is a row of `open_calls` until it is in the call log. When its process dies, the row becomes a call of
/// which nobody knows what it used, once it cannot be running any more.
public final class KeyBudget implements CallBudget {
    /// Beyond the longest silence of a call: its end has to be written too.
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private static final Duration SWEEP = Duration.ofMinutes(1);

    private static final int MOST_REMEMBERED = 10_000;

    private final Db db;
    private final Duration longest;
    private final Map<Asked, Long> lastCosts =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(16, 0.75f, true) {
                        @Override
                        protected boolean removeEldestEntry(Map.Entry<Asked, Long> eldest) {
                            return size() > MOST_REMEMBERED;
                        }
                    });
    private final AtomicLong swept = new AtomicLong(System.nanoTime() - SWEEP.toNanos());

    /// A key and a model. What the last call of the two cost, on this replica, is the least that is set aside for the next one.
    ///
    /// @param namesContent the calls that only name some of what is read are apart: of them the dearest one counts, because nobody
    ///     knows which content is named next
    private record Asked(UUID key, String model, boolean namesContent) {}

    /// @param longest the longest that a whole answer, or the silence of a streamed one, may take
    public KeyBudget(Db db, Duration longest) {
        this.db = db;
        this.longest = longest.plus(MARGIN);
    }

    @Override
    public Reservation reserve(PlannedCall call) {
        if (!call.origin().isBudgeted()) {
            return Reservation.NONE;
        }
        ModelPrice price =
                call.prices()
                        .price(call.provider(), call.model())
                        .orElseThrow(() -> unpriced(call.model()));
        long most = price.cost(call.most().get());
        if (most == 0) {
            return Reservation.NONE;
        }
        UUID key = call.origin().apiKey().orElseThrow();
        Asked asked = new Asked(key, call.model(), call.namesContent().getAsBoolean());
        Long last = lastCosts.get(asked);
        long held = Math.max(most, last == null ? unknown(asked, price) : last);
        sweep();
        Supplier<Optional<UUID>> holding = () -> held(call, key, held);
        UUID id =
                holding.get()
                        .orElseGet(
                                () -> {
                                    long _ = closeLost();
                                    return ReservationWait.first(holding, () -> refused(key));
                                });
        return new OpenCall(id, asked);
    }

    /// What content that a request only names may cost, before a first call tells.
    private static long unknown(Asked asked, ModelPrice price) {
        return asked.namesContent
                ? price.cost(new TokenUsage(ContextWindow.of(asked.model), 0, true))
                : 0;
    }

    /// Calls of processes that died enter the log within a minute of the next call.
    private void sweep() {
        long now = System.nanoTime();
        long last = swept.get();
        if (now - last > SWEEP.toNanos() && swept.compareAndSet(last, now)) {
            long _ = closeLost();
        }
    }

    private Optional<UUID> held(PlannedCall call, UUID key, long held) {
        return db.named("llm.reserve-call")
                .with("id", call.id())
                .with("key", key)
                .with("at", call.at().toEpochMilli())
                .with("provider", call.provider())
                .with("model", ModelCallStore.named(call.model()))
                .with("purpose", call.origin().purpose())
                .with("most", held)
                .with("seconds", longest.toSeconds())
                .first(row -> row.uuid("id"));
    }

    /// The row of a streamed call says again that the call runs, in time before it would count as lost.
    private final class OpenCall implements Reservation {
        private final UUID id;
        private final Asked asked;
        private long renewed = System.nanoTime();

        OpenCall(UUID id, Asked asked) {
            this.id = id;
            this.asked = asked;
        }

        @Override
        public void renew() {
            long now = System.nanoTime();
            if (now - renewed > longest.toNanos() / 2) {
                renewed = now;
                db.named("llm.extend-open-call")
                        .with("id", id)
                        .with("seconds", longest.toSeconds())
                        .change();
            }
        }

        /// The call's row in the log takes the place of what was set aside.
        @Override
        public void settle(String model, TokenUsage used, OptionalLong picoUsd) {
            if (picoUsd.orElse(0) > 0) {
                lastCosts.merge(
                        asked,
                        ModelPrice.microUsd(picoUsd.getAsLong()),
                        (before, now) -> asked.namesContent ? Math.max(before, now) : now);
            }
        }
    }

    /// Puts the calls of processes that died into the call log; returns how many there were.
    public long closeLost() {
        return db.named("llm.close-lost-calls").change();
    }

    private BudgetException refused(UUID key) {
        boolean spent =
                db.named("llm.is-budget-spent").with("key", key).only(row -> row.flag("spent"));
        return spent
                ? new BudgetException(
                        BudgetException.Reason.SPENT, "The budget of this API key is used up.")
                : new BudgetException(
                        BudgetException.Reason.HELD,
                        "The rest of this API key's budget is set aside for calls in progress.");
    }

    private static BudgetException unpriced(String model) {
        return new BudgetException(
                BudgetException.Reason.UNPRICED,
                "The model "
                        + model
                        + " has no price here, and this API key has a budget. An administrator can"
                        + " set a price.");
    }
}
