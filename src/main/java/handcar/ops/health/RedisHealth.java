package handcar.ops.health;

import handcar.config.Secret;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.util.JedisURIHelper;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// Redis answers; without it live events and limits stay within each replica. A connection of its own for each look, since
/// Jedis' pool can bring all virtual threads of a small machine to a halt (redis/jedis#3927).
public final class RedisHealth {
    /// Less than a look may take, so that the connection is closed by itself.
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private RedisHealth() {}

    public static HealthCheck redis(Secret url) {
        return HealthCheck.helpful("redis", () -> look(URI.create(url.reveal())));
    }

    private static HealthResult look(URI uri) {
        JedisClientConfig config =
                DefaultJedisClientConfig.builder(uri)
                        .timeoutMillis(Math.toIntExact(PATIENCE.toMillis()))
                        .serverDefaultProtocol()
                        .build();
        try (Jedis redis = new Jedis(JedisURIHelper.getHostAndPort(uri), config)) {
            String answer = redis.ping();
            return answer.equals("PONG")
                    ? HealthResult.ok(Map.of())
                    : HealthResult.degraded(Map.of("error", "answered something else"));
        }
    }
}
