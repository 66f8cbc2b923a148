package handcar.http;

import module java.base;

import handcar.json.Json;
import handcar.problem.FieldErrors;
import handcar.problem.Problem;
import handcar.text.TextDecoder;
import handcar.text.TextSanitizer;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

/// Reads the body of a request as a JSON object and checks it: media type, size, encoding, number of values, texts.
final class JsonBodyReader {
    /// Two megabytes of `[[],[],…]` would be a million objects; no honest request has so many.
    private static final int MAX_VALUES = 50_000;

    private JsonBodyReader() {}

    static Map<String, Object> object(ServerRequest req, long limit) {
        requireJson(req);
        byte[] bytes = BodyReader.of(req, limit);
        requireUtf8(bytes);
        requireFew(bytes);
        Map<String, Object> object = Json.object(bytes);
        FieldErrors faults = new FieldErrors();
        if (inspect("", object, faults) > MAX_VALUES) {
            throw tooMany();
        }
        faults.check();
        return object;
    }

    /// Counts before parsing: each value opens something or follows a comma, and an empty one does both.
    private static void requireFew(byte[] bytes) {
        int signs = 0;
        boolean within = false;
        for (int i = 0; i < bytes.length; i++) {
            switch (bytes[i]) {
                case '"' -> within = !within;
                case '\\' -> i++;
                case ',', '[', '{' -> signs += within ? 0 : 1;
                default -> {}
            }
        }
        if (signs > 2 * MAX_VALUES) {
            throw tooMany();
        }
    }

    private static Problem.TooLarge tooMany() {
        return new Problem.TooLarge(
                "too_many_values", "The body has more than " + MAX_VALUES + " values.");
    }

    /// A missing type is refused as well: a foreign page could send that with the cookie of a signed-in person, without a preflight.
    static void requireJson(ServerRequest req) {
        String type =
                req.headers().value(HeaderNames.CONTENT_TYPE).orElse("").toLowerCase(Locale.ROOT);
        String[] parts = type.split(";", -1);
        String media = parts[0].strip();
        boolean json = media.equals("application/json") || media.endsWith("+json");
        boolean utf8 = true;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            utf8 &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
        }
        if (!json || !utf8) {
            throw new Problem.UnsupportedMediaType(
                    "json_expected", "Send the body as application/json in UTF-8.");
        }
    }

    /// Jackson would guess UTF-16 and UTF-32 and accept some broken sequences.
    private static void requireUtf8(byte[] bytes) {
        if (!TextDecoder.isUtf8(bytes)) {
            throw new Problem.Malformed("malformed_json", "The body is not proper UTF-8.");
        }
        for (byte b : bytes) {
            if (b == 0) {
                throw new Problem.Malformed("malformed_json", "The body contains NUL bytes.");
            }
        }
    }

    /// Notes every field below `value` with a text or number that cannot be stored; returns how many values there are.
    private static int inspect(String path, Object value, FieldErrors faults) {
        return switch (value) {
            case String text -> {
                if (!TextSanitizer.isClean(text)) {
                    faults.add(path, "must not contain NUL or half a surrogate pair");
                }
                yield 1;
            }
            case Double real when !Double.isFinite(real) -> {
                faults.add(path, "is too large a number");
                yield 1;
            }
            case Map<?, ?> map -> {
                int sum = 1;
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    String name = String.valueOf(entry.getKey());
                    if (!TextSanitizer.isClean(name)) {
                        faults.add(path.isEmpty() ? "(name)" : path, "has a malformed field name");
                    } else if (entry.getValue() != null) {
                        String below = path.isEmpty() ? name : path + "." + name;
                        sum += inspect(below, entry.getValue(), faults);
                    }
                }
                yield sum;
            }
            case List<?> list -> {
                int sum = 1;
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i) != null) {
                        sum += inspect(path + "[" + i + "]", list.get(i), faults);
                    }
                }
                yield sum;
            }
            default -> 1;
        };
    }
}
