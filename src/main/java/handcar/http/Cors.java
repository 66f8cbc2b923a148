package handcar.http;

import module java.base;

import handcar.problem.Problem;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Tells browsers which foreign pages may read the answers of the visitor's chat and of the model gateway. Nothing that staff see
/// is ever readable for a foreign page, and no answer is readable with a cookie: visitors and programs show tokens. A page that is not allowed is answered without CORS headers, and
/// its browser refuses; a request is never refused for its origin, since any other program can leave `Origin` out. WebSockets
/// are the exception: browsers let every page open one.
public final class Cors {
    private static final HeaderName REQUEST_METHOD =
            HeaderNames.create("Access-Control-Request-Method");

    /// Where the visitor's chat and the model gateway live.
    private static final List<String> PUBLIC = List.of("/api/v1/chat/", "/v1/", "/widget");

    private final boolean all;
    private final Set<String> listed;

    /// @param origins the allowed ones, or `*` for all
    public Cors(List<String> origins) {
        this.all = origins.contains("*");
        this.listed = Set.copyOf(origins);
    }

    /// Adds the headers for the asking page. True when the request was only a preflight and is answered.
    boolean handle(ServerRequest req, ServerResponse res) {
        String origin = req.headers().value(HeaderNames.ORIGIN).orElse("");
        boolean preflight =
                req.prologue().method().equals(Method.OPTIONS)
                        && !origin.isEmpty()
                        && req.headers().contains(REQUEST_METHOD);
        if (isPublic(req.prologue().uriPath().path())) {
            answer(res, origin, preflight);
        }
        if (preflight) {
            res.status(Status.NO_CONTENT_204).send();
        }
        return preflight;
    }

    private static boolean isPublic(String path) {
        return PUBLIC.stream().anyMatch(path::startsWith);
    }

    private void answer(ServerResponse res, String origin, boolean preflight) {
        if (!all) {
            res.headers().add(HeaderValues.create(HeaderNames.VARY, "Origin"));
        }
        if (allows(origin)) {
            res.header("Access-Control-Allow-Origin", all ? "*" : origin);
            res.header("Access-Control-Expose-Headers", "X-Request-ID, Retry-After");
            if (preflight) {
                permit(res);
            }
        }
    }

    private boolean allows(String origin) {
        return !origin.isEmpty() && (all || listed.contains(origin));
    }

    /// Why a page may not open a WebSocket, if it may not.
    Optional<Problem> refusal(ServerRequest req) {
        if (!asksForWebSocket(req)) {
            return Optional.empty();
        }
        String origin = req.headers().value(HeaderNames.ORIGIN).orElse("");
        return allows(origin) || isOwn(req, origin)
                ? Optional.empty()
                : Optional.of(
                        new Problem.Forbidden(
                                "origin", "Pages of that origin may not connect here."));
    }

    /// Whether the request is a WebSocket's handshake. Some clients offer other protocols with ordinary requests (`h2c`).
    static boolean asksForWebSocket(ServerRequest req) {
        return req.headers().contains(HeaderNames.UPGRADE)
                && req.headers().get(HeaderNames.UPGRADE).get().equalsIgnoreCase("websocket");
    }

    /// Whether the request comes from one of this server's own pages, or from no page at all.
    private static boolean isOwn(ServerRequest req, String origin) {
        String host = req.headers().value(HeaderNames.HOST).orElse("");
        return origin.isEmpty()
                || origin.equalsIgnoreCase("https://" + host)
                || origin.equalsIgnoreCase("http://" + host);
    }

    private static void permit(ServerResponse res) {
        res.header("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
        res.header(
                "Access-Control-Allow-Headers",
                "Authorization, Content-Type, Last-Event-ID, X-Request-ID");
        // ten minutes: the longest that some browsers keep it, and soon forgotten when the setting
        // changes
        res.header("Access-Control-Max-Age", "600");
    }
}
