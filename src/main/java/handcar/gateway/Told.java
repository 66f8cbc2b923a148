package handcar.gateway;

import handcar.config.Logs;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A provider's failure as a program hears it: the provider's own status and words in OpenAI's error object, with our
/// request id.
///
/// @param retryAfter when to come back
record Told(int status, Map<String, Object> body, Optional<Duration> retryAfter) {

    static Told of(ProviderFailure failure) {
        return switch (failure) {
            case ProviderFailure.RateLimited f -> told(429, "rate_limit_error", f, f.retryAfter());
            case ProviderFailure.Refused f ->
                    told(
                            f.status() >= 400 ? f.status() : 400,
                            "invalid_request_error",
                            f,
                            Optional.empty());
            case ProviderFailure.Overloaded f ->
                    told(f.status() >= 500 ? f.status() : 502, "upstream", f, Optional.empty());
            case ProviderFailure.TimedOut f -> told(504, "timeout", f, Optional.empty());
            case ProviderFailure.Unreachable f -> told(502, "upstream", f, Optional.empty());
            case ProviderFailure.Malformed f -> told(502, "upstream", f, Optional.empty());
            case ProviderFailure.BreakerOpen f ->
                    told(503, "unavailable", f, Optional.of(Duration.ofSeconds(5)));
            case ProviderFailure.Cancelled f -> told(503, "unavailable", f, Optional.empty());
        };
    }

    private static Told told(
            int status, String type, ProviderFailure failure, Optional<Duration> retryAfter) {
        ProviderFailure.Terms terms = failure.terms();
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", sentence(failure));
        error.put("type", terms.type().orElse(type));
        error.put("code", terms.code().orElse(failure.label()));
        error.put("param", terms.param().orElse(null));
        error.put("details", Map.of("provider", failure.provider()));
        error.put("request_id", Logs.requestId());
        return new Told(status, Map.of("error", error), retryAfter);
    }

    /// What the provider said; what happened on the way to it is for the log, it names hosts.
    private static String sentence(ProviderFailure failure) {
        String name = failure.provider();
        return switch (failure) {
            case ProviderFailure.RateLimited f -> f.sentence();
            case ProviderFailure.Refused f -> f.sentence();
            case ProviderFailure.Overloaded f -> f.sentence();
            case ProviderFailure.TimedOut _ -> name + " did not answer in time.";
            case ProviderFailure.Unreachable _ -> name + " cannot be reached.";
            case ProviderFailure.Malformed _ ->
                    "The answer of " + name + " broke off or made no sense.";
            case ProviderFailure.BreakerOpen _ ->
                    name + " failed too often and is left alone for a while.";
            case ProviderFailure.Cancelled _ -> "The request was stopped.";
        };
    }
}
