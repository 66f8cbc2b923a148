package handcar.redis;

import module java.base;

import handcar.http.RateLimiter;

/// One count for all replicas, in Redis; each replica counts for itself while Redis is away. It counts as
/// [handcar.http.SlidingWindowRateLimiter] does: for each second when its last request came and how many did. What is older than a
/// minute goes, and the key expires by itself.
public final class RedisRateLimiter implements RateLimiter {
    /// Uses Redis' own clock, so that replicas whose clocks differ agree. Returns how long to wait, in milliseconds.
    private static final byte[] SCRIPT =
            RedisClient.bytes(
                    """
                    local time = redis.call('TIME')
                    local now = time[1] * 1000 + math.floor(time[2] / 1000)
                    local most = tonumber(ARGV[1])
                    local kept, sum = {}, 0
                    local all = redis.call('HGETALL', KEYS[1])
                    for i = 1, #all, 2 do
                        local at, count = string.match(all[i + 1], '(%d+) (%d+)')
                        at, count = tonumber(at), tonumber(count)
                        if at + 60000 <= now then
                            redis.call('HDEL', KEYS[1], all[i])
                        else
                            kept[#kept + 1] = {at, count}
                            sum = sum + count
                        end
                    end
                    if sum >= most then
                        table.sort(kept, function(a, b) return a[1] < b[1] end)
                        local i = 1
                        while sum - kept[i][2] >= most do
                            sum = sum - kept[i][2]
                            i = i + 1
                        end
                        return kept[i][1] + 60000 - now
                    end
                    local second = string.format('%d', math.floor(now / 1000))
                    local before = redis.call('HGET', KEYS[1], second)
                    local count = before and tonumber(string.match(before, ' (%d+)')) or 0
                    redis.call('HSET', KEYS[1], second, string.format('%.0f %d', now, count + 1))
                    redis.call('PEXPIRE', KEYS[1], 60000)
                    return 0
                    """);

    /// Former versions kept another shape under `handcar:limit:`.
    private static final String KEY = "handcar:requests:";

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
                                                List.of(RedisClient.bytes(KEY + key)),
                                                List.of(RedisClient.bytes(String.valueOf(most)))));
        return millis.isEmpty()
                ? local.take(key, most)
                : millis.filter(wait -> wait > 0).map(Duration::ofMillis);
    }
}
