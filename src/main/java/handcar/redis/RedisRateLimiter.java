package handcar.redis;

import module java.base;

import handcar.http.RateLimiter;

/// One count for all replicas, in Redis; each replica counts for itself while Redis is away. This is the generic cell rate
/// algorithm: what is kept for a caller is the time at which their bucket will be full again, one number that expires by
/// itself. <https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm>
public final class RedisRateLimiter implements RateLimiter {
    /// Uses Redis' own clock, so that replicas whose clocks differ agree. Returns how long to wait, in milliseconds.
    private static final byte[] SCRIPT =
            RedisClient.bytes(
                    """
                    local time = redis.call('TIME')
                    local now = time[1] * 1000 + time[2] / 1000
                    local every = 60000 / tonumber(ARGV[1])
                    local full = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
                    local wait = full + every - now - 60000
                    if wait > 0.001 then
                        return math.ceil(wait)
                    end
                    redis.call('SET', KEYS[1], string.format('%.3f', full + every), 'PX', math.ceil(full + every - now))
                    return 0
                    """);

    private final RedisClient redis;
    private final RateLimiter local;
    private final int perMinute;

    /// @param local counts while Redis is away, with the same limit for callers without one of their own
    /// @param perMinute that limit
    public RedisRateLimiter(RedisClient redis, RateLimiter local, int perMinute) {
        this.redis = redis;
        this.local = local;
        this.perMinute = perMinute;
    }

    @Override
    public Optional<Duration> take(String key) {
        return take(key, perMinute);
    }

    @Override
    public Optional<Duration> take(String key, int most) {
        Optional<Long> millis =
                redis.ask(
                        jedis ->
                                (Long)
                                        jedis.eval(
                                                SCRIPT,
                                                List.of(RedisClient.bytes("handcar:limit:" + key)),
                                                List.of(RedisClient.bytes(String.valueOf(most)))));
        return millis.isEmpty()
                ? local.take(key, most)
                : millis.filter(wait -> wait > 0).map(Duration::ofMillis);
    }
}
