package handcar.http;

import module java.base;

import handcar.problem.Problem;
import handcar.text.TextSanitizer;

import io.helidon.webserver.http.ServerRequest;

/// Parameters in the path of a request.
public final class PathParams {
    private static final Pattern UUID_SHAPE =
            Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private PathParams() {}

    /// The id in the path. A text that is not an id gets the same 404 as an unknown one.
    public static UUID uuid(ServerRequest req, String name, Supplier<Problem.NotFound> missing) {
        String text = req.path().pathParameters().get(name);
        if (!isUuid(text)) {
            throw missing.get();
        }
        return UUID.fromString(text);
    }

    /// The id of a text, if it is one.
    public static Optional<UUID> findUuid(String text) {
        return isUuid(text) ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /// The text in the path.
    public static String text(ServerRequest req, String name) {
        return req.path().pathParameters().get(name);
    }

    /// The name in the path. A text that no database can store gets the same 404 as an unknown one.
    public static String name(ServerRequest req, String name, Supplier<Problem.NotFound> missing) {
        String text = text(req, name);
        if (!TextSanitizer.isClean(text)) {
            throw missing.get();
        }
        return text;
    }

    /// Accepts the full form only; `UUID.fromString` also takes `1-1-1-1-1`.
    public static boolean isUuid(String text) {
        return UUID_SHAPE.matcher(text).matches();
    }
}
