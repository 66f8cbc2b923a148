package handcar.gateway;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJson;
import handcar.net.Answer;
import handcar.net.BrokenBody;
import handcar.net.Exchange;
import handcar.net.Head;
import handcar.net.NoAnswer;
import handcar.net.Outcome;
import handcar.net.Reason;

import java.util.Optional;
import java.util.regex.Pattern;

/// What went wrong, in the gateway's words.
final class Failures {
    private static final int LONGEST = 300;

    /// Providers quote the key they were given, more or less masked.
    private static final Pattern KEY = Pattern.compile("\\b(sk|key|pk)-[\\w*.-]{4,}");

    private Failures() {}

    /// The answer, or why there is none.
    static <T extends Head> T answered(String provider, Outcome<T> outcome) {
        try {
            return outcome.orThrow();
        } catch (NoAnswer e) {
            throw broken(provider, e.reason(), String.valueOf(e.getMessage()));
        }
    }

    static ProviderFailure broken(String provider, Reason reason, String detail) {
        return switch (reason) {
            case BREAKER_OPEN -> new ProviderFailure.BreakerOpen(provider, detail);
            case TIMED_OUT -> new ProviderFailure.TimedOut(provider, detail);
            case CANCELLED -> new ProviderFailure.Cancelled(provider);
            case TOO_LARGE -> new ProviderFailure.Malformed(provider, detail);
            case REFUSED_URL, UNREACHABLE, BUSY, CUT ->
                    new ProviderFailure.Unreachable(provider, detail);
        };
    }

    /// A status that is not 2xx. Both wires put the reason in `error.message`.
    static ProviderFailure status(String provider, Answer answer) {
        JsonView body = json(answer);
        String said =
                body.at("error")
                        .text("message")
                        .or(() -> body.text("message"))
                        .orElse("status " + answer.status());
        String message = clean(said);
        ProviderFailure.Terms terms = terms(body.at("error"));
        int status = answer.status();
        if (status == 429) {
            return new ProviderFailure.RateLimited(provider, answer.retryAfter(), message, terms);
        }
        if (status == 408 || status == 504) {
            return new ProviderFailure.TimedOut(provider, message);
        }
        return status >= 500
                ? new ProviderFailure.Overloaded(provider, status, message, terms)
                : new ProviderFailure.Refused(provider, status, message, terms);
    }

    /// An error event in a stream that began well, by the type both wires name.
    static ProviderFailure event(String provider, JsonView error) {
        String type = error.text("type").or(() -> error.text("code")).orElse("");
        String message = clean(error.text("message").orElse("an error in the stream"));
        ProviderFailure.Terms terms = terms(error);
        if (type.startsWith("rate_limit")) {
            return new ProviderFailure.RateLimited(provider, Optional.empty(), message, terms);
        }
        return type.startsWith("invalid_request")
                ? new ProviderFailure.Refused(provider, 200, message, terms)
                : new ProviderFailure.Overloaded(provider, 200, message, terms);
    }

    private static ProviderFailure.Terms terms(JsonView error) {
        return new ProviderFailure.Terms(
                error.text("type").map(Failures::clean),
                error.text("code").map(Failures::clean),
                error.text("param").map(Failures::clean));
    }

    /// The rest of an answer that is not the stream it should be.
    static Answer whole(String provider, Exchange exchange) {
        try (exchange) {
            return exchange.whole();
        } catch (BrokenBody e) {
            throw broken(provider, e.reason(), String.valueOf(e.getMessage()));
        }
    }

    /// What should be a stream or JSON is neither.
    static ProviderFailure noStream(String provider, Exchange exchange) {
        exchange.blame();
        exchange.close();
        return new ProviderFailure.Malformed(
                provider, "the answer is neither an event stream nor JSON");
    }

    /// The body as JSON; nothing when it is not.
    static JsonView json(Answer answer) {
        try {
            return new JsonView(Json.any(answer.body()));
        } catch (MalformedJson e) {
            return new JsonView(null);
        }
    }

    private static String clean(String text) {
        String masked = KEY.matcher(text.replaceAll("\\s+", " ")).replaceAll("$1-…");
        return masked.length() > LONGEST ? masked.substring(0, LONGEST) + "…" : masked;
    }
}
