package handcar.auth;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/// Keys shown a moment ago, by their hash, so that a busy program does not ask the database with each request. What is
/// revoked here is forgotten at once; what another replica revoked, within [#FRESH].
final class ApiKeyCache {
    /// How long another replica's change may go unseen.
    static final Duration FRESH = Duration.ofSeconds(1);

    private static final int MOST = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ByteBuffer, Known> keys =
            new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Known> eldest) {
                    return size() > MOST;
                }
            };
    private long forgotten;

    private record Known(ApiKey key, long until) {}

    /// A key that is known and still fresh.
    Optional<ApiKey> find(byte[] hash) {
        lock.lock();
        try {
            return Optional.ofNullable(keys.get(ByteBuffer.wrap(hash)))
                    .filter(known -> known.until - System.nanoTime() > 0)
                    .map(Known::key);
        } finally {
            lock.unlock();
        }
    }

    /// To be taken before the database is asked, and given back with what it said.
    long moment() {
        lock.lock();
        try {
            return forgotten;
        } finally {
            lock.unlock();
        }
    }

    /// Remembers what the database said, unless a key was forgotten since the moment it was asked.
    void remember(byte[] hash, ApiKey key, long moment) {
        lock.lock();
        try {
            if (moment == forgotten) {
                keys.put(
                        ByteBuffer.wrap(hash), new Known(key, System.nanoTime() + FRESH.toNanos()));
            }
        } finally {
            lock.unlock();
        }
    }

    void forget(UUID id) {
        lock.lock();
        try {
            forgotten++;
            keys.values().removeIf(known -> known.key().id().equals(id));
        } finally {
            lock.unlock();
        }
    }
}
