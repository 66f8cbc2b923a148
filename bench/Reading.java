import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads one HTTP/1.1 answer as its bytes come in, and counts the numbered words of a streamed one (see [Mock]).
final class Reading {
    private enum State {
        HEAD,
        COUNTED,
        SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        DONE
    }

    private static final byte[] LENGTH = ascii("content-length:");
    private static final byte[] CHUNKED = ascii("transfer-encoding: chunked");
    private static final byte[] CONTENT = ascii("\"content\":");
    private static final byte[] END = ascii("[DONE]");

    private State state = State.HEAD;
    private byte[] head = new byte[2048];
    private int headLength;
    private int status;
    private long left;
    private byte[] line = new byte[1024];
    private int lineLength;
    private int words;
    private boolean ended;
    private boolean inOrder = true;

    void begin() {
        state = State.HEAD;
        headLength = 0;
        lineLength = 0;
        words = 0;
        ended = false;
        inOrder = true;
    }

    boolean isDone() {
        return state == State.DONE;
    }

    int status() {
        return status;
    }

    /// Numbered words so far, each in its turn.
    int words() {
        return words;
    }

    /// Whether every word came in order and the stream said it was over.
    boolean isWhole() {
        return inOrder && ended;
    }

    /// The answer's head as text, for messages.
    String head() {
        return new String(head, 0, headLength, StandardCharsets.ISO_8859_1);
    }

    void take(byte[] in, int length) {
        int at = 0;
        while (at < length && state != State.DONE) {
            switch (state) {
                case HEAD -> at = head(in, at, length);
                case COUNTED, CHUNK -> at = body(in, at, length);
                case SIZE -> size(in[at++]);
                case CHUNK_END -> state = in[at++] == '\n' ? next() : state;
                case TRAILER -> trailer(in[at++]);
                case DONE -> {}
            }
        }
    }

    private State next() {
        left = 0;
        return State.SIZE;
    }

    private int head(byte[] in, int from, int length) {
        int at = from;
        while (at < length) {
            if (headLength == head.length) {
                head = Arrays.copyOf(head, headLength * 2);
            }
            head[headLength++] = in[at++];
            if (headLength > 3
                    && head[headLength - 1] == '\n'
                    && head[headLength - 3] == '\n'
                    && head[headLength - 2] == '\r') {
                understood();
                return at;
            }
        }
        return at;
    }

    private void understood() {
        status = (head[9] - '0') * 100 + (head[10] - '0') * 10 + head[11] - '0';
        if (Mock.find(head, headLength, CHUNKED, 0) >= 0) {
            left = 0;
            state = State.SIZE;
            return;
        }
        int at = Mock.find(head, headLength, LENGTH, 0);
        left = 0;
        for (int i = at + LENGTH.length; at >= 0 && head[i] != '\r'; i++) {
            left = head[i] == ' ' ? left : left * 10 + head[i] - '0';
        }
        state = left == 0 ? State.DONE : State.COUNTED;
    }

    private int body(byte[] in, int from, int length) {
        int take = (int) Math.min(left, length - from);
        for (int i = from; i < from + take; i++) {
            character(in[i]);
        }
        left -= take;
        if (left == 0) {
            state = state == State.COUNTED ? State.DONE : State.CHUNK_END;
        }
        return from + take;
    }

    private void character(byte each) {
        if (each == '\n') {
            line();
            lineLength = 0;
        } else if (lineLength < line.length) {
            line[lineLength++] = each;
        }
    }

    private void line() {
        if (lineLength < 8 || line[0] != 'd' || line[1] != 'a' || line[4] != ':') {
            return;
        }
        int at = Mock.find(line, lineLength, CONTENT, 0);
        if (at < 0) {
            ended |= Mock.find(line, lineLength, END, 0) >= 0;
            return;
        }
        int i = at + CONTENT.length;
        while (i < lineLength && (line[i] == ' ' || line[i] == '"')) {
            i++;
        }
        if (i < lineLength && line[i] == 'w') {
            int number = 0;
            for (i++; i < lineLength && line[i] >= '0' && line[i] <= '9'; i++) {
                number = number * 10 + line[i] - '0';
            }
            inOrder &= number == words;
            words++;
        }
    }

    private void size(byte each) {
        int digit = Character.digit(each, 16);
        if (digit >= 0) {
            left = left * 16 + digit;
        } else if (each == '\n') {
            state = left == 0 ? State.TRAILER : State.CHUNK;
            trailing = 0;
        }
    }

    private int trailing;

    private void trailer(byte each) {
        if (each == '\n') {
            state = trailing == 0 ? State.DONE : state;
            trailing = 0;
        } else if (each != '\r') {
            trailing++;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
