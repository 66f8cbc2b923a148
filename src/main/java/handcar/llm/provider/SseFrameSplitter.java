package handcar.llm.provider;

import module java.base;

/// Splits an event stream into whole events without decoding them, so that their bytes can be passed on unchanged.
public final class SseFrameSplitter {
    private static final int FIRST_BUFFER = 4_096;

    /// Larger buffers are made for one event, and are given up after it.
    private static final int USUAL_BUFFER = 256 * 1024;

    /// Where an event may come in pieces, those of one that is larger.
    private static final int PIECE = 64 * 1024;

    /// Bytes in which the end of an event can begin.
    private static final int END = 4;

    private final InputStream in;
    private final boolean inPieces;
    private final EventRoom room;
    private boolean begun;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int from;
    private int looked;
    private int limit;

    /// @param inPieces whether an event that is very large may come in pieces
    /// @param room the memory for one that may not
    SseFrameSplitter(InputStream in, boolean inPieces, EventRoom room) {
        this.in = in;
        this.inPieces = inPieces;
        this.room = room;
    }

    /// The next event, waiting for it; nothing at the end of the stream. What has no blank line after it
    /// is an event cut short, and no event; see [#rest].
    public Optional<SseFrame> next() throws IOException {
        giveUpLargeBuffer();
        for (Optional<SseFrame> frame = ready(); ; frame = ready()) {
            if (frame.isPresent()) {
                return frame;
            }
            if (inPieces && limit - from >= PIECE) {
                return Optional.of(piece());
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
            if (endsEvent(at)) {
                SseFrame frame = new SseFrame(buffer, from, at + 1, !begun);
                begun = false;
                from = at + 1;
                looked = from;
                return Optional.of(frame);
            }
        }
        looked = limit;
        return Optional.empty();
    }

    /// All but the last bytes, which may belong to the end of the event.
    private SseFrame piece() {
        SseFrame piece = new SseFrame(buffer, from, limit - END, false);
        begun = true;
        from = limit - END;
        return piece;
    }

    /// Whether an empty line ends here. Lines end with LF, CR LF or, rarely, CR.
    private boolean endsEvent(int at) {
        int before = at - 1;
        if (buffer[at] == '\r') {
            return before >= from && buffer[before] == '\r';
        }
        if (buffer[at] != '\n') {
            return false;
        }
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
            room.hold(buffer.length * 2L);
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
    }

    private void giveUpLargeBuffer() {
        if (buffer.length > USUAL_BUFFER && limit - from < USUAL_BUFFER) {
            byte[] usual = new byte[USUAL_BUFFER];
            System.arraycopy(buffer, from, usual, 0, limit - from);
            looked -= from;
            limit -= from;
            from = 0;
            buffer = usual;
            room.hold(0);
        }
    }
}
