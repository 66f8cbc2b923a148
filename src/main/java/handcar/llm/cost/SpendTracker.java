package handcar.llm.cost;

import module java.base;

/// What API keys with a budget spent, without asking the database for every call: the sum in the table, a few seconds old,
/// and the calls since. Replicas see each other's spending through the table.
public final class SpendTracker {
    /// Calls of other replicas may be missing for this long.
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final int MOST_KEYS = 1_000;

    private final Function<UUID, Spent> table;
    private final Map<UUID, Sum> sums =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, Sum> eldest) {
                    return size() > MOST_KEYS;
                }
            };

    /// Millionths of a US dollar.
    public record Spent(long thisMonth, long ever) {}

    private record Sum(Spent written, long until, long unwritten) {}

    /// @param table reads the sum of a key
    public SpendTracker(Function<UUID, Spent> table) {
        this.table = table;
    }

    /// Whether a key's budget is used up. Calls under way are not in it yet, so the last ones may go beyond it.
    ///
    /// @param monthly micro-USD in a calendar month (UTC)
    /// @param total micro-USD ever
    public boolean isUsedUp(UUID key, Optional<Long> monthly, Optional<Long> total) {
        Sum sum = sum(key);
        return reached(monthly, sum.written.thisMonth + sum.unwritten)
                || reached(total, sum.written.ever + sum.unwritten);
    }

    private static boolean reached(Optional<Long> budget, long spent) {
        return budget.isPresent() && spent >= budget.get();
    }

    /// The table is read without the lock: two threads that find a sum too old both read it.
    private Sum sum(UUID key) {
        return fresh(key).orElseGet(() -> renewed(key, table.apply(key)));
    }

    private synchronized Optional<Sum> fresh(UUID key) {
        return Optional.ofNullable(sums.get(key)).filter(sum -> sum.until - System.nanoTime() > 0);
    }

    private synchronized Sum renewed(UUID key, Spent spent) {
        Sum before = sums.get(key);
        long until = System.nanoTime() + FRESH.toNanos();
        Sum now = new Sum(spent, until, before == null ? 0 : before.unwritten);
        sums.put(key, now);
        return now;
    }

    /// A call was made and is not in the table yet.
    public void made(ModelCall call) {
        add(call, 1, false);
    }

    /// These calls are in the table now.
    public void written(List<ModelCall> calls) {
        calls.forEach(call -> add(call, -1, true));
    }

    private synchronized void add(ModelCall call, int sign, boolean stale) {
        long cost = call.costMicroUsd().orElse(0);
        if (call.origin().isOwn() || cost == 0) {
            return;
        }
        sums.computeIfPresent(
                call.origin().apiKey().get(),
                (_, sum) ->
                        new Sum(
                                sum.written,
                                stale ? System.nanoTime() : sum.until,
                                Math.max(0, sum.unwritten + sign * cost)));
    }
}
