package handcar.net;

import module java.base;

/// Reads `text/event-stream` as HTML's standard defines it: LF, CR and CRLF end a line, several `data` lines are one
/// datum, comments and unknown fields are skipped, a byte order mark is not text. Lines are cut as bytes and decoded
/// whole, so a character split between two packets stays whole. One deviation: data at the very end of the stream counts
/// even when its blank line is missing, because some servers end so.
///
/// <https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream>
public final class SseReader {
    /// Far above any model's chunk; a sender that never ends a line must not fill the memory.
    public static final int LONGEST_EVENT = 1_000_000;

    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[8_192];
    private int position;
    private int limit;
    private boolean afterCr;
    private boolean started;

    public SseReader(InputStream in) {
        this(in, LONGEST_EVENT);
    }

    SseReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /// The next event with data, or nothing when the stream has ended; [EventTooLong] beyond the bound.
    public Optional<SseEvent> next() throws IOException {
        String name = "message";
        StringBuilder data = new StringBuilder();
        boolean any = false;
        for (Optional<String> line = line(); line.isPresent(); line = line()) {
            String text = line.get();
            if (text.isEmpty()) {
                if (any) {
                    return Optional.of(new SseEvent(name, data.toString()));
                }
                name = "message";
                continue;
            }
            int colon = text.indexOf(':');
            String field = colon < 0 ? text : text.substring(0, colon);
            String value = colon < 0 ? "" : text.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            if (field.equals("data")) {
                data.append(any ? "\n" : "").append(value);
                any = true;
                if (data.length() > longest) {
                    throw new EventTooLong(longest);
                }
            } else if (field.equals("event")) {
                name = value;
            }
        }
        return any ? Optional.of(new SseEvent(name, data.toString())) : Optional.empty();
    }

    private Optional<String> line() throws IOException {
        byte[] line = new byte[256];
        int length = 0;
        while (true) {
            int b = read();
            if (b == '\n' && afterCr) {
                afterCr = false;
                continue;
            }
            afterCr = b == '\r';
            if (b == '\n' || b == '\r' || (b < 0 && length > 0)) {
                return Optional.of(decoded(line, length));
            }
            if (b < 0) {
                return Optional.empty();
            }
            if (length == longest) {
                throw new EventTooLong(longest);
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, length * 2);
            }
            line[length++] = (byte) b;
        }
    }

    private String decoded(byte[] line, int length) {
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        boolean mark = !started && text.startsWith("\uFEFF");
        started = true;
        return mark ? text.substring(1) : text;
    }

    private int read() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(buffer));
            if (limit == 0) {
                return -1;
            }
        }
        return buffer[position++] & 0xff;
    }

    /// An event larger than the reader is willing to hold.
    public static final class EventTooLong extends IOException {
        EventTooLong(int longest) {
            super("an event is longer than " + longest + " bytes");
        }
    }
}
