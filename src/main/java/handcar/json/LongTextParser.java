package handcar.json;

import module java.base;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

/// Parses a part of a document as [Json#any] does, but leaves its long texts where they are.
final class LongTextParser {
    private static final int BUFFER = 8 * 1024;

    private final ByteSource json;
    private final long from;
    private final Sum room;
    private final JsonParser parser;

    /// Where the long texts end, by the places of their first quotes.
    private final Map<Long, Long> ends;

    /// What is read later is in memory together with what was read before.
    private static final class Sum implements TextRoom {
        private final TextRoom room;
        private long taken;

        Sum(TextRoom room) {
            this.room = room;
        }

        @Override
        public void take(long bytes) {
            taken += bytes;
            room.take(taken);
        }

        @Override
        public RuntimeException tooLong(MalformedJsonException refusal) {
            return room.tooLong(refusal);
        }
    }

    private LongTextParser(
            ByteSource json, long from, Sum room, JsonParser parser, Map<Long, Long> ends) {
        this.json = json;
        this.from = from;
        this.room = room;
        this.parser = parser;
        this.ends = ends;
    }

    /// @param room takes memory for so many bytes in all: those of the value without its long texts, and of each that is read later
    static @Nullable Object parse(ByteSource json, FieldSpans.Span span, TextRoom room) {
        try (InputStream in = json.open()) {
            Map<Long, Long> ends = ends(json, span);
            in.skipNBytes(span.from());
            try (JsonParser parser = Json.parser(in)) {
                LongTextParser reading =
                        new LongTextParser(json, span.from(), new Sum(room), parser, ends);
                long texts =
                        ends.entrySet().stream().mapToLong(e -> e.getValue() - e.getKey()).sum();
                reading.room.take(span.to() - span.from() - texts);
                parser.nextToken();
                return reading.value();
            }
        } catch (JacksonException e) {
            throw MalformedJsonException.of(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Long, Long> ends(ByteSource json, FieldSpans.Span span) throws IOException {
        Map<Long, Long> ends = new HashMap<>();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = json.open()) {
            in.skipNBytes(span.from());
            long begin = -1;
            boolean escaped = false;
            for (long at = span.from(); at < span.to(); ) {
                int read = in.readNBytes(buffer, 0, (int) Math.min(BUFFER, span.to() - at));
                for (int i = 0; i < read; i++) {
                    byte sign = buffer[i];
                    if (begin < 0) {
                        begin = sign == '"' ? at + i : -1;
                    } else if (escaped) {
                        escaped = false;
                    } else if (sign == '\\') {
                        escaped = true;
                    } else if (sign == '"') {
                        if (at + i - begin > LongText.LEAST) {
                            ends.put(begin, at + i);
                        }
                        begin = -1;
                    }
                }
                at += read;
            }
        }
        return ends;
    }

    private @Nullable Object value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> list();
            case VALUE_STRING -> text();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case FIELD_NAME, END_OBJECT, END_ARRAY, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new MalformedJsonException("A JSON value was expected.");
        };
    }

    private Map<String, @Nullable Object> object() throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (name.length() > LongText.LEAST) {
                room.take(name.length());
            }
            parser.nextToken();
            object.put(name, value());
        }
        return object;
    }

    private List<@Nullable Object> list() throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value());
        }
        return list;
    }

    private Object text() throws IOException {
        long begin = from + parser.currentTokenLocation().getByteOffset();
        Long end = ends.get(begin);
        return end == null ? parser.getText() : new LongText(json, begin + 1, end, room);
    }
}
