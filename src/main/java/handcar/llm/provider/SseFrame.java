package handcar.llm.provider;

import module java.base;

/// One server-sent event as the bytes it came in, with the blank line that ends it.
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
public record SseFrame(byte[] bytes, int from, int to) {
    private static final byte[] DATA = "data:".getBytes(StandardCharsets.UTF_8);

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
                new String(bytes, from, length(), StandardCharsets.UTF_8).split("\r?\n", -1)) {
            if (line.startsWith("data:")) {
                data.append(data.isEmpty() ? "" : "\n").append(line.substring(DATA.length).strip());
            }
        }
        return data.toString();
    }

    /// Whether the data begins so.
    public boolean begins(byte[] text) {
        if (!matches(DATA, from)) {
            return false;
        }
        int at = from + DATA.length;
        while (at < to && bytes[at] == ' ') {
            at++;
        }
        return matches(text, at);
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
