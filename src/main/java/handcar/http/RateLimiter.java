package handcar.http;

import handcar.problem.Problem;

import java.time.Duration;
import java.util.Optional;

/// How often somebody may knock. In memory, each replica counts for itself; a shared counter is another implementation.
public interface RateLimiter {
    /// Takes one turn of `key`'s; empty when there was one, else how long to wait for the next.
    Optional<Duration> take(String key);

    /// The same for a key with a number of turns a minute of its own.
    Optional<Duration> take(String key, int perMinute);

    /// Takes one turn or refuses the request ([Problem.RateLimited], with `Retry-After`).
    default void require(String key) {
        take(key)
                .ifPresent(
                        wait -> {
                            throw new Problem.RateLimited(
                                    "Too many requests. Wait a moment and try again.", wait);
                        });
    }
}
