package handcar.problem;

import module java.base;

/// An error that a caller is told. Every room throws it; one exhaustive switch in `http` gives it an HTTP status. The code is
/// stable and machine-readable (`conversation_not_found`), the message is a sentence that says what to do, and neither
/// contains a secret, a stack trace or SQL.
public abstract sealed class Problem extends RuntimeException {
    private final String code;
    private final transient Map<String, Object> details;

    private Problem(String code, String message, Map<String, Object> details) {
        super(message);
        this.code = code;
        this.details = details;
    }

    /// The machine-readable name of the error.
    public final String code() {
        return code;
    }

    /// The `details` object of the error.
    public final Map<String, Object> details() {
        return details;
    }

    /// The request cannot be parsed.
    public static final class Malformed extends Problem {
        public Malformed(String code, String message) {
            super(code, message, Map.of());
        }
    }

    /// One or more fields are not acceptable; each is named with its reason.
    public static final class BadFields extends Problem {
        public BadFields(Map<String, String> fields) {
            super(
                    "invalid_fields",
                    "Some fields are not acceptable: " + String.join(", ", fields.keySet()) + ".",
                    Map.of("fields", Map.copyOf(fields)));
        }

        public BadFields(String field, String reason) {
            this(Map.of(field, reason));
        }
    }

    /// The caller is not authenticated.
    public static final class Unauthorized extends Problem {
        public Unauthorized(String code, String message) {
            super(code, message, Map.of());
        }
    }

    /// The caller is authenticated but not allowed to do this.
    public static final class Forbidden extends Problem {
        public Forbidden(String code, String message) {
            super(code, message, Map.of());
        }
    }

    /// The object does not exist, or this caller may not see it.
    public static final class NotFound extends Problem {
        public NotFound(String code, String message) {
            super(code, message, Map.of());
        }
    }

    /// The path exists without this method.
    public static final class MethodNotAllowed extends Problem {
        private final transient List<String> allowed;

        public MethodNotAllowed(List<String> allowed) {
            super(
                    "method_not_allowed",
                    "This address answers to " + String.join(", ", allowed) + " only.",
                    Map.of("allowed", allowed));
            this.allowed = List.copyOf(allowed);
        }

        /// The methods that the path has, for the `Allow` header.
        public List<String> allowed() {
            return allowed;
        }
    }

    /// There is no such thing: `noun` names it in the sentence and, with underscores, in the code (`api_key_not_found`).
    public static Supplier<NotFound> notFound(String noun) {
        String code = noun.toLowerCase(Locale.ROOT).replace(' ', '_') + "_not_found";
        return () -> new NotFound(code, "There is no such " + noun + ".");
    }

    /// The state of the object does not allow this.
    public static final class Conflict extends Problem {
        public Conflict(String code, String message) {
            super(code, message, Map.of());
        }
    }

    /// The body, file or value is larger than its limit, which the message names.
    public static final class TooLarge extends Problem {
        public TooLarge(String code, String message) {
            super(code, message, Map.of());
        }
    }

    /// The body has a media type that this route does not accept.
    public static final class UnsupportedMediaType extends Problem {
        public UnsupportedMediaType(String code, String message) {
            super(code, message, Map.of());
        }
    }

    /// Too many requests; the caller may come back after `retryAfter`.
    public static final class RateLimited extends Problem {
        private final Duration retryAfter;

        public RateLimited(String message, Duration retryAfter) {
            this("rate_limited", message, retryAfter);
        }

        public RateLimited(String code, String message, Duration retryAfter) {
            super(code, message, Map.of("retry_after_seconds", seconds(retryAfter)));
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }

        /// The time to wait in whole seconds, rounded up.
        public long seconds() {
            return seconds(retryAfter);
        }

        private static long seconds(Duration wait) {
            return Math.max(1, (wait.toMillis() + 999) / 1000);
        }
    }

    /// Another server failed.
    public static final class Upstream extends Problem {
        public Upstream(String code, String message) {
            super(code, message, Map.of());
        }
    }

    /// This server cannot do it now but probably soon.
    public static final class Unavailable extends Problem {
        public Unavailable(String code, String message) {
            super(code, message, Map.of());
        }
    }

    /// It took too long.
    public static final class Timeout extends Problem {
        public Timeout(String code, String message) {
            super(code, message, Map.of());
        }
    }
}
