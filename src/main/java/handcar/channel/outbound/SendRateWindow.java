package handcar.channel.outbound;

import module java.base;

/// Counts the attempts of one account in the last second, for the provider's rate limit.
final class SendRateWindow {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /// The longest pause that one customer's "try later" imposes on the account's other customers.
    private static final Duration LONGEST_REST = Duration.ofSeconds(5);

    private final ArrayDeque<Long> begun = new ArrayDeque<>();
    private long restsUntil = System.nanoTime();

    /// How many more attempts may begin now.
    synchronized int free(int perSecond) {
        long now = System.nanoTime();
        while (!begun.isEmpty() && now - begun.getFirst() >= SECOND) {
            begun.removeFirst();
        }
        return now - restsUntil < 0 ? 0 : Math.max(0, perSecond - begun.size());
    }

    synchronized void begin(int count) {
        for (int i = 0; i < count; i++) {
            begun.addLast(System.nanoTime());
        }
    }

    /// Pauses because the provider asked for it.
    synchronized void rest(Duration wished) {
        Duration rest = wished.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : wished;
        restsUntil = Math.max(restsUntil, System.nanoTime() + rest.toNanos());
    }

    /// How long until one more attempt may begin.
    synchronized Duration wait(int perSecond) {
        if (free(perSecond) > 0) {
            return Duration.ZERO;
        }
        long now = System.nanoTime();
        long first = begun.size() < perSecond || begun.isEmpty() ? now : begun.getFirst() + SECOND;
        return Duration.ofNanos(Math.max(first, restsUntil) - now);
    }

    /// Whether it holds nothing that a new window would not.
    synchronized boolean isIdle() {
        return free(1) == 1 && begun.isEmpty();
    }
}
