package handcar.http;

import module java.base;

/// Lets a network that is refused again and again wait for its refusals, longer each time, so that one who asks in a closed loop takes no
/// processor from others. Requests that are not refused never wait, whoever shares their address. The waits are
/// virtual threads without a place among the busy requests, and as many as their bounds; beyond them the connection ends at once.
final class Tarpit {
    /// Shorter than any client waits for an answer.
    static final Duration LONGEST = Duration.ofSeconds(1);

    /// Each refusal beyond the free ones makes the wait so much longer.
    private static final Duration STEP = Duration.ofMillis(20);

    /// Refusals that wait at once: a waiting one holds its connection and about 30 KB.
    static final int MOST = 512;

    /// Of one network.
    static final int MOST_OF_ONE = 128;

    /// Networks that are remembered, the ones refused last; about 1 MB.
    static final int MAX_NETWORKS = 10_000;

    /// No debt is longer, so that a network that stops is free again after a minute.
    private static final double MOST_DEBT = (double) LONGEST.toMillis() / STEP.toMillis();

    private final double free;
    private final double perNano;
    private final LongSupplier clock;
    private final Map<String, Debt> debts =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Debt> eldest) {
                    return size() > MAX_NETWORKS;
                }
            };
    private final NetworkPlaces waiting = new NetworkPlaces(MOST, MOST_OF_ONE);

    /// Refusals that are not yet forgotten.
    private record Debt(double refusals, long at) {}

    /// @param perMinute how many refusals of one network in a minute are answered at once
    Tarpit(int perMinute) {
        this(perMinute, System::nanoTime);
    }

    Tarpit(int perMinute, LongSupplier clock) {
        this.free = perMinute;
        this.perNano = perMinute / (double) Duration.ofMinutes(1).toNanos();
        this.clock = clock;
    }

    /// Counts a refusal and waits as long as the network has to; false when too many of its refusals wait already.
    boolean hold(String network) {
        Duration wait = count(network);
        if (wait.isZero()) {
            return true;
        }
        if (!waiting.take(network, Duration.ZERO)) {
            return false;
        }
        try {
            Thread.sleep(wait);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the server stops: the answer goes out now
        } finally {
            waiting.release(network);
        }
        return true;
    }

    /// Counts a refusal and tells how long it has to wait.
    synchronized Duration count(String network) {
        long now = clock.getAsLong();
        Debt before = debts.getOrDefault(network, new Debt(0, now));
        double left = Math.max(0, before.refusals - (now - before.at) * perNano);
        double refusals = Math.min(left + 1, free + MOST_DEBT);
        debts.put(network, new Debt(refusals, now));
        return STEP.multipliedBy((long) Math.max(0, Math.ceil(refusals - free)));
    }

    /// How many networks are remembered, for the test.
    synchronized int size() {
        return debts.size();
    }
}
