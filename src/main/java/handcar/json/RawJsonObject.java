package handcar.json;

import module java.base;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/// A JSON object that is passed on. It was parsed once, so it is well formed; single fields can be read and replaced, and all
/// other bytes stay as they are.
public final class RawJsonObject {
    /// More than any API uses; bounds the memory of a hostile object.
    private static final int MOST_FIELDS = 200;

    private final byte[] json;
    private final Map<String, Span> fields;

    /// The byte range of a field's value.
    private record Span(int from, int to) {}

    private RawJsonObject(byte[] json, Map<String, Span> fields) {
        this.json = json;
        this.fields = fields;
    }

    /// Parses an object; throws [MalformedJsonException] for anything else, also for duplicate fields, on which two parsers
    /// could disagree. The array is kept and must not be changed.
    public static RawJsonObject of(byte[] json) {
        try (JsonParser parser = Json.parser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedJsonException("A JSON object was expected.");
            }
            Map<String, Span> fields = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                if (fields.put(name, value(parser)) != null || fields.size() > MOST_FIELDS) {
                    throw new MalformedJsonException("A field comes twice, or there are too many.");
                }
            }
            if (parser.nextToken() != null) {
                throw new MalformedJsonException("Something follows the JSON value.");
            }
            return new RawJsonObject(json, fields);
        } catch (JacksonException e) {
            throw new MalformedJsonException("Malformed JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Span value(JsonParser parser) throws IOException {
        parser.nextToken();
        long from = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        long to = parser.currentLocation().getByteOffset();
        if (from < 0) {
            // the parser also detects UTF-16 and UTF-32, which RFC 8259 does not allow between
            // programs
            throw new MalformedJsonException("The JSON is not in UTF-8.");
        }
        return new Span((int) from, (int) to);
    }

    /// The whole object.
    public byte[] bytes() {
        return json;
    }

    /// Whether the field is present, even if it is null.
    public boolean mentions(String field) {
        return fields.containsKey(field);
    }

    /// The field's parsed value.
    public JsonView at(String field) {
        Span span = fields.get(field);
        return new JsonView(
                span == null ? null : Json.any(Arrays.copyOfRange(json, span.from, span.to)));
    }

    /// The field when it is a string that is not empty.
    public Optional<String> text(String field) {
        return at(field).text();
    }

    /// Whether the field is the literal `true`.
    public boolean isTrue(String field) {
        Span span = fields.get(field);
        return span != null && json[span.from] == 't';
    }

    /// The field's length in bytes; 0 when it is missing.
    public int length(String field) {
        Span span = fields.get(field);
        return span == null ? 0 : span.to - span.from;
    }

    /// The object with the field set to another JSON value.
    public byte[] with(String field, String value) {
        Span span = fields.get(field);
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + value.length() + 32);
        byte[] replacement = value.getBytes(StandardCharsets.UTF_8);
        if (span == null) {
            int brace = start() + 1;
            out.write(json, 0, brace);
            out.writeBytes((Json.text(field) + ":").getBytes(StandardCharsets.UTF_8));
            out.writeBytes(replacement);
            out.writeBytes((fields.isEmpty() ? "" : ",").getBytes(StandardCharsets.UTF_8));
            out.write(json, brace, json.length - brace);
        } else {
            out.write(json, 0, span.from);
            out.writeBytes(replacement);
            out.write(json, span.to, json.length - span.to);
        }
        return out.toByteArray();
    }

    private int start() {
        int at = 0;
        while (json[at] != '{') {
            at++;
        }
        return at;
    }
}
