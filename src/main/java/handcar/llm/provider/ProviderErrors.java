package handcar.llm.provider;

import module java.base;

import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.llm.cost.BudgetException;
import handcar.llm.provider.ProviderException.Kind;
import handcar.net.BodyException;
import handcar.net.CallFailedException;
import handcar.net.CallResult;
import handcar.net.FailureReason;
import handcar.net.Response;
import handcar.net.ResponseHead;
import handcar.net.StreamingResponse;

/// Makes a [ProviderException] of what went wrong in a call.
public final class ProviderErrors {
    /// Types, codes and states of errors that are about the key or its account: Anthropic's, OpenAI's and Google's.
    private static final Set<String> KEY_ERRORS =
            Set.of(
                    "authentication_error",
                    "permission_error",
                    "permission_denied",
                    "invalid_api_key",
                    "insufficient_permissions",
                    "account_deactivated",
                    "billing_not_active",
                    "unsupported_country_region_territory");

    private static final int LONGEST = 300;

    /// Providers repeat the key of a request, more or less masked.
    private static final Pattern KEY = Pattern.compile("\\b(sk|key|pk)-[\\w*.-]{4,}");

    private ProviderErrors() {}

    /// The answer, or the exception that says why there is none.
    public static <T extends ResponseHead> T answered(String provider, CallResult<T> outcome) {
        try {
            return outcome.orThrow();
        } catch (CallFailedException e) {
            throw broken(provider, e.reason(), String.valueOf(e.getMessage()));
        }
    }

    static ProviderException broken(String provider, FailureReason reason, String detail) {
        Kind kind =
                switch (reason) {
                    case BREAKER_OPEN -> Kind.BREAKER_OPEN;
                    case TIMED_OUT -> Kind.TIMED_OUT;
                    case CANCELLED -> Kind.CANCELLED;
                    case TOO_LARGE -> Kind.TOO_LARGE;
                    case REFUSED_URL -> Kind.PRIVATE_ADDRESS;
                    case UNREACHABLE, BUSY, CUT -> Kind.UNREACHABLE;
                };
        return new ProviderException(provider, kind, detail);
    }

    /// A status that is not 2xx.
    public static ProviderException status(String provider, Response answer) {
        ErrorBody body = ErrorBody.of(answer.body());
        String said = body.sentence().orElse("status " + answer.status());
        int status = answer.status();
        if (isKeyRefused(answer)) {
            return new ProviderException(provider, Kind.KEY_REFUSED, clean(said));
        }
        if (status == 408 || status == 504) {
            return new ProviderException(provider, Kind.TIMED_OUT, clean(said));
        }
        Kind refused = status == 429 ? Kind.RATE_LIMITED : Kind.REFUSED;
        return new ProviderException(
                provider,
                status >= 500 ? Kind.OVERLOADED : refused,
                status,
                clean(said),
                terms(body.error()),
                answer.retryAfter(),
                AnswerHead.limits(answer.headers()));
    }

    /// Whether the provider refuses the key that it was shown. 403 stands for other things, too (a question that its moderation refuses),
    /// so there the error has to say that it is about the key or the account.
    static boolean isKeyRefused(Response answer) {
        JsonView error =
                answer.status() == 403 ? ErrorBody.of(answer.body()).error() : new JsonView(null);
        return answer.status() == 401
                || Stream.of("type", "code", "status")
                        .flatMap(field -> error.text(field).stream())
                        .anyMatch(word -> KEY_ERRORS.contains(word.toLowerCase(Locale.ROOT)));
    }

    /// An error event in a stream that began well, by the type that both APIs name.
    public static ProviderException event(String provider, JsonView error) {
        String type = error.text("type").or(() -> error.text("code")).orElse("");
        Kind refused = type.startsWith("invalid_request") ? Kind.REFUSED : Kind.OVERLOADED;
        return new ProviderException(
                provider,
                type.startsWith("rate_limit") ? Kind.RATE_LIMITED : refused,
                200,
                clean(error.text("message").or(error::text).orElse("an error in the stream")),
                terms(error),
                Optional.empty(),
                List.of());
    }

