package handcar.json;

import module java.base;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;

/// Finds fields at any depth of a well-formed JSON object, without holding their values in memory.
final class JsonFields {
    /// Bytes of a text that are read; a picture is a text of megabytes.
    private static final int BEGINNING = 256;

    private final ByteSource json;
    private final JsonParser parser;

    private JsonFields(ByteSource json, JsonParser parser) {
        this.json = json;
        this.parser = parser;
    }

    /// Those of these names that are not null, in their order.
    static void each(ByteSource json, Set<String> names, Consumer<RawJsonObject.Field> found) {
        try (InputStream in = json.open();
                JsonParser parser = Json.parser(in)) {
            new JsonFields(json, parser).read(names, found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Set<String> names, Consumer<RawJsonObject.Field> found) throws IOException {
        for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.FIELD_NAME && names.contains(parser.currentName())) {
                String name = parser.currentName();
                JsonStreamContext owner = parser.getParsingContext().getParent();
                while (owner.inArray()) {
                    owner = owner.getParent();
                }
                boolean isInRoot = owner.inRoot();
                String within = isInRoot ? "" : owner.getCurrentName();
                boolean isNearRoot = !isInRoot && owner.getParent().inRoot();
                JsonToken value = parser.nextToken();
                if (value != JsonToken.VALUE_NULL) {
                    String text = value == JsonToken.VALUE_STRING ? beginning() : "";
                    found.accept(new RawJsonObject.Field(name, within, isNearRoot, text));
                }
            }
        }
    }

    /// The whole text when it is short.
    private String beginning() throws IOException {
        long from = parser.currentTokenLocation().getByteOffset();
        byte[] start = json.range(from, Math.min(json.length(), from + BEGINNING));
        for (int at = 1; at < start.length; at++) {
            if (start[at] == '\\') {
                at++;
            } else if (start[at] == '"') {
                return parser.getText();
            }
        }
        return new String(start, 1, start.length - 1, StandardCharsets.UTF_8);
    }
}
