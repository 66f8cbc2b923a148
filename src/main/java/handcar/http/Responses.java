package handcar.http;

import handcar.json.Json;
import handcar.problem.Cursor;
import handcar.problem.Page;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What a handler says. Statuses are named for what they mean, so that rooms know no numbers.
public final class Responses {
    private Responses() {}

    /// 200 with an object.
    public static void ok(ServerRequest req, ServerResponse res, Map<String, ?> body) {
        json(req, res, 200, body);
    }

    /// 201: it was made, here it is.
    public static void created(ServerResponse res, Map<String, ?> body) {
        passed(res, 201, Json.bytes(body));
    }

    /// 202: it was taken, the work follows.
    public static void accepted(ServerResponse res, Map<String, ?> body) {
        passed(res, 202, Json.bytes(body));
    }

    /// 204: done, nothing to say.
    public static void none(ServerResponse res) {
        res.status(Status.NO_CONTENT_204).send();
    }

    /// 200 with a list in the contract's shape: `{"data":[…],"next":"…"|null}`.
    public static <T> void page(
            ServerRequest req,
            ServerResponse res,
            Page<T> page,
            Function<? super T, Map<String, Object>> shape) {
        Map<String, Object> body = new HashMap<>();
        body.put("data", page.rows().stream().map(shape).toList());
        body.put("next", page.next().map(Cursor::text).orElse(null));
        json(req, res, 200, body);
    }

    /// 200 with a whole list that has no further page.
    public static <T> void list(
            ServerRequest req,
            ServerResponse res,
            List<T> rows,
            Function<? super T, Map<String, Object>> shape) {
        page(req, res, Page.whole(rows), shape);
    }

    /// An object under any status; for answers whose status is decided by a table (health).
    public static void json(
            ServerRequest req, ServerResponse res, int status, Map<String, ?> body) {
        res.status(Status.create(status));
        send(req, res, "application/json", Json.bytes(body));
    }

    /// JSON bytes as somebody else made them, under any status. Never compressed: that costs more than it saves where
    /// programs talk to a server beside them.
    public static void passed(ServerResponse res, int status, byte[] json) {
        res.status(Status.create(status));
        res.header(HeaderValues.CONTENT_TYPE_JSON);
        res.send(json);
    }

    /// Text under 200, for what scrapers and providers read (`hub.challenge`, metrics).
    public static void text(
            ServerRequest req, ServerResponse res, String contentType, String text) {
        send(req, res, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Compressible bytes under the status set before, with their length; gzip when it pays and is understood.
    static void send(ServerRequest req, ServerResponse res, String contentType, byte[] bytes) {
        res.header(HeaderNames.CONTENT_TYPE, contentType);
        if (bytes.length > Gzip.LEAST) {
            res.headers().add(HeaderValues.create(HeaderNames.VARY, "Accept-Encoding"));
            if (Gzip.accepts(req)) {
                res.header(HeaderNames.CONTENT_ENCODING, "gzip");
                raw(req, res, Gzip.fast(bytes));
                return;
            }
        }
        raw(req, res, bytes);
    }

    /// The bytes as they are, or only their length when it was a HEAD.
    public static void raw(ServerRequest req, ServerResponse res, byte[] bytes) {
        if (req.prologue().method().equals(Method.HEAD)) {
            res.header(HeaderNames.CONTENT_LENGTH, String.valueOf(bytes.length));
            res.send();
        } else {
            res.send(bytes);
        }
    }
}