    /// A budget that does not allow a call; nobody was asked.
    public static ProviderException budget(String provider, BudgetException refused) {
        Kind kind =
                switch (refused.reason()) {
                    case SPENT -> Kind.BUDGET_SPENT;
                    case HELD -> Kind.BUDGET_HELD;
                    case TOKENS -> Kind.TOKENS_USED;
                    case UNPRICED -> Kind.UNPRICED_MODEL;
                };
        return new ProviderException(
                provider,
                kind,
                kind.status(),
                String.valueOf(refused.getMessage()),
                ProviderException.Terms.NONE,
                refused.retryAfter().or(kind::retryAfter),
                List.of());
    }

    /// A request that a provider cannot be asked.
    public static ProviderException unacceptable(String provider, String field, String why) {
        return refused(provider, 400, "invalid_value", field, why);
    }

    /// A thread of Anthropic's, which no other provider keeps. By this code its programs know that they have to send all messages.
    /// <https://docs.claude.com/en/api/messages>
    public static ProviderException threadless(String provider) {
        ProviderException.Terms terms =
                new ProviderException.Terms(
                        Optional.of("invalid_request_error"),
                        Optional.of("thread_unsupported_request"),
                        Optional.of("thread"),
                        Map.of(
                                "error_code",
                                "thread_unsupported_request",
                                "unsupported",
                                List.of("model")));
        return refused(
                provider,
                400,
                terms,
                "This model keeps no threads; send all messages without one.");
    }

    /// A field with a text that is too long to be translated.
    public static ProviderException tooLong(String field, MalformedJsonException refusal) {
        String why =
                refusal.getMessage() + " Only what is passed on unchanged may have longer ones.";
        return refused("handcar", 413, "text_too_long", field, why);
    }

    /// Too many large requests are translated at once.
    public static ProviderException busy(String field) {
        String why = "Too many large requests are translated right now. Try again in a moment.";
        return refused("handcar", 503, "busy", field, why);
    }

    /// A provider answered, with an event or an answer that is too large to be translated.
    static ProviderException tooLarge(String provider) {
        return new ProviderException(
                provider, Kind.TOO_LARGE, "A part of the answer is too large to be translated.");
    }

    /// A provider answered, while other large requests and answers have the memory.
    public static ProviderException noRoom(String provider, boolean ever) {
        return ever
                ? new ProviderException(
                        provider,
                        Kind.TOO_LARGE,
                        "Too many large answers are translated right now.")
                : tooLarge(provider);
    }

    /// A field that nobody here knows.
    public static ProviderException unknown(String provider, String field) {
        return refused(provider, 422, "unknown_field", field, "unknown field: " + field);
    }

    private static ProviderException refused(
            String provider, int status, String code, String field, String why) {
        ProviderException.Terms terms =
                new ProviderException.Terms(
                        Optional.of("invalid_request_error"),
                        Optional.of(code),
                        Optional.of(field));
        return refused(provider, status, terms, why);
    }

    private static ProviderException refused(
            String provider, int status, ProviderException.Terms terms, String why) {
        return new ProviderException(
                provider, Kind.REFUSED, status, why, terms, Optional.empty(), List.of());
    }

    private static ProviderException.Terms terms(JsonView error) {
        return new ProviderException.Terms(
                error.text("type").map(ProviderErrors::clean),
                error.text("code").map(ProviderErrors::clean),
                error.text("param").map(ProviderErrors::clean));
    }

    /// The rest of an answer that is not the stream it should be.
    public static Response whole(String provider, StreamingResponse context) {
        try (context) {
            return context.whole();
        } catch (BodyException e) {
            throw broken(provider, e.reason(), String.valueOf(e.getMessage()));
        }
    }

    /// The answer is neither a stream nor JSON.
    public static ProviderException noStream(String provider, StreamingResponse context) {
        context.blame();
        context.close();
        return new ProviderException(
                provider, Kind.MALFORMED, "the answer is neither an event stream nor JSON");
    }

    /// The body as JSON; nothing when it is not.
    public static JsonView json(Response answer) {
        return JsonView.lenient(answer.body());
    }

    private static String clean(String text) {
        String masked = KEY.matcher(text.replaceAll("\\s+", " ")).replaceAll("$1-…");
        return masked.length() > LONGEST ? masked.substring(0, LONGEST) + "…" : masked;
    }
}
