package handcar.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Tells browsers which foreign pages may read our answers. A page that is not allowed simply hears nothing about CORS
/// and its browser refuses; nothing here is a 403, since a request without a browser could leave `Origin` out anyway.
public final class Cors {
    private static final HeaderName REQUEST_METHOD =
            HeaderNames.create("Access-Control-Request-Method");

    private final AllowedOrigins origins;

    public Cors(AllowedOrigins origins) {
        this.origins = origins;
    }

    /// Adds what the asking page may know; true when the request was only a preflight and is answered.
    boolean handle(ServerRequest req, ServerResponse res) {
        String origin = req.headers().value(HeaderNames.ORIGIN).orElse("");
        boolean preflight =
                req.prologue().method().equals(Method.OPTIONS)
                        && !origin.isEmpty()
                        && req.headers().contains(REQUEST_METHOD);
        if (!origins.anyone()) {
            res.headers().add(HeaderValues.create(HeaderNames.VARY, "Origin"));
        }
        if (!origin.isEmpty() && origins.allows(origin)) {
            allow(res, origin);
            if (preflight) {
                permit(res);
            }
        }
        if (preflight) {
            res.status(Status.NO_CONTENT_204).send();
        }
        return preflight;
    }

    private void allow(ServerResponse res, String origin) {
        if (origins.anyone()) {
            res.header("Access-Control-Allow-Origin", "*");
        } else {
            res.header("Access-Control-Allow-Origin", origin);
            res.header("Access-Control-Allow-Credentials", "true");
        }
        res.header("Access-Control-Expose-Headers", "X-Request-ID, Retry-After");
    }

    private static void permit(ServerResponse res) {
        res.header("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
        res.header(
                "Access-Control-Allow-Headers",
                "Authorization, Content-Type, Last-Event-ID, X-Request-ID");
        // ten minutes: the longest some browsers keep it, and soon forgotten when the setting
        // changes
        res.header("Access-Control-Max-Age", "600");
    }
}
