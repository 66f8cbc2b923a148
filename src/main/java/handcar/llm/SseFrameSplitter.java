package handcar.llm;

import handcar.net.SseReader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Cuts an event stream into whole events without decoding them, so that they can be passed on as the bytes they are.
final class SseFrameSplitter {
    private static final int USUAL = 4_096;
    private static final byte[] DATA = "data:".getBytes(StandardCharsets.UTF_8);

    private final InputStream in;
    private byte[] buffer = new byte[USUAL];
    private int from;
    private int looked;
    private int limit;

    /// One event with the blank line that ends it; valid until the next one is asked for.
    @SuppressWarnings("ArrayRecordComponent") // a view, never compared
    record Frame(byte[] bytes, int from, int to) {
        int length() {
            return to - from;
        }

        /// The data of an event of one line; empty for comments.
        String data() {
            StringBuilder data = new StringBuilder();
            for (String line :
                    new String(bytes, from, length(), StandardCharsets.UTF_8).split("\r?\n", -1)) {
                if (line.startsWith("data:")) {
                    data.append(data.isEmpty() ? "" : "\n")
                            .append(line.substring(DATA.length).strip());
                }
            }
            return data.toString();
        }

        /// Whether the data begins so.
        boolean begins(byte[] text) {
            if (!matches(DATA, from)) {
                return false;
            }
            int at = from + DATA.length;
            while (at < to && bytes[at] == ' ') {
                at++;
            }
            return matches(text, at);
        }

        /// Whether the event has a field of that name (with its quotes and colon) whose value begins with the letter.
        boolean has(byte[] field, char value) {
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

    SseFrameSplitter(InputStream in) {
        this.in = in;
    }

    /// The next event, waiting for it; nothing at the end of the stream. What stands there without a blank line behind it
    /// is an event cut short, and no event.
    Optional<Frame> next() throws IOException {
        for (Optional<Frame> frame = ready(); ; frame = ready()) {
            if (frame.isPresent()) {
                return frame;
            }
            makeRoom();
            int read = in.read(buffer, limit, buffer.length - limit);
            if (read < 0) {
                return Optional.empty();
            }
            limit += read;
        }
    }

    /// The next event if it is there already.
    Optional<Frame> ready() {
        for (int at = looked; at < limit; at++) {
            if (buffer[at] == '\n' && endsEvent(at)) {
                Frame frame = new Frame(buffer, from, at + 1);
                from = at + 1;
                looked = from;
                return Optional.of(frame);
            }
        }
        looked = limit;
        return Optional.empty();
    }

    private boolean endsEvent(int at) {
        int before = at - 1;
        if (before >= from && buffer[before] == '\r') {
            before--;
        }
        return before >= from && buffer[before] == '\n';
    }

    private void makeRoom() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, limit - from);
            limit -= from;
            looked -= from;
            from = 0;
        }
        if (limit == buffer.length) {
            if (limit >= SseReader.LONGEST_EVENT) {
                throw new IOException("an event is longer than " + limit + " bytes");
            }
            buffer = Arrays.copyOf(buffer, limit * 2);
        }
    }
}
