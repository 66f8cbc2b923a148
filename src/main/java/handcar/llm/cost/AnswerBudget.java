package handcar.llm.cost;

import module java.base;

import handcar.db.Db;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// What answers may cost in a day (UTC), on all channels, in tries of staff and by all replicas together. Before a call the most that
/// it can cost is set aside in the day's row; afterwards what it did cost takes its place. A process that dies leaves what it has
/// set aside, so the budget is rather spent too early than exceeded.
///
/// A model without a known price costs as much as the dearest one that has a price: it is not free, and a server of one's own
/// still answers.
public final class AnswerBudget implements CallBudget {
    private static final Logger LOG = System.getLogger(AnswerBudget.class.getName());

    /// Millionths of a micro-USD, in which what a call did cost is exact.
    private static final long PICO = 1_000_000;

    private final Db db;
    private final long limit;

    /// @param limit micro-USD in a day; 0 for none
    public AnswerBudget(Db db, long limit) {
        this.db = db;
        this.limit = limit;
    }

    /// What was spent today.
    ///
    /// @param limit micro-USD; empty when there is no budget
    /// @param spent micro-USD, with what is set aside for calls that run
    /// @param spentAt when the budget did not allow a call for the first time today
    public record Today(LocalDate day, OptionalLong limit, long spent, Optional<Instant> spentAt) {
        /// When the next budget begins.
        public Instant resetsAt() {
            return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
    }

    /// Micro-USD in a day; 0 for none.
    public long limit() {
        return limit;
    }

    /// Reads what was spent today, by all replicas.
    public Today today() {
        return db.named("llm.answer-day")
                .only(
                        row ->
                                new Today(
                                        LocalDate.parse(row.text("day")),
                                        limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit),
                                        row.number("micro_usd"),
                                        row.findInstant("spent_at")));
    }

    /// Sets aside what a call for an answer can cost; [BudgetException] when today's budget does not allow it. Other calls are
    /// not counted.
    @Override
    public Reservation reserve(PlannedCall call) {
        if (!call.origin().isForAnswer()) {
            return Reservation.NONE;
        }
        if (limit == 0) {
            return (name, used, cost) -> settle(Optional.empty(), picoUsd(name, used, cost));
        }
        TokenUsage most = call.most().get();
        long held =
                call.prices()
                        .cost(call.provider(), call.model(), most)
                        .orElseGet(
                                () -> ModelPrice.microUsd(PriceList.dearest(call.model(), most)));
        Optional<String> day =
                db.named("llm.reserve-answer")
                        .with("most", held)
                        .with("budget", limit)
                        .first(row -> row.text("day"));
        if (day.isEmpty()) {
            noteSpent();
            throw new BudgetException(
                    BudgetException.Reason.SPENT,
                    "Today's budget for answers (ANSWER_BUDGET_USD_PER_DAY) does not allow this"
                            + " call.");
        }
        return (name, used, cost) ->
                settle(day, picoUsd(name, used, cost) - Math.multiplyExact(held, PICO));
    }

    private static long picoUsd(String model, TokenUsage usage, OptionalLong known) {
        return known.isPresent() ? known.getAsLong() : PriceList.dearest(model, usage);
    }

    private void settle(Optional<String> day, long pico) {
        if (pico != 0) {
            db.named("llm.settle-answer").with("day", day).with("pico", pico).change();
        }
    }

    /// One line a day, whichever replica it is that finds out.
    private void noteSpent() {
        db.named("llm.note-budget-spent")
                .with("limit", limit)
                .first(row -> row.text("day"))
                .ifPresent(
                        day ->
                                LOG.log(
                                        Level.WARNING,
                                        "budget.spent day=" + day + " limit_micro_usd=" + limit));
    }
}
