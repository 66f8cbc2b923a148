package handcar.http;

import module java.base;

import handcar.json.Json;
import handcar.problem.Cursor;
import handcar.problem.Page;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Sends the responses of handlers. The methods are named for the meaning of a status, so that rooms know no numbers.
public final class Responses {
    private Responses() {}

    /// 200 with an object.
    public static void ok(ServerRequest req, ServerResponse res, Map<String, ?> body) {
        json(req, res, 200, body);
    }

    /// 201 with the created object.
    public static void created(ServerResponse res, Map<String, ?> body) {
        passed(res, 201, Json.bytes(body));
    }

    /// 202 with an object whose processing follows.
    public static void accepted(ServerResponse res, Map<String, ?> body) {
        passed(res, 202, Json.bytes(body));
    }

    /// 204 without a body.
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

    /// 200 with a short list that is in memory: whole, or in pages when the caller asks for them by `limit`. Refuses every other
    /// parameter, because such a list has no filters. Rows are told apart by their `id`.
    public static <T> void list(
            ServerRequest req,
            ServerResponse res,
            List<T> rows,
            Function<? super T, Map<String, Object>> shape) {
        list(req, res, "id", rows, shape);
    }

    /// 200 with a short list whose rows are told apart by another field than `id`.
    public static <T> void list(
            ServerRequest req,
            ServerResponse res,
            String key,
            List<T> rows,
            Function<? super T, Map<String, Object>> shape) {
        List<Map<String, Object>> all = rows.stream().map(shape).toList();
        page(
                req,
                res,
                QueryParams.of(req)
                        .pageOrAll(all, row -> Cursor.named(String.valueOf(row.get(key)))),
                row -> row);
    }

    /// An error, in the shape that clients of the path expect.
    public static void error(
            ServerRequest req, ServerResponse res, int status, Map<String, Object> body) {
        json(req, res, status, ErrorShape.at(req.path().path(), body));
    }

    /// An object with any status, for health pages.
    public static void json(
            ServerRequest req, ServerResponse res, int status, Map<String, ?> body) {
        res.status(Status.create(status));
        send(req, res, "application/json", Json.bytes(body));
    }

    /// JSON bytes with any status, never compressed: compression costs more than it saves for programs beside the server.
    public static void passed(ServerResponse res, int status, byte[] json) {
        res.status(Status.create(status));
        res.header(HeaderValues.CONTENT_TYPE_JSON);
        res.send(json);
    }

    /// 200 with text, for scrapers and providers (`hub.challenge`, metrics).
    public static void text(
            ServerRequest req, ServerResponse res, String contentType, String text) {
        send(req, res, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Bytes with the status set before, compressed when they are large and the caller accepts gzip.
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

    /// The bytes unchanged, or only their length when the request is a HEAD.
    public static void raw(ServerRequest req, ServerResponse res, byte[] bytes) {
        if (req.prologue().method().equals(Method.HEAD)) {
            res.header(HeaderNames.CONTENT_LENGTH, String.valueOf(bytes.length));
            res.send();
        } else {
            res.send(bytes);
        }
    }
}
