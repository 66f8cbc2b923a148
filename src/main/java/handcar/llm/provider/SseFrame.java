package handcar.llm.provider;

import module java.base;

/// One server-sent event as the bytes it came in, with the blank line that ends it; or a piece of one that is very large.
///
/// @param isWhole whether it is an event and no piece
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
public record SseFrame(byte[] bytes, int from, int to, boolean isWhole) {
    private static final byte[] DATA = "data:".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NAME = "event:".getBytes(StandardCharsets.UTF_8);

    SseFrame(byte[] bytes, int from, int to) {
        this(bytes, from, to, true);
    }

    public static SseFrame of(byte[] bytes) {
        return new SseFrame(bytes, 0, bytes.length);
    }

    public int length() {
        return to - from;
    }

    /// The event's data, its lines joined; empty for a comment.
    public String data() {
        StringBuilder data = new StringBuilder();
        for (String line :
                new String(bytes, from, length(), StandardCharsets.UTF_8).split("\r\n|\r|\n", -1)) {
            if (line.startsWith("data:")) {
                data.append(data.isEmpty() ? "" : "\n").append(line.substring(DATA.length).strip());
            }
        }
        return data.toString();
    }

    /// Whether there is any data.
    public boolean hasData() {
        for (int at = line(DATA); at < to; at = line(DATA, at)) {
            while (at < to && bytes[at] == ' ') {
                at++;
            }
            if (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
                return true;
            }
        }
        return false;
    }

    /// The bytes of the event's data. That of one line, as almost all events have, is copied once, since it may be large.
    public byte[] json() {
        int start = line(DATA);
        int end = start;
        while (end < to && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        boolean isOneLine = line(DATA, end) == to;
        return isOneLine
                ? Arrays.copyOfRange(bytes, start, end)
                : data().getBytes(StandardCharsets.UTF_8);
    }

    /// Whether the data begins so.
    public boolean begins(byte[] text) {
        int at = line(DATA);
        while (at < to && bytes[at] == ' ') {
            at++;
        }
        return matches(text, at);
    }

    /// The event's name; empty when it has none.
    public String name() {
        int at = line(NAME);
        int end = at;
        while (end < to && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.UTF_8).strip();
    }

    /// Where the value of the first line of this name begins; the end of the event when there is no such line.
    private int line(byte[] name) {
        return line(name, from);
    }

    private int line(byte[] name, int start) {
        int at = start;
        while (at < to && !matches(name, at)) {
            while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
                at++;
            }
            at++;
        }
        return Math.min(to, at + name.length);
    }

    /// The same event with an empty line behind it.
    SseFrame ended() {
        byte[] ended = Arrays.copyOf(Arrays.copyOfRange(bytes, from, to), length() + 2);
        ended[length()] = '\n';
        ended[length() + 1] = '\n';
        return of(ended);
    }

    /// The same event without these bytes.
    SseFrame without(byte[] text) {
        for (int at = from; at <= to - text.length; at++) {
            if (bytes[at] == text[0] && matches(text, at)) {
                byte[] less = new byte[length() - text.length];
                System.arraycopy(bytes, from, less, 0, at - from);
                System.arraycopy(bytes, at + text.length, less, at - from, to - at - text.length);
                return of(less);
            }
        }
        return this;
    }

    /// Whether the event has a field of that name (with its quotes) whose value begins with the letter.
    public boolean has(byte[] field, char value) {
        for (int at = from; at <= to - field.length; at++) {
            if (bytes[at] == field[0] && matches(field, at)) {
                int next = at + field.length;
                while (next < to && (bytes[next] == ' ' || bytes[next] == ':')) {
                    next++;
                }
                if (next < to && bytes[next] == value) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean matches(byte[] text, int at) {
        return at + text.length <= to
                && Arrays.equals(bytes, at, at + text.length, text, 0, text.length);
    }
}
