package handcar.http;

import handcar.json.Json;
import handcar.problem.FieldErrors;
import handcar.problem.Problem;
import handcar.text.TextSanitizer;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/// Reads a request's body as a JSON object, distrusting every step.
final class JsonBodyReader {
    /// Two megabytes of `[[],[],…]` would be a million objects; no honest request has that many.
    private static final int MOST_VALUES = 50_000;

    private JsonBodyReader() {}

    static Map<String, Object> object(ServerRequest req, long limit) {
        requireJson(req);
        byte[] bytes = BodyReader.of(req, limit);
        requireUtf8(bytes);
        requireFew(bytes);
        Map<String, Object> object = Json.object(bytes);
        FieldErrors faults = new FieldErrors();
        if (TextSanitizer.inspect("", object, faults) > MOST_VALUES) {
            throw tooMany();
        }
        faults.check();
        return object;
    }

    /// Before anything is made of them: each value opens something or follows a comma, and an empty one does both.
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
        if (signs > 2 * MOST_VALUES) {
            throw tooMany();
        }
    }

    private static Problem.TooLarge tooMany() {
        return new Problem.TooLarge(
                "too_many_values", "The body has more than " + MOST_VALUES + " values.");
    }

    /// A missing type is refused too: a foreign page could send that to a signed-in person's session unasked.
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

    /// The parser alone would guess UTF-16 and UTF-32 and let some broken sequences pass.
    private static void requireUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new Problem.Malformed("malformed_json", "The body is not proper UTF-8.");
        }
        for (byte b : bytes) {
            if (b == 0) {
                throw new Problem.Malformed("malformed_json", "The body contains NUL bytes.");
            }
        }
    }
}
