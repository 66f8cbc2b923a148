package handcar.llm.provider;

import module java.base;

/// Splits an event stream into whole events without decoding them, so that their bytes can be passed on unchanged.
public final class SseFrameSplitter {
    private static final int FIRST_BUFFER = 4_096;

    /// Bytes of an event at most, far above any model's chunk; a server that never ends one must not fill the memory.
    private static final int LONGEST_EVENT = 1_000_000;

    private final InputStream in;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int from;
    private int looked;
    private int limit;

    SseFrameSplitter(InputStream in) {
        this.in = in;
    }

    /// The next event, waiting for it; nothing at the end of the stream. What has no blank line after it
    /// is an event cut short, and no event; see [#rest].
    public Optional<SseFrame> next() throws IOException {
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

    /// At the end of the stream, once: what came after the last whole event. Some servers leave out the last blank line.
    public Optional<SseFrame> rest() {
        if (from == limit) {
            return Optional.empty();
        }
        SseFrame rest = new SseFrame(buffer, from, limit);
        from = limit;
        looked = limit;
        return Optional.of(rest);
    }

    /// The next event if it is there already.
    public Optional<SseFrame> ready() {
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
            if (limit >= LONGEST_EVENT) {
                throw new IOException("an event is longer than " + limit + " bytes");
            }
            buffer = Arrays.copyOf(buffer, limit * 2);
        }
    }
}
