package handcar.problem;

import module java.base;

/// An error that a caller is told, and the one place that gives errors their HTTP status. The type is the kind of error by the
/// contract. The code is stable and machine-readable (`conversation_not_found`), the message is a sentence that says what to
/// do, and neither contains a secret, a stack trace or SQL.
public abstract sealed class Problem extends RuntimeException {
    private final int status;
    private final String type;
    private final String code;
    private final transient Map<String, Object> details;
    private final transient Map<String, String> headers;

    private Problem(int status, String type, String code, String message) {
        this(status, type, code, message, Map.of(), Map.of());
    }

    private Problem(
            int status,
            String type,
            String code,
            String message,
            Map<String, Object> details,
            Map<String, String> headers) {
        super(message);
        this.status = status;
        this.type = type;
        this.code = code;
        this.details = details;
        this.headers = headers;
    }

    /// The HTTP status.
    public final int status() {
        return status;
    }

    /// The machine-readable name of the error.
    public final String code() {
        return code;
    }

    /// The `details` object of the error.
    public final Map<String, Object> details() {
        return details;
    }

    /// The headers that the response has because of the error.
    public final Map<String, String> headers() {
        return headers;
    }

    /// The body of the response, in the one shape that every error has.
    public final Map<String, Object> body(String requestId) {
        return Map.of(
                "error",
                Map.of(
                        "code", code,
                        "type", type,
                        "message", String.valueOf(getMessage()),
                        "details", details,
                        "request_id", requestId));
    }

    /// The request cannot be parsed.
    public static final class Malformed extends Problem {
        public Malformed(String code, String message) {
            super(400, "invalid", code, message);
        }
    }

    /// One or more fields are not acceptable; each is named with its reason.
    public static final class BadFields extends Problem {
        public BadFields(Map<String, String> fields) {
            super(
                    422,
                    "invalid",
                    "invalid_fields",
                    "Some fields are not acceptable: " + String.join(", ", fields.keySet()) + ".",
                    Map.of("fields", Map.copyOf(fields)),
                    Map.of());
        }

        public BadFields(String field, String reason) {
            this(Map.of(field, reason));
        }
    }

    /// The caller is not authenticated.
    public static final class Unauthorized extends Problem {
        public Unauthorized(String code, String message) {
            super(
                    401,
                    "unauthorized",
                    code,
                    message,
                    Map.of(),
                    Map.of("WWW-Authenticate", "Bearer"));
        }
    }

    /// The caller is authenticated but not allowed to do this.
    public static final class Forbidden extends Problem {
        public Forbidden(String code, String message) {
            super(403, "forbidden", code, message);
        }
    }

    /// The object does not exist, or this caller may not see it.
    public static final class NotFound extends Problem {
        public NotFound(String code, String message) {
            super(404, "not_found", code, message);
        }
    }

    /// The path exists without this method.
    public static final class MethodNotAllowed extends Problem {
        /// @param allowed the methods that the path has
        public MethodNotAllowed(List<String> allowed) {
            super(
                    405,
                    "method_not_allowed",
                    "method_not_allowed",
                    "This address answers to " + String.join(", ", allowed) + " only.",
                    Map.of("allowed", allowed),
                    Map.of("Allow", String.join(", ", allowed)));
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
            super(409, "conflict", code, message);
        }

        public Conflict(String code, String message, Map<String, Object> details) {
            super(409, "conflict", code, message, details, Map.of());
        }
    }

    /// The body, file or value is larger than its limit, which the message names.
    public static final class TooLarge extends Problem {
        public TooLarge(String code, String message) {
            super(413, "too_large", code, message);
        }
    }

    /// The body has a media type that this route does not accept.
    public static final class UnsupportedMediaType extends Problem {
        public UnsupportedMediaType(String code, String message) {
            super(415, "unsupported_media_type", code, message);
        }
    }

    /// Too many requests; the caller may come back after `retryAfter`.
    public static final class RateLimited extends Problem {
        public RateLimited(String message, Duration retryAfter) {
            this("rate_limited", message, retryAfter);
        }

        public RateLimited(String code, String message, Duration retryAfter) {
            this(code, message, retryAfter, Map.of());
        }

        /// @param details what else the caller is told
        public RateLimited(
                String code, String message, Duration retryAfter, Map<String, Object> details) {
            this(code, message, seconds(retryAfter), details);
        }

        private RateLimited(String code, String message, long seconds, Map<String, Object> more) {
            super(
                    429,
                    "rate_limited",
                    code,
                    message,
                    with(more, "retry_after_seconds", seconds),
                    Map.of("Retry-After", String.valueOf(seconds)));
        }

        private static long seconds(Duration wait) {
            return Math.max(1, Math.ceilDiv(wait.toMillis(), 1_000L));
        }

        private static Map<String, Object> with(
                Map<String, Object> more, String name, Object value) {
            Map<String, Object> all = new HashMap<>(more);
            all.put(name, value);
            return Map.copyOf(all);
        }
    }

    /// Another server failed.
    public static final class Upstream extends Problem {
        public Upstream(String code, String message) {
            super(502, "upstream", code, message);
        }
    }

    /// This server cannot do it now but probably soon.
    public static final class Unavailable extends Problem {
        public Unavailable(String code, String message) {
            super(503, "unavailable", code, message, Map.of(), Map.of("Retry-After", "5"));
        }
    }

    /// It took too long.
    public static final class Timeout extends Problem {
        public Timeout(String code, String message) {
            super(504, "timeout", code, message);
        }
    }

    /// What the web server refuses with a status that no other class has.
    public static final class Refused extends Problem {
        public Refused(int status, String type, String code, String message) {
            super(status, type, code, message);
        }
    }
}
