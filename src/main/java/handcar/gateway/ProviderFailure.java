package handcar.gateway;

import java.time.Duration;
import java.util.Optional;

/// A provider did not answer. Messages are for logs and staff: they name the provider and never carry a key.
public abstract sealed class ProviderFailure extends RuntimeException {
    private final String provider;
    private final String label;
    private final String sentence;

    private ProviderFailure(String provider, String label, String message) {
        super(provider + ": " + message);
        this.provider = provider;
        this.label = label;
        this.sentence = message;
    }

    public final String provider() {
        return provider;
    }

    /// The kind of failure for ledger, health and metrics, `rate_limited`.
    public final String label() {
        return label;
    }

    /// What the provider said, or what happened.
    public final String sentence() {
        return sentence;
    }

    /// It has too much to do, or is broken: 5xx, 529, or an error in the middle of a stream.
    public static final class Overloaded extends ProviderFailure {
        private final int status;

        Overloaded(String provider, int status, String message) {
            super(provider, "overloaded", message);
            this.status = status;
        }

        /// The HTTP status; 200 when the stream had begun.
        public int status() {
            return status;
        }
    }

    /// We ask too much.
    public static final class RateLimited extends ProviderFailure {
        private final transient Optional<Duration> retryAfter;

        RateLimited(String provider, Optional<Duration> retryAfter, String message) {
            super(provider, "rate_limited", message);
            this.retryAfter = retryAfter;
        }

        /// When it wants to be asked again.
        public Optional<Duration> retryAfter() {
            return retryAfter;
        }
    }

    /// It will never answer this: a wrong key, a wrong model, a prompt too long.
    public static final class Refused extends ProviderFailure {
        private final int status;

        Refused(String provider, int status, String message) {
            super(provider, "refused", message);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /// It took too long.
    public static final class TimedOut extends ProviderFailure {
        TimedOut(String provider, String message) {
            super(provider, "timed_out", message);
        }
    }

    /// Nobody there, or the connection broke.
    public static final class Unreachable extends ProviderFailure {
        Unreachable(String provider, String message) {
            super(provider, "unreachable", message);
        }
    }

    /// What came is not what the protocol says.
    public static final class Malformed extends ProviderFailure {
        Malformed(String provider, String message) {
            super(provider, "malformed", message);
        }
    }

    /// It failed too often lately and was not asked.
    public static final class BreakerOpen extends ProviderFailure {
        BreakerOpen(String provider, String message) {
            super(provider, "breaker_open", message);
        }
    }

    /// We stopped it ourselves.
    public static final class Cancelled extends ProviderFailure {
        Cancelled(String provider) {
            super(provider, "cancelled", "stopped by us");
        }
    }
}
