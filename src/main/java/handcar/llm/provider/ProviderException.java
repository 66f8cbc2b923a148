package handcar.llm.provider;

import module java.base;

/// A provider did not answer. Messages are for logs and staff: they name the provider and never contain a key.
public final class ProviderException extends RuntimeException {
    private final String provider;
    private final Kind kind;
    private final int status;
    private final String sentence;
    private final transient Terms terms;
    private final transient Optional<Duration> retryAfter;
    private final transient List<Map.Entry<String, String>> limits;

    /// A failure of which the provider itself said nothing.
    public ProviderException(String provider, Kind kind, String sentence) {
        this(provider, kind, kind.status, sentence, Terms.NONE, kind.retryAfter, List.of());
    }

    ProviderException(
            String provider,
            Kind kind,
            int status,
            String sentence,
            Terms terms,
            Optional<Duration> retryAfter,
            List<Map.Entry<String, String>> limits) {
        super(provider + ": " + sentence);
        this.provider = provider;
        this.kind = kind;
        this.status = status;
        this.sentence = sentence;
        this.terms = terms;
        this.retryAfter = retryAfter;
        this.limits = List.copyOf(limits);
    }

    /// How a provider failed, and what a program is told about it: an HTTP status, OpenAI's error type, and a sentence,
    /// which is empty where the provider's own sentence is passed on.
    public enum Kind {
        /// The provider is overloaded or broken: 5xx, 529, or an error in the middle of a stream.
        OVERLOADED(502, "upstream", ""),
        /// The provider limits our requests.
        RATE_LIMITED(429, "rate_limit_error", ""),
        /// The request will never be answered: a wrong key, a wrong model, a prompt that is too long.
        REFUSED(400, "invalid_request_error", ""),
        /// The provider refuses our key, which is not the fault of the program that asks.
        KEY_REFUSED(502, "upstream", "%s refuses the key of this server."),
        /// The answer took too long.
        TIMED_OUT(504, "timeout", "%s did not answer in time."),
        /// The connection failed or broke.
        UNREACHABLE(502, "upstream", "%s cannot be reached."),
        /// Its name leads to a private address that nobody allowed; nothing was sent.
        PRIVATE_ADDRESS(
                502,
                "upstream",
                "%s leads to a private network; its host has to be named in PRIVATE_HOSTS first."),
        /// The answer does not follow the protocol.
        MALFORMED(502, "upstream", "The answer of %s broke off or made no sense."),
        /// The provider answered, and what it wrote is too large to be read whole.
        TOO_LARGE(502, "upstream", "The answer of %s is too large to be translated."),
        /// The circuit breaker is open: the provider failed too often and was not called.
        BREAKER_OPEN(503, "unavailable", "%s failed too often and is left alone for a while.", 5),
        /// A budget is used up; nobody was asked.
        BUDGET_SPENT(429, "insufficient_quota", ""),
        /// What is left of a budget is set aside for calls in progress; nobody was asked.
        BUDGET_HELD(429, "rate_limit_error", "", 1),
        /// An API key used its tokens of this minute; nobody was asked.
        TOKENS_USED(429, "rate_limit_error", ""),
        /// The model has no price and the caller has a budget; nobody was asked.
        UNPRICED_MODEL(403, "forbidden", ""),
        /// The caller stopped the call.
        CANCELLED(503, "unavailable", "The request was stopped.");

        private final int status;
        private final String type;
        private final String sentence;
        private final Optional<Duration> retryAfter;

        Kind(int status, String type, String sentence) {
            this(status, type, sentence, 0);
        }

        /// @param seconds after which it is worth asking again; 0 when nobody knows
        Kind(int status, String type, String sentence, int seconds) {
            this.status = status;
            this.type = type;
            this.sentence = sentence;
            this.retryAfter =
                    seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
        }

        int status() {
            return status;
        }

        Optional<Duration> retryAfter() {
            return retryAfter;
        }
    }

    /// How the provider itself classifies an error (`invalid_request_error`, `context_length_exceeded`, `messages`); for
    /// programs that know its terms.
    ///
    /// @param details what programs look for besides
    public record Terms(
            Optional<String> type,
            Optional<String> code,
            Optional<String> param,
            Map<String, Object> details) {
        static final Terms NONE = new Terms(Optional.empty(), Optional.empty(), Optional.empty());

        Terms(Optional<String> type, Optional<String> code, Optional<String> param) {
            this(type, code, param, Map.of());
        }
    }

    public String provider() {
        return provider;
    }

    public Kind kind() {
        return kind;
    }

    /// Whether the provider may have worked for it, so that it may cost money although nothing came.
    public boolean mayCost() {
        return switch (kind) {
            case TIMED_OUT, MALFORMED, TOO_LARGE, CANCELLED -> true;
            case OVERLOADED,
                    RATE_LIMITED,
                    REFUSED,
                    KEY_REFUSED,
                    UNREACHABLE,
                    PRIVATE_ADDRESS,
                    BREAKER_OPEN,
                    BUDGET_SPENT,
                    BUDGET_HELD,
                    TOKENS_USED,
                    UNPRICED_MODEL ->
                    false;
        };
    }

    public boolean isCancelled() {
        return kind == Kind.CANCELLED;
    }

    /// The kind of failure in the call log, health and metrics, `rate_limited`.
    public String label() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /// OpenAI's code for a failure of which the provider itself says nothing.
    private String code() {
        return switch (kind) {
            case BUDGET_SPENT -> kind.type;
            case KEY_REFUSED -> "provider_key_refused";
            case TOKENS_USED -> "rate_limited";
            default -> label();
        };
    }

    /// The HTTP status of the provider; 200 when a stream had begun.
    public int status() {
        return status;
    }

    /// What the provider said, or what happened.
    public String sentence() {
        return sentence;
    }

    /// The wait that the provider asks for.
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /// The headers by which the provider tells what is left of our limits there.
    public List<Map.Entry<String, String>> limits() {
        return limits;
    }

    /// The status for a program: the provider's own if it is an error.
    public int statusForProgram() {
        return status >= 400 ? status : kind.status;
    }

    /// OpenAI's error object for a program. What happened on the way to the provider is only logged, because it names hosts.
    public Map<String, Object> bodyForProgram(String requestId) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put(
                "message", kind.sentence.isEmpty() ? sentence : kind.sentence.formatted(provider));
        error.put("type", terms.type.orElse(kind.type));
        error.put("code", terms.code.orElse(code()));
        error.put("param", terms.param.orElse(null));
        Map<String, Object> details = new LinkedHashMap<>(Map.of("provider", provider));
        details.putAll(terms.details);
        terms.param.ifPresent(field -> details.put("fields", Map.of(field, sentence)));
        error.put("details", details);
        error.put("request_id", requestId);
        return Map.of("error", error);
    }
}
