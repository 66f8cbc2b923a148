package handcar.http;

import module java.base;

/// One token bucket for each caller: a caller may use a minute's tokens at once and then one every 60/n s. The callers seen
/// last are remembered; a forgotten one starts with a full bucket.
public final class TokenBucketRateLimiter implements RateLimiter {
    /// A bucket is about 100 bytes, so this is 1 MB at most, however many addresses an attacker has.
    private static final int MAX_CALLERS = 10_000;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Map<String, Bucket> buckets;
    private final double capacity;
    private final double perNano;
    private final LongSupplier clock;

    private record Bucket(double tokens, long at) {}

    /// @param tokens how many in `per`, at least 1
    public TokenBucketRateLimiter(int tokens, Duration per) {
        this(tokens, per, System::nanoTime);
    }

    TokenBucketRateLimiter(int tokens, Duration per, LongSupplier clock) {
        this.capacity = tokens;
        this.perNano = tokens / (double) per.toNanos();
        this.clock = clock;
        this.buckets =
                new LinkedHashMap<>(256, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                        return size() > MAX_CALLERS;
                    }
                };
    }

    @Override
    public Optional<Duration> take(String key) {
        return take(key, capacity, perNano);
    }

    @Override
    public Optional<Duration> take(String key, int perMinute) {
        return take(key, perMinute, perMinute / (double) MINUTE.toNanos());
    }

    private synchronized Optional<Duration> take(String key, double capacity, double perNano) {
        long now = clock.getAsLong();
        Bucket before = buckets.getOrDefault(key, new Bucket(capacity, now));
        double tokens = Math.min(capacity, before.tokens() + (now - before.at()) * perNano);
        if (tokens >= 1) {
            buckets.put(key, new Bucket(tokens - 1, now));
            return Optional.empty();
        }
        buckets.put(key, new Bucket(tokens, now));
        return Optional.of(Duration.ofNanos((long) Math.ceil((1 - tokens) / perNano)));
    }

    /// How many callers are remembered, for the test.
    synchronized int size() {
        return buckets.size();
    }
}
