package handcar.json;

import module java.base;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

/// Bytes inside JSON, read without holding them in memory.
public final class JsonBase64 {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonBase64() {}

    /// Decodes a field of the outermost object, which is a text in base64, and copies its bytes. False when there is no such
    /// field; [MalformedJsonException] for anything that is no JSON, or no base64.
    public static boolean copy(InputStream json, String field, OutputStream out)
            throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(field);
                JsonToken value = parser.nextToken();
                if (wanted && value == JsonToken.VALUE_STRING) {
                    int _ = parser.readBinaryValue(out);
                    return true;
                }
                parser.skipChildren();
            }
            return false;
        } catch (JsonProcessingException e) {
            throw MalformedJsonException.of(e);
        }
    }
}
