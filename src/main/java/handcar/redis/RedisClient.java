package handcar.redis;

import module java.base;

import handcar.config.Logging;
import handcar.config.Secret;
import handcar.time.OnDemandThread;

import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.util.JedisURIHelper;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Asks Redis. The result is empty whenever Redis is away, slow or busy: nothing here throws or waits longer than a moment.
/// After a failure Redis is left alone for a while, and a thread of its own finds out whether it is back.
public final class RedisClient implements AutoCloseable {
    /// Redis answers within a millisecond; a caller who waits longer is better off without it.
    private static final Duration TIMEOUT = Duration.ofMillis(250);

    /// How long Redis is left alone after a failure.
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /// Each is used for well below a millisecond.
    private static final int MAX_CONNECTIONS = 32;

    /// An idle server holds no connections.
    private static final Duration MAX_IDLE = Duration.ofSeconds(10);

    private static final Logger LOG = System.getLogger(RedisClient.class.getName());

    private final redis.clients.jedis.RedisClient jedis;

    /// Callers wait here and not in Jedis' pool, in which waiting virtual threads can block all carriers of a small machine
    /// (<https://github.com/redis/jedis/issues/3927>).
    private final Semaphore permits = new Semaphore(MAX_CONNECTIONS);

    private final OnDemandThread probe = new OnDemandThread("redis-probe", this::probe);
    private volatile boolean up;
    private volatile boolean reported;
    private volatile long pausedUntil = System.nanoTime();

    /// Connects with the first question. `url` is `redis://` or `rediss://`.
    public RedisClient(Secret url) {
        URI uri = URI.create(url.reveal());
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MAX_CONNECTIONS);
        pool.setMaxIdle(MAX_CONNECTIONS);
        pool.setMaxWait(TIMEOUT);
        pool.setTestWhileIdle(false);
        pool.setMinEvictableIdleDuration(MAX_IDLE);
        pool.setTimeBetweenEvictionRuns(MAX_IDLE);
        jedis =
                redis.clients.jedis.RedisClient.builder()
                        .hostAndPort(JedisURIHelper.getHostAndPort(uri))
                        .clientConfig(
                                DefaultJedisClientConfig.builder(uri)
                                        .timeoutMillis(Math.toIntExact(TIMEOUT.toMillis()))
                                        .serverDefaultProtocol()
                                        .build())
                        .poolConfig(pool)
                        .build();
    }

    /// The value of a key.
    public Optional<byte[]> find(String key) {
        return ask(redis -> Optional.ofNullable(redis.get(bytes(key)))).flatMap(found -> found);
    }

    /// Gives a key a value for a time.
    public void keep(String key, byte[] value, Duration time) {
        ask(redis -> redis.set(bytes(key), value, SetParams.setParams().px(time.toMillis())));
    }

    /// Asks Redis whether it answers; throws [JedisException] when it does not.
    public void ping() {
        jedis.ping();
    }

    /// The answer to a question; empty when there is none in time.
    <T> Optional<T> ask(Function<UnifiedJedis, T> question) {
        if (!up) {
            probe.start();
            return Optional.empty();
        }
        try {
            if (!permits.tryAcquire(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(question.apply(jedis));
        } catch (JedisDataException e) {
            LOG.log(Level.DEBUG, "redis.refused error=" + Logging.quoted(e));
            return Optional.empty();
        } catch (JedisException e) {
            failed(e);
            return Optional.empty();
        } finally {
            permits.release();
        }
    }

    private void failed(JedisException e) {
        up = false;
        pausedUntil = System.nanoTime() + PAUSE.toNanos();
        jedis.getPool().clear(); // the other connections are as broken
        if (!reported) {
            reported = true;
            LOG.log(Level.WARNING, "redis.down error=" + Logging.quoted(e));
        }
    }

    /// Runs in the background, since a name server or a dead host may answer slowly.
    private boolean probe() {
        if (up || System.nanoTime() - pausedUntil < 0) {
            return false;
        }
        try {
            jedis.ping();
            up = true;
            if (reported) {
                reported = false;
                LOG.log(Level.INFO, "redis.up");
            }
        } catch (JedisException e) {
            failed(e);
        }
        return false;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        up = false;
        probe.close();
        jedis.close();
    }
}
