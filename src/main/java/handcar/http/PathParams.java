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

    /// The id in the path. A text that is not an id gets the same 404 as an unknown one; `noun` as in [Problem#notFound].
    public static UUID uuid(ServerRequest req, String name, String noun) {
        return findUuid(text(req, name)).orElseThrow(Problem.notFound(noun));
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
    public static String name(ServerRequest req, String name, String noun) {
        return Optional.of(text(req, name))
                .filter(TextSanitizer::isClean)
                .orElseThrow(Problem.notFound(noun));
    }

    /// Accepts the full form only; `UUID.fromString` also takes `1-1-1-1-1`.
    public static boolean isUuid(String text) {
        return UUID_SHAPE.matcher(text).matches();
    }
}
