package handcar.http;

import module java.base;

import handcar.problem.Problem;

/// Limits how often a caller may send requests. In memory each replica counts for itself; with Redis all count together.
public interface RateLimiter {
    /// Counts one request of `key`; empty when it is allowed, else how long to wait.
    Optional<Duration> take(String key);

    /// Counts one request of a key that has a limit of its own.
    Optional<Duration> take(String key, int perMinute);

    /// Counts one request or refuses it ([Problem.RateLimited], with `Retry-After`).
    default void require(String key) {
        require(take(key));
    }

    /// Counts one request of a key that has a limit of its own, or refuses it likewise.
    default void require(String key, int perMinute) {
        require(take(key, perMinute));
    }

    private static void require(Optional<Duration> wait) {
        if (wait.isPresent()) {
            throw new Problem.RateLimited(
                    "Too many requests. Wait a moment and try again.", wait.get());
        }
    }
}
