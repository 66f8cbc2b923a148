package handcar.redis;

import handcar.config.Secret;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.util.JedisURIHelper;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// Asks Redis. Empty is the answer whenever it is not there, slow, or busy: nothing here ever throws or waits longer than
/// a moment. After a failure it is left alone, and one knock at a time finds out, aside from all callers, whether it is
/// back. Connections come from [RedisConnectionPool] and not from Jedis' pool, whose waiting can bring all virtual threads of a small
/// machine to a halt (redis/jedis#3927).
public final class RedisClient implements AutoCloseable {
    /// Redis answers within a millisecond; who waits longer is better off without it.
    private static final Duration PATIENCE = Duration.ofMillis(250);

    /// How long it is left alone after a failure.
    private static final Duration REST = Duration.ofSeconds(2);

    /// Connections at most; each is used for well below a millisecond.
    private static final int CONNECTIONS = 32;

    private static final Logger LOG = System.getLogger(RedisClient.class.getName());

    private final HostAndPort address;
    private final JedisClientConfig config;
    private final RedisConnectionPool idle = new RedisConnectionPool();
    private final Semaphore turns = new Semaphore(CONNECTIONS);
    private final AtomicBoolean knocking = new AtomicBoolean();
    private volatile boolean there;
    private volatile boolean told;
    private volatile long restUntil = System.nanoTime();

    /// Connects with the first question. `url` is `redis://` or `rediss://`.
    public RedisClient(Secret url) {
        URI uri = URI.create(url.reveal());
        this.address = JedisURIHelper.getHostAndPort(uri);
        this.config =
                DefaultJedisClientConfig.builder(uri)
                        .timeoutMillis(Math.toIntExact(PATIENCE.toMillis()))
                        .serverDefaultProtocol()
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

    /// Whether it answered last time.
    public boolean isThere() {
        return there;
    }

    /// Asks something of it.
    <T> Optional<T> ask(Function<Jedis, T> question) {
        if (!there) {
            knock();
            return Optional.empty();
        }
        try {
            if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(asked(question));
        } catch (JedisDataException e) {
            LOG.log(Level.DEBUG, "Redis refuses: " + e.getMessage());
            return Optional.empty();
        } catch (JedisException e) {
            away(e);
            return Optional.empty();
        } finally {
            turns.release();
        }
    }

    /// A connection that waited may have been closed by the other side meanwhile, which says nothing about now.
    private <T> T asked(Function<Jedis, T> question) {
        Optional<Jedis> waiting = idle.take();
        if (waiting.isPresent()) {
            try {
                return asked(waiting.get(), question);
            } catch (JedisDataException e) {
                throw e;
            } catch (JedisException e) {
                LOG.log(Level.DEBUG, "a connection to Redis was gone", e);
            }
        }
        return asked(new Jedis(address, config), question);
    }

    private <T> T asked(Jedis redis, Function<Jedis, T> question) {
        boolean well = false;
        try {
            T answer = question.apply(redis);
            well = true;
            return answer;
        } catch (JedisDataException e) {
            well = true;
            throw e;
        } finally {
            if (well) {
                idle.give(redis);
            } else {
                RedisConnectionPool.end(redis);
            }
        }
    }

    private void away(JedisException e) {
        there = false;
        restUntil = System.nanoTime() + REST.toNanos();
        idle.clear();
        if (!told) {
            told = true;
            LOG.log(Level.WARNING, "Redis is away, going on without it: " + e.getMessage());
        }
    }

    /// Finds out whether it is there, in the background: a name server or a dead host may take its time.
    private void knock() {
        if (System.nanoTime() - restUntil < 0 || !knocking.compareAndSet(false, true)) {
            return;
        }
        Thread.ofVirtual()
                .name("redis")
                .start(
                        () -> {
                            try {
                                asked(new Jedis(address, config), Jedis::ping);
                                there = true;
                                if (told) {
                                    told = false;
                                    LOG.log(Level.INFO, "Redis is back");
                                }
                            } catch (JedisException e) {
                                away(e);
                            } finally {
                                knocking.set(false);
                            }
                        });
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        there = false;
        restUntil = System.nanoTime() + Duration.ofDays(1).toNanos();
        idle.clear();
    }
}
