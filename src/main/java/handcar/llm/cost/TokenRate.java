package handcar.llm.cost;

import module java.base;

/// How many tokens the calls of each API key used in this minute, on this replica. A call counts when it ends.
public final class TokenRate implements CallLog {
    private static final int MOST_KEYS = 1_000;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Map<UUID, Minute> minutes =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, Minute> eldest) {
                    return size() > MOST_KEYS;
                }
            };

    private record Minute(long since, long tokens) {}

    @Override
    public void record(ModelCall call) {
        call.origin()
                .apiKey()
                .ifPresent(
                        key -> add(key, call.usage().inputTokens() + call.usage().outputTokens()));
    }

    private synchronized void add(UUID key, long tokens) {
        long now = System.nanoTime();
        Minute minute = minutes.get(key);
        minutes.put(
                key,
                minute == null || now - minute.since >= MINUTE
                        ? new Minute(now, tokens)
                        : new Minute(minute.since, minute.tokens + tokens));
    }

    /// How long a key has to wait that may use so many tokens in a minute; empty when it need not.
    public synchronized Optional<Duration> wait(UUID key, int most) {
        Minute minute = minutes.get(key);
        if (minute == null || minute.tokens < most) {
            return Optional.empty();
        }
        long left = MINUTE - (System.nanoTime() - minute.since);
        return left > 0 ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
    }
}
