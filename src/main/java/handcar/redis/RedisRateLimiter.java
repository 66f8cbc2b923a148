package handcar.redis;

import handcar.http.RateLimiter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One count for all replicas, in Redis; each counts for itself while Redis is away. The generic cell rate algorithm:
/// what is kept for a caller is the time at which their bucket will be full again, one number that goes by itself.
/// <https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm>
public final class RedisRateLimiter implements RateLimiter {
    /// Redis' own clock counts, so that replicas whose clocks differ agree. Milliseconds; answers how long to wait.
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
    private final RateLimiter own;
    private final int perMinute;

    /// @param own counts while Redis is away, the same number for callers without one of their own
    /// @param perMinute that number
    public RedisRateLimiter(RedisClient redis, RateLimiter own, int perMinute) {
        this.redis = redis;
        this.own = own;
        this.perMinute = perMinute;
    }

    @Override
    public Optional<Duration> take(String key) {
        Optional<Long> wait = wait(key, perMinute);
        return wait.isPresent() ? told(wait) : own.take(key);
    }

    @Override
    public Optional<Duration> take(String key, int most) {
        Optional<Long> wait = wait(key, most);
        return wait.isPresent() ? told(wait) : own.take(key, most);
    }

    /// In milliseconds; empty when Redis cannot say.
    private Optional<Long> wait(String key, int most) {
        return redis.ask(
                        asked ->
                                asked.eval(
                                        SCRIPT,
                                        List.of(RedisClient.bytes("handcar:limit:" + key)),
                                        List.of(RedisClient.bytes(String.valueOf(most)))))
                .map(Long.class::cast);
    }

    private static Optional<Duration> told(Optional<Long> wait) {
        return wait.filter(millis -> millis > 0).map(Duration::ofMillis);
    }
}
