package handcar.net;

import module java.base;

import handcar.time.RetrySchedule;

/// The bounds of the [HttpClient].
///
/// @param connections open at once, over all hosts; a stream holds one while it runs
/// @param perHost open at once to one host
/// @param connect the longest wait for a connection, and again for its TLS handshake
/// @param idle how long an unused connection stays open; short, so that an idle server sends nothing
/// @param retry how failed calls are tried again
/// @param breaker when a host is left alone
public record HttpClientSettings(
        int connections,
        int perHost,
        Duration connect,
        Duration idle,
        RetrySchedule retry,
        BreakerRule breaker) {

    public HttpClientSettings {
        if (connections < 1 || perHost < 1) {
            throw new IllegalArgumentException("At least one connection is needed.");
        }
    }

    /// Half more than programs may hold, so that a third is left for customers. Each stream that is passed on holds one, some 30 KB of buffers while it runs and none afterwards; usually all of
    /// them lead to the same provider.
    private static final int MOST_CONNECTIONS = 1_536;

    /// The defaults of the contract.
    public static HttpClientSettings defaults() {
        return new HttpClientSettings(
                MOST_CONNECTIONS,
                MOST_CONNECTIONS,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                RetrySchedule.doubling(Duration.ofSeconds(1), Duration.ofSeconds(30)).attempts(3),
                new BreakerRule(5, Duration.ofSeconds(60)));
    }

    /// With other retries.
    public HttpClientSettings with(RetrySchedule other) {
        return new HttpClientSettings(connections, perHost, connect, idle, other, breaker);
    }

    /// With another rule for the circuit breakers.
    public HttpClientSettings with(BreakerRule other) {
        return new HttpClientSettings(connections, perHost, connect, idle, retry, other);
    }

    /// When a host is left alone: after `threshold` failures in a row, for `reset`.
    public record BreakerRule(int threshold, Duration reset) {
        public BreakerRule {
            if (threshold < 1 || reset.isNegative()) {
                throw new IllegalArgumentException("A breaker needs a threshold of 1 or more.");
            }
        }
    }
}
