package handcar.json;

import module java.base;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.jr.ob.JSON;

import org.jspecify.annotations.Nullable;

/// Writes and reads JSON of plain Java values: `Map`, `List`, `String`, `Number`, `Boolean` and null.
///
/// Responses are built as maps by the code that owns their shape, so a new field of a record never appears by accident.
public final class Json {
    /// Deeper than any provider's JSON, far below the depth that would exhaust a stack.
    private static final int DEEPEST = 100;

    /// Characters of one text; as a value it takes up to five times as many bytes while it is read.
    static final int LONGEST_TEXT = 20_000_000;

    private static final JSON JR =
            JSON.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .maxStringLength(LONGEST_TEXT)
                                                    .build())
                                    .build())
                    .enable(JSON.Feature.WRITE_NULL_PROPERTIES)
                    .disable(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .register(new LongTextWriter())
                    .build();

    private Json() {}

    /// Parses any JSON value; throws [MalformedJsonException], also when something follows the value.
    public static @Nullable Object any(byte[] bytes) {
        try (JsonParser parser = JR.createParser(bytes)) {
            if (parser.nextToken() == null) {
                throw new MalformedJsonException("The body is empty.");
            }
            Object value = JR.anyFrom(parser);
            if (parser.nextToken() != null) {
                throw new MalformedJsonException("Something follows the JSON value.");
            }
            return value;
        } catch (JacksonException e) {
            throw MalformedJsonException.of(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonParser parser(InputStream in) throws IOException {
        return JR.createParser(in);
    }

    /// Parses a JSON object; throws [MalformedJsonException] for anything else.
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(byte[] bytes) {
        if (any(bytes) instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new MalformedJsonException("A JSON object was expected.");
    }

    /// Parses a JSON object; throws [MalformedJsonException] for anything else.
    public static Map<String, Object> object(String text) {
        return object(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Parses a JSON array; throws [MalformedJsonException] for anything else.
    @SuppressWarnings("unchecked")
    public static List<Object> list(String text) {
        if (any(text.getBytes(StandardCharsets.UTF_8)) instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw new MalformedJsonException("A JSON array was expected.");
    }

    /// The value as compact JSON text.
    public static String text(@Nullable Object value) {
        try {
            return JR.asString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The value as JSON text for people, a field on each line.
    public static String pretty(@Nullable Object value) {
        try {
            return JR.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(@Nullable Object value, OutputStream out) {
        try {
            JR.write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The value as compact UTF-8 JSON.
    public static byte[] bytes(@Nullable Object value) {
        try {
            return JR.asBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
