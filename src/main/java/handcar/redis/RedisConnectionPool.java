package handcar.redis;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Connections that wait for the next question, the last used on top. They are closed when nobody asks for a while, by a
/// thread that is there only as long as they are: a silent server has neither connections nor a timer.
final class RedisConnectionPool {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final Logger LOG = System.getLogger(RedisConnectionPool.class.getName());

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean sweeping;

    private record Waiting(Jedis redis, long since) {}

    Optional<Jedis> take() {
        lock.lock();
        try {
            return Optional.ofNullable(waiting.pollFirst()).map(Waiting::redis);
        } finally {
            lock.unlock();
        }
    }

    void give(Jedis redis) {
        lock.lock();
        try {
            waiting.addFirst(new Waiting(redis, System.nanoTime()));
            if (!sweeping) {
                sweeping = true;
                Thread.ofVirtual().name("redis sweep").start(this::sweep);
            }
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        over(Duration.ZERO).forEach(RedisConnectionPool::end);
    }

    static void end(Jedis redis) {
        try {
            redis.close();
        } catch (JedisException e) {
            LOG.log(Level.DEBUG, "a connection to Redis was gone", e);
        }
    }

    private void sweep() {
        try {
            do {
                Thread.sleep(LONGEST);
                over(LONGEST).forEach(RedisConnectionPool::end);
            } while (goesOn());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean goesOn() {
        lock.lock();
        try {
            sweeping = !waiting.isEmpty();
            return sweeping;
        } finally {
            lock.unlock();
        }
    }

    private List<Jedis> over(Duration age) {
        lock.lock();
        try {
            List<Jedis> over = new ArrayList<>();
            long now = System.nanoTime();
            while (!waiting.isEmpty() && now - waiting.getLast().since >= age.toNanos()) {
                over.add(waiting.removeLast().redis);
            }
            return over;
        } finally {
            lock.unlock();
        }
    }
}
