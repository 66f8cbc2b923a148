package handcar.json;

import module java.base;

/// A long text of a JSON document that stays where the document is, which may be a file: a picture is a text of megabytes. Other
/// JSON takes it over as the bytes it is ([JsonPieces]).
public final class LongText {
    /// Bytes. Shorter texts are read at once.
    static final int LEAST = 16 * 1024;

    /// Bytes in which a sign is looked for.
    private static final int BEGINNING = 1024;

    private final ByteSource json;
    private final long from;
    private final long to;
    private final TextRoom room;

    /// @param from where its first sign stands, behind the quote
    /// @param room takes memory for so many bytes before the text is read
    LongText(ByteSource json, long from, long to, TextRoom room) {
        this.json = json;
        this.from = from;
        this.to = to;
        this.room = room;
    }

    /// What stands before a sign, and the text after it.
    public record Split(String before, LongText after) {}

    /// Divides it at the first such sign of ASCII in its beginning, where one is.
    public Optional<Split> split(char sign) {
        byte[] start = bytes(from, Math.min(to, from + BEGINNING));
        for (int at = 0; at < start.length; at++) {
            if (start[at] == '\\') {
                at++;
            } else if (start[at] == sign) {
                return Optional.of(
                        new Split(decoded(from + at), new LongText(json, from + at + 1, to, room)));
            }
        }
        return Optional.empty();
    }

    /// Whether it says nothing.
    public boolean isBlank() {
        long end = from;
        byte[] start = bytes(from, Math.min(to, from + BEGINNING));
        for (int at = 0; at < start.length; at = after(start, at)) {
            end = from + at;
        }
        return decoded(end).isBlank() && read().isBlank();
    }

    /// Where the sign after this one begins.
    private static int after(byte[] text, int at) {
        if (text[at] == '\\') {
            return at + (at + 1 < text.length && text[at + 1] == 'u' ? 6 : 2);
        }
        int next = at + 1;
        while (next < text.length && (text[next] & 0xc0) == 0x80) {
            next++;
        }
        return next;
    }

    /// All of it, in memory; what [TextRoom#tooLong] says when it is too long.
    public String read() {
        room.take(length());
        try {
            return decoded(to);
        } catch (MalformedJsonException e) {
            throw room.tooLong(e); // the document was checked but for its texts' length
        }
    }

    /// Bytes of it as they stand in the document.
    long length() {
        return to - from;
    }

    /// Copies it as it stands in the document, without its quotes.
    void copyTo(OutputStream out) throws IOException {
        json.copy(from, to, out);
    }

    private byte[] bytes(long begin, long end) {
        try {
            return json.range(begin, end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The text before a place, in the quotes that the parser wants; whatever stood there before.
    private String decoded(long end) {
        byte[] quoted = bytes(from - 1, end + 1);
        quoted[0] = '"';
        quoted[quoted.length - 1] = '"';
        return String.valueOf(Json.any(quoted));
    }
}
