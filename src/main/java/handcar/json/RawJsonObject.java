package handcar.json;

import module java.base;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;

/// A JSON object that is passed on, in memory or in a file. It was parsed once, so it is well formed; single fields can be read
/// and replaced, and all other bytes stay as they are.
public final class RawJsonObject {
    /// More than any API uses; bounds the memory of a hostile object.
    private static final int MOST_FIELDS = 200;

    /// Bytes of a field whose texts may be left where they are.
    private static final int LARGE = 128 * 1024;

    private final ByteSource json;
    private final Map<String, FieldSpans.Span> fields;

    /// What other fields than those that came are to be written.
    private final Map<String, byte[]> replaced;

    private RawJsonObject(
            ByteSource json, Map<String, FieldSpans.Span> fields, Map<String, byte[]> replaced) {
        this.json = json;
        this.fields = fields;
        this.replaced = replaced;
    }

    /// Parses an object; throws [MalformedJsonException] for anything else, also for duplicate fields, on which two parsers
    /// could disagree. The array is kept and must not be changed.
    public static RawJsonObject of(byte[] json) {
        return of(ByteSource.of(json));
    }

    /// The same of bytes that need not be in memory.
    public static RawJsonObject of(ByteSource json) {
        try {
            check(json);
            return new RawJsonObject(json, FieldSpans.of(json, MOST_FIELDS), Map.of());
        } catch (JacksonException e) {
            throw MalformedJsonException.of(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads everything once; the parser skips texts without keeping them.
    private static void check(ByteSource json) throws IOException {
        try (InputStream in = json.open();
                JsonParser parser = Json.parser(in)) {
            int depth = 0;
            boolean over = false;
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (over) {
                    throw new MalformedJsonException("Something follows the JSON value.");
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                over = depth == 0;
            }
        }
    }

    /// A field at any depth.
    ///
    /// @param within the field whose value its object is, or is an element of; empty for a field of the whole object
    /// @param isNearRoot whether that one is a field of the whole object
    /// @param text its value, or the beginning of a long one; empty when it is no text
    public record Field(String name, String within, boolean isNearRoot, String text) {
        /// Whether its object is in this list, which is a field of the whole object.
        public boolean isOfList(String list) {
            return isNearRoot && within.equals(list);
        }
    }

    /// Finds the fields of these names at any depth that are not null.
    public void eachField(Set<String> names, Consumer<Field> found) {
        JsonFields.each(json, names, found);
    }

    /// The names of its fields.
    public Set<String> names() {
        return Collections.unmodifiableSet(fields.keySet());
    }

    /// Whether the field is present, even if it is null.
    public boolean mentions(String field) {
        return fields.containsKey(field);
    }

    /// The field's parsed value.
    public JsonView at(String field) {
        FieldSpans.Span span = fields.get(field);
        return new JsonView(span == null ? null : Json.any(bytes(span)));
    }

    /// The field's value, with its long texts where they are ([LongText]) when it is large itself.
    ///
    /// @param room takes memory before anything is read
    public JsonView at(String field, TextRoom room) {
        FieldSpans.Span span = fields.get(field);
        if (span == null || span.to() - span.from() < LARGE) {
            room.take(length(field));
            return at(field);
        }
        return new JsonView(LongTextParser.parse(json, span, room));
    }

    private byte[] bytes(FieldSpans.Span span) {
        try {
            return json.range(span.from(), span.to());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The field when it is a string that is not empty.
    public Optional<String> text(String field) {
        return at(field).text();
    }

    /// Whether the field is the literal `true`.
    public boolean isTrue(String field) {
        FieldSpans.Span span = fields.get(field);
        return span != null
                && length(field) == 4
                && Arrays.equals(bytes(span), "true".getBytes(StandardCharsets.UTF_8));
    }

    /// The field's length in bytes; 0 when it is missing.
    public long length(String field) {
        FieldSpans.Span span = fields.get(field);
        return span == null ? 0 : span.to() - span.from();
    }

    /// The object with the field set to another JSON value.
    public RawJsonObject with(String field, String value) {
        Map<String, byte[]> more = new LinkedHashMap<>(replaced);
        more.put(field, value.getBytes(StandardCharsets.UTF_8));
        return new RawJsonObject(json, fields, more);
    }

    /// Bytes of the whole object.
    public long length() {
        long length = json.length() + added().length;
        for (Map.Entry<String, FieldSpans.Span> each : fields.entrySet()) {
            byte[] other = replaced.get(each.getKey());
            length += other == null ? 0 : other.length - length(each.getKey());
        }
        return length;
    }

    /// Writes the whole object.
    public void writeTo(OutputStream out) throws IOException {
        long from = 0;
        byte[] added = added();
        if (added.length > 0) {
            from = brace() + 1;
            json.copy(0, from, out);
            out.write(added);
        }
        for (Map.Entry<String, FieldSpans.Span> each : fields.entrySet()) {
            byte[] other = replaced.get(each.getKey());
            if (other != null) {
                json.copy(from, each.getValue().from(), out);
                out.write(other);
                from = each.getValue().to();
            }
        }
        json.copy(from, json.length(), out);
    }

    /// The fields that did not come, which are written before the others.
    private byte[] added() {
        String text =
                replaced.entrySet().stream()
                        .filter(each -> !mentions(each.getKey()))
                        .map(
                                each ->
                                        Json.text(each.getKey())
                                                + ":"
                                                + new String(
                                                        each.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining(","));
        String end = text.isEmpty() || fields.isEmpty() ? "" : ",";
        return (text + end).getBytes(StandardCharsets.UTF_8);
    }

    private long brace() throws IOException {
        long at = 0;
        while (json.range(at, at + 1)[0] != '{') {
            at++;
        }
        return at;
    }
}
