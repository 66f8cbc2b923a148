package handcar.http;

import module java.base;

import handcar.config.Logging;
import handcar.json.MalformedJsonException;
import handcar.problem.ErrorResponse;
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

/// The one mapping from [Problem] to an HTTP status, and the one shape every error has:
/// `{"error":{"code","type","message","details","request_id"}}`.
public final class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());

    private static final ErrorResponse INTERNAL =
            new ErrorResponse(
                    500,
                    "internal",
                    "internal",
                    "Something went wrong on our side. Tell support the request_id.");

    private ProblemMapper() {}

    /// The response to a problem.
    static ErrorResponse refusal(Problem problem) {
        return switch (problem) {
            case Problem.Malformed p -> new ErrorResponse(400, "invalid", p);
            case Problem.BadFields p -> new ErrorResponse(422, "invalid", p);
            case Problem.Unauthorized p ->
                    new ErrorResponse(401, "unauthorized", p, Map.of("WWW-Authenticate", "Bearer"));
            case Problem.Forbidden p -> new ErrorResponse(403, "forbidden", p);
            case Problem.NotFound p -> new ErrorResponse(404, "not_found", p);
            case Problem.MethodNotAllowed p ->
                    new ErrorResponse(
                            405,
                            "method_not_allowed",
                            p,
                            Map.of("Allow", String.join(", ", p.allowed())));
            case Problem.Conflict p -> new ErrorResponse(409, "conflict", p);
            case Problem.TooLarge p -> new ErrorResponse(413, "too_large", p);
            case Problem.UnsupportedMediaType p ->
                    new ErrorResponse(415, "unsupported_media_type", p);
            case Problem.RateLimited p ->
                    new ErrorResponse(
                            429,
                            "rate_limited",
                            p,
                            Map.of("Retry-After", String.valueOf(p.seconds())));
            case Problem.Upstream p -> new ErrorResponse(502, "upstream", p);
            case Problem.Unavailable p ->
                    new ErrorResponse(503, "unavailable", p, Map.of("Retry-After", "5"));
            case Problem.Timeout p -> new ErrorResponse(504, "timeout", p);
        };
    }

    /// The `error` event of a stream.
    public static Map<String, Object> event(Problem problem) {
        return Map.of("code", problem.code(), "message", String.valueOf(problem.getMessage()));
    }

    /// The response to anything thrown. An unexpected failure is logged here, once, and its cause stays secret.
    static ErrorResponse refusal(Throwable thrown) {
        return switch (thrown) {
            case Problem p -> refusal(p);
            case MalformedJsonException e ->
                    new ErrorResponse(400, "invalid", "malformed_json", message(e));
            case MapperException _ ->
                    new ErrorResponse(
                            400, "invalid", "malformed_value", "A value in the address is wrong.");
            case HttpException e -> ofStatus(e.status().code(), e.getMessage(), e);
            case RequestException e -> ofStatus(e.status().code(), e.getMessage(), e);
            default -> internal(thrown);
        };
    }

    /// The response to what Helidon refuses.
    static ErrorResponse ofStatus(int status, @Nullable String said, Throwable cause) {
        return status >= 500 && status != 503 && status != 505
                ? internal(cause)
                : ofStatus(status, said);
    }

    static ErrorResponse ofStatus(int status, @Nullable String said) {
        String message = said == null || said.isBlank() ? "The request was refused." : said;
        return switch (status) {
            case 401 -> new ErrorResponse(401, "unauthorized", "unauthorized", message);
            case 403 -> new ErrorResponse(403, "forbidden", "forbidden", message);
            case 404 -> new ErrorResponse(404, "not_found", "not_found", "There is nothing here.");
            case 405 -> new ErrorResponse(405, "method_not_allowed", "method_not_allowed", message);
            case 406 -> new ErrorResponse(406, "invalid", "not_acceptable", message);
            case 408 -> new ErrorResponse(408, "timeout", "request_timeout", message);
            case 413 -> new ErrorResponse(413, "too_large", "too_large", "The body is too large.");
            case 414, 431 -> new ErrorResponse(status, "too_large", "header_too_large", message);
            case 415 ->
                    new ErrorResponse(
                            415, "unsupported_media_type", "unsupported_media_type", message);
            case 503 ->
                    new ErrorResponse(
                            503,
                            "unavailable",
                            "busy",
                            "Too much is going on right now. Try again in a moment.",
                            Map.of(),
                            Map.of("Retry-After", "1"));
            case 505 ->
                    new ErrorResponse(
                            505, "invalid", "http_version", "This server speaks HTTP/1.1.");
            case 500 -> INTERNAL;
            default ->
                    new ErrorResponse(
                            status >= 400 && status < 500 ? status : 400,
                            "invalid",
                            "malformed_request",
                            message);
        };
    }

    private static ErrorResponse internal(Throwable thrown) {
        LOG.log(Level.SEVERE, "request.failed", thrown);
        return INTERNAL;
    }

    private static String message(Throwable thrown) {
        return String.valueOf(thrown.getMessage());
    }

    /// Answers a request that failed.
    public static void answer(ServerRequest req, ServerResponse res, Throwable thrown) {
        if (thrown instanceof HttpException e && e.status().code() == 304) {
            e.headers().forEach(res::header);
            res.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        ErrorResponse refusal = refusal(thrown);
        if (req.content().hasEntity() && !req.content().consumed()) {
            // the rest of a refused body is not read
            res.header(HeaderValues.CONNECTION_CLOSE);
        }
        refusal.headers().forEach((name, value) -> res.header(HeaderNames.create(name), value));
        Responses.json(req, res, refusal.status(), refusal.body(Logging.requestId()));
    }
}
