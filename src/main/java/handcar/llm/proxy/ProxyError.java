package handcar.llm.proxy;

import module java.base;

import handcar.config.Logging;
import handcar.llm.provider.ProviderException;

/// The response to a program when a provider failed: the provider's own status and message in OpenAI's error object, with
/// our request id.
///
/// @param retryAfter for the header of that name
record ProxyError(int status, Map<String, Object> body, Optional<Duration> retryAfter) {

    static ProxyError of(ProviderException failure) {
        return switch (failure) {
            case ProviderException.RateLimited f ->
                    told(429, "rate_limit_error", f, f.retryAfter());
            case ProviderException.Refused f ->
                    told(
                            f.status() >= 400 ? f.status() : 400,
                            "invalid_request_error",
                            f,
                            Optional.empty());
            case ProviderException.Overloaded f ->
                    told(f.status() >= 500 ? f.status() : 502, "upstream", f, Optional.empty());
            case ProviderException.TimedOut f -> told(504, "timeout", f, Optional.empty());
            case ProviderException.Unreachable f -> told(502, "upstream", f, Optional.empty());
            case ProviderException.Malformed f -> told(502, "upstream", f, Optional.empty());
            case ProviderException.BreakerOpen f ->
                    told(503, "unavailable", f, Optional.of(Duration.ofSeconds(5)));
            case ProviderException.Cancelled f -> told(503, "unavailable", f, Optional.empty());
        };
    }

    private static ProxyError told(
            int status, String type, ProviderException failure, Optional<Duration> retryAfter) {
        ProviderException.Terms terms = failure.terms();
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", sentence(failure));
        error.put("type", terms.type().orElse(type));
        error.put("code", terms.code().orElse(failure.label()));
        error.put("param", terms.param().orElse(null));
        error.put("details", Map.of("provider", failure.provider()));
        error.put("request_id", Logging.requestId());
        return new ProxyError(status, Map.of("error", error), retryAfter);
    }

    /// The message of the provider. What happened on the way to it is only logged, because it names hosts.
    private static String sentence(ProviderException failure) {
        String name = failure.provider();
        return switch (failure) {
            case ProviderException.RateLimited f -> f.sentence();
            case ProviderException.Refused f -> f.sentence();
            case ProviderException.Overloaded f -> f.sentence();
            case ProviderException.TimedOut _ -> name + " did not answer in time.";
            case ProviderException.Unreachable _ -> name + " cannot be reached.";
            case ProviderException.Malformed _ ->
                    "The answer of " + name + " broke off or made no sense.";
            case ProviderException.BreakerOpen _ ->
                    name + " failed too often and is left alone for a while.";
            case ProviderException.Cancelled _ -> "The request was stopped.";
        };
    }
}
