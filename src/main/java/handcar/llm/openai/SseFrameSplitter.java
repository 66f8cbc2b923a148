package handcar.llm.openai;

import module java.base;

import handcar.llm.provider.SseFrame;
import handcar.net.SseReader;

/// Splits an event stream into whole events without decoding them, so that their bytes can be passed on unchanged.
final class SseFrameSplitter {
    private static final int USUAL = 4_096;

    private final InputStream in;
    private byte[] buffer = new byte[USUAL];
    private int from;
    private int looked;
    private int limit;

    SseFrameSplitter(InputStream in) {
        this.in = in;
    }

    /// The next event, waiting for it; nothing at the end of the stream. What stands there without a blank line behind it
    /// is an event cut short, and no event.
    Optional<SseFrame> next() throws IOException {
        for (Optional<SseFrame> frame = ready(); ; frame = ready()) {
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
    Optional<SseFrame> ready() {
        for (int at = looked; at < limit; at++) {
            if (buffer[at] == '\n' && endsEvent(at)) {
                SseFrame frame = new SseFrame(buffer, from, at + 1);
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
