package handcar.json;

import module java.base;

/// Finds where the fields of a well-formed JSON object stand, without holding their values in memory.
final class FieldSpans {
    private static final int BUFFER = 16 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int limit;
    private long before;

    /// The byte range of a field's value.
    record Span(long from, long to) {}

    private FieldSpans(InputStream in) {
        this.in = in;
    }

    /// The fields in their order. [MalformedJsonException] for anything but an object, and for duplicate fields, on which two
    /// parsers could disagree.
    ///
    /// @param most fields at most
    static Map<String, Span> of(ByteSource json, int most) throws IOException {
        try (InputStream in = json.open()) {
            return new FieldSpans(in).read(most);
        }
    }

    private Map<String, Span> read(int most) throws IOException {
        Map<String, Span> fields = new LinkedHashMap<>();
        require('{', word());
        int next = word();
        while (next != '}') {
            require('"', next);
            String name = name();
            require(':', word());
            Span value = value(word());
            if (fields.put(name, value) != null || fields.size() > most) {
                throw new MalformedJsonException("A field comes twice, or there are too many.");
            }
            next = word();
            next = next == ',' ? word() : next;
        }
        return fields;
    }

    /// A name with its quotes, decoded by the parser because it may have escapes.
    private String name() throws IOException {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        name.write('"');
        for (int next = read(); ; next = read()) {
            name.write(next);
            if (next == '\\') {
                name.write(read());
            } else if (next == '"') {
                return String.valueOf(Json.any(name.toByteArray()));
            }
        }
    }

    private Span value(int first) throws IOException {
        long from = position() - 1;
        if (first == '"') {
            skipString();
        } else if (first == '{' || first == '[') {
            skipNested();
        } else {
            skipWord();
        }
        return new Span(from, position());
    }

    private void skipString() throws IOException {
        for (int next = read(); next != '"'; next = read()) {
            if (next == '\\') {
                int _ = read();
            }
            // pictures are texts of megabytes
            while (at < limit && buffer[at] != '"' && buffer[at] != '\\') {
                at++;
            }
        }
    }

    private void skipNested() throws IOException {
        for (int depth = 1; depth > 0; ) {
            switch (read()) {
                case '"' -> skipString();
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {}
            }
        }
    }

    /// A number or a literal; what ends it is read again.
    private void skipWord() throws IOException {
        for (int next = read(); next != ',' && next != '}' && !isBlank(next); next = read()) {}
        at--;
    }

    /// The next sign that is no white space.
    private int word() throws IOException {
        int next = read();
        while (isBlank(next)) {
            next = read();
        }
        return next;
    }

    private static boolean isBlank(int sign) {
        return sign == ' ' || sign == '\n' || sign == '\r' || sign == '\t';
    }

    private long position() {
        return before + at;
    }

    private int read() throws IOException {
        if (at == limit) {
            before += limit;
            at = 0;
            limit = Math.max(0, in.read(buffer));
            if (limit == 0) {
                throw new MalformedJsonException("The JSON ends too early.");
            }
        }
        return buffer[at++];
    }

    private static void require(char wanted, int found) {
        if (found != wanted) {
            throw new MalformedJsonException("A JSON object in UTF-8 was expected.");
        }
    }
}
