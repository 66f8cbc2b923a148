package handcar.llm.provider;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;

/// Finds the count of tokens in a piece of JSON. It cannot be mistaken for a text: in one, the quotes would be escaped.
final class UsageScan {
    private static final byte[] NAME = "\"usage\"".getBytes(StandardCharsets.UTF_8);

    private static final Pattern DURATION =
            Pattern.compile("\"duration\"\\s{0,9}:\\s{0,9}\"?([\\d.]{1,30})\"?\\s{0,9}[,}]");

    private UsageScan() {}

    /// The last `"usage":{…}` that is whole, if there is one.
    static Optional<JsonView> find(byte[] piece) {
        for (int at = piece.length - NAME.length; at >= 0; at--) {
            if (Arrays.equals(piece, at, at + NAME.length, NAME, 0, NAME.length)) {
                Optional<JsonView> found = object(piece, at + NAME.length);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /// The first `"duration":8.47`, which a long transcript begins with.
    static JsonView duration(byte[] piece) {
        Matcher found = DURATION.matcher(new String(piece, StandardCharsets.ISO_8859_1));
        return new JsonView(found.find() ? found.group(1) : null);
    }

    private static Optional<JsonView> object(byte[] piece, int from) {
        int start = from;
        while (start < piece.length && " \t\r\n:".indexOf(piece[start]) >= 0) {
            start++;
        }
        if (start == piece.length || piece[start] != '{') {
            return Optional.empty();
        }
        int depth = 0;
        for (int at = start; at < piece.length; at++) {
            depth += piece[at] == '{' ? 1 : piece[at] == '}' ? -1 : 0;
            if (depth == 0) {
                return parsed(Arrays.copyOfRange(piece, start, at + 1));
            }
        }
        return Optional.empty();
    }

    private static Optional<JsonView> parsed(byte[] object) {
        try {
            return Optional.of(new JsonView(Json.object(object)));
        } catch (MalformedJsonException e) {
            return Optional.empty(); // cut or something else by that name
        }
    }
}
