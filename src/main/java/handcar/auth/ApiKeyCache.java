package handcar.auth;

import module java.base;

/// Caches recently used keys by their hash, so that a busy program does not cost a query with each request. A key revoked
/// on this replica is dropped at once; one revoked on another replica, within [#FRESH].
final class ApiKeyCache {
    /// How long a change made by another replica may stay unnoticed.
    static final Duration FRESH = Duration.ofSeconds(1);

    private static final int MOST = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ByteBuffer, CachedKey> keys =
            new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<ByteBuffer, CachedKey> eldest) {
                    return size() > MOST;
                }
            };
    private long forgotten;

    private record CachedKey(ApiKey key, long until) {}

    /// The cached key, if it is younger than [#FRESH].
    Optional<ApiKey> find(byte[] hash) {
        lock.lock();
        try {
            return Optional.ofNullable(keys.get(ByteBuffer.wrap(hash)))
                    .filter(known -> known.until - System.nanoTime() > 0)
                    .map(CachedKey::key);
        } finally {
            lock.unlock();
        }
    }

    /// A version to read before the query and to pass to [#remember] with its result.
    long moment() {
        lock.lock();
        try {
            return forgotten;
        } finally {
            lock.unlock();
        }
    }

    /// Caches a query's result, unless a key was revoked since the version was read.
    void remember(byte[] hash, ApiKey key, long moment) {
        lock.lock();
        try {
            if (moment == forgotten) {
                keys.put(
                        ByteBuffer.wrap(hash),
                        new CachedKey(key, System.nanoTime() + FRESH.toNanos()));
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
