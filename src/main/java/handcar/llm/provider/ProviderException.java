package handcar.llm.provider;

import module java.base;

/// A provider did not answer. Messages are for logs and staff: they name the provider and never carry a key.
public abstract sealed class ProviderException extends RuntimeException {
    private final String provider;
    private final String label;
    private final String sentence;
    private final transient Terms terms;

    private ProviderException(String provider, String label, String message, Terms terms) {
        super(provider + ": " + message);
        this.provider = provider;
        this.label = label;
        this.sentence = message;
        this.terms = terms;
    }

    /// How the provider itself classifies an error (`invalid_request_error`, `context_length_exceeded`, `messages`); for
    /// programs that know its terms.
    public record Terms(Optional<String> type, Optional<String> code, Optional<String> param) {
        static final Terms NONE = new Terms(Optional.empty(), Optional.empty(), Optional.empty());

        static Terms of(String type, String code, String param) {
            return new Terms(Optional.of(type), Optional.of(code), Optional.of(param));
        }
    }

    public final String provider() {
        return provider;
    }

    /// The kind of failure in the call log, health and metrics, `rate_limited`.
    public final String label() {
        return label;
    }

    /// What the provider said, or what happened.
    public final String sentence() {
        return sentence;
    }

    public final Terms terms() {
        return terms;
    }

    /// The provider is overloaded or broken: 5xx, 529, or an error in the middle of a stream.
    public static final class Overloaded extends ProviderException {
        private final int status;

        Overloaded(String provider, int status, String message, Terms terms) {
            super(provider, "overloaded", message, terms);
            this.status = status;
        }

        /// The HTTP status; 200 when the stream had begun.
        public int status() {
            return status;
        }
    }

    /// The provider limits our requests.
    public static final class RateLimited extends ProviderException {
        private final transient Optional<Duration> retryAfter;

        RateLimited(String provider, Optional<Duration> retryAfter, String message, Terms terms) {
            super(provider, "rate_limited", message, terms);
            this.retryAfter = retryAfter;
        }

        /// The wait that the provider asks for.
        public Optional<Duration> retryAfter() {
            return retryAfter;
        }
    }

    /// The request will never be answered: a wrong key, a wrong model, a prompt too long.
    public static final class Refused extends ProviderException {
        private final int status;

        Refused(String provider, int status, String message, Terms terms) {
            super(provider, "refused", message, terms);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /// The answer took too long.
    public static final class TimedOut extends ProviderException {
        TimedOut(String provider, String message) {
            super(provider, "timed_out", message, Terms.NONE);
        }
    }

    /// The connection failed or broke.
    public static final class Unreachable extends ProviderException {
        Unreachable(String provider, String message) {
            super(provider, "unreachable", message, Terms.NONE);
        }
    }

    /// The answer does not follow the protocol.
    public static final class Malformed extends ProviderException {
        public Malformed(String provider, String message) {
            super(provider, "malformed", message, Terms.NONE);
        }
    }

    /// The circuit breaker is open: the provider failed too often and was not called.
    public static final class BreakerOpen extends ProviderException {
        BreakerOpen(String provider, String message) {
            super(provider, "breaker_open", message, Terms.NONE);
        }
    }

    /// The caller stopped the call.
    public static final class Cancelled extends ProviderException {
        public Cancelled(String provider) {
            super(provider, "cancelled", "stopped by us", Terms.NONE);
        }
    }
}
