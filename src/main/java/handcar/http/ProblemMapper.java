package handcar.http;

import module java.base;

import handcar.config.Logging;
import handcar.json.MalformedJsonException;
import handcar.problem.Problem;

import io.helidon.common.mapper.MapperException;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;

import java.util.logging.Level;
import java.util.logging.Logger;

/// Makes a [Problem] of whatever was thrown while a request was handled, and answers with it.
public final class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());

    private ProblemMapper() {}

    /// An unexpected failure is logged here, once, and its cause stays secret.
    static Problem of(Throwable thrown) {
        return switch (thrown) {
            case Problem problem -> problem;
            case MalformedJsonException e when e.isTooLong() ->
                    new Problem.TooLarge("text_too_long", String.valueOf(e.getMessage()));
            case MalformedJsonException e ->
                    new Problem.Malformed("malformed_json", String.valueOf(e.getMessage()));
            case MapperException _ ->
                    new Problem.Malformed("malformed_value", "A value in the address is wrong.");
            case HttpException e -> ofStatus(e.status().code(), e);
            case RequestException e -> ofStatus(e.status().code(), e);
            default -> internal(thrown);
        };
    }

    private static Problem ofStatus(int status, Throwable refusal) {
        return status >= 500 && status != 503 && status != 505
                ? internal(refusal)
                : ofStatus(status, refusal.getMessage());
    }

    /// What Helidon refuses.
    static Problem ofStatus(int status, @Nullable String reason) {
        String message = reason == null || reason.isBlank() ? "The request was refused." : reason;
        return switch (status) {
            case 401 -> new Problem.Unauthorized("unauthorized", message);
            case 403 -> new Problem.Forbidden("forbidden", message);
            case 404 -> new Problem.NotFound("not_found", "There is nothing here.");
            case 405 -> refused(405, "method_not_allowed", "method_not_allowed", message);
            case 406 -> refused(406, "invalid", "not_acceptable", message);
            case 408 -> refused(408, "timeout", "request_timeout", message);
            case 413 -> new Problem.TooLarge("too_large", "The body is too large.");
            case 414, 431 -> refused(status, "too_large", "header_too_large", message);
            case 415 -> new Problem.UnsupportedMediaType("unsupported_media_type", message);
            case 500 -> internal();
            case 503 -> busy();
            case 505 -> refused(505, "invalid", "http_version", "This server speaks HTTP/1.1.");
            default -> {
                int told = status >= 400 && status < 500 ? status : 400;
                yield refused(told, "invalid", "malformed_request", message);
            }
        };
    }

    private static Problem refused(int status, String type, String code, String message) {
        return new Problem.Refused(status, type, code, message);
    }

    static Problem busy() {
        return new Problem.Unavailable(
                "busy", "Too much is going on right now. Try again in a moment.");
    }

    private static Problem internal(Throwable thrown) {
        LOG.log(Level.SEVERE, "request.failed", thrown);
        return internal();
    }

    private static Problem internal() {
        return refused(
                500,
                "internal",
                "internal",
                "Something went wrong on our side. Tell support the request_id.");
    }

    /// Whether this is what strangers hear who ask at full speed: too often, without a valid proof, or at an address that there is not.
    private static boolean isStrangers(ServerRequest req, Problem problem) {
        return switch (problem) {
            case Problem.RateLimited _, Problem.Unauthorized _, Problem.MethodNotAllowed _ -> true;
            case Problem.NotFound _ -> req.matchingPattern().filter(p -> !p.isEmpty()).isEmpty();
            default -> false;
        };
    }

    /// Answers a request that failed.
    public static void answer(ServerRequest req, ServerResponse res, Throwable thrown) {
        if (thrown instanceof HttpException e && e.status().code() == 304) {
            e.headers().forEach(res::header);
            res.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        Problem problem = of(thrown);
        if (isStrangers(req, problem) && !RequestContext.of(req).holdRefusal()) {
            res.header(HeaderValues.CONNECTION_CLOSE);
        }
        if (req.content().hasEntity() && !req.content().consumed()) {
            // the rest of a refused body is not read
            res.header(HeaderValues.CONNECTION_CLOSE);
        }
        problem.headers().forEach((name, value) -> res.header(HeaderNames.create(name), value));
        Responses.error(req, res, problem.status(), problem.body(Logging.requestId()));
    }
}
