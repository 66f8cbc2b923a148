package handcar.llm.cost;

import module java.base;

/// What API keys with a budget spent, without asking the database for every call: the sum in the table, a few seconds old,
/// and the calls since. Replicas see each other's spending through the table.
public final class SpendTracker {
    /// Calls of other replicas may be missing for this long.
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final int MOST_KEYS = 1_000;

    private final Function<UUID, Spent> table;
    private final ReentrantLock lock = new ReentrantLock();
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
    public boolean isUsedUp(UUID key, OptionalLong monthly, OptionalLong total) {
        Sum sum = sum(key);
        return reached(monthly, sum.written.thisMonth + sum.unwritten)
                || reached(total, sum.written.ever + sum.unwritten);
    }

    private static boolean reached(OptionalLong budget, long spent) {
        return budget.isPresent() && spent >= budget.getAsLong();
    }

    private Sum sum(UUID key) {
        lock.lock();
        try {
            Sum known = sums.get(key);
            if (known != null && known.until - System.nanoTime() > 0) {
                return known;
            }
        } finally {
            lock.unlock();
        }
        Spent spent = table.apply(key);
        lock.lock();
        try {
            long until = System.nanoTime() + FRESH.toNanos();
            Sum before = sums.get(key);
            Sum now = new Sum(spent, until, before == null ? 0 : before.unwritten);
            sums.put(key, now);
            return now;
        } finally {
            lock.unlock();
        }
    }

    /// A call was made and is not in the table yet.
    public void made(ModelCall call) {
        add(call, 1, false);
    }

    /// These calls are in the table now.
    public void written(List<ModelCall> calls) {
        calls.forEach(call -> add(call, -1, true));
    }

    private void add(ModelCall call, int sign, boolean stale) {
        long cost = call.costMicroUsd().orElse(0);
        if (call.origin().apiKey().isEmpty() || cost == 0) {
            return;
        }
        lock.lock();
        try {
            sums.computeIfPresent(
                    call.origin().apiKey().get(),
                    (_, sum) ->
                            new Sum(
                                    sum.written,
                                    stale ? System.nanoTime() : sum.until,
                                    Math.max(0, sum.unwritten + sign * cost)));
        } finally {
            lock.unlock();
        }
    }
}
