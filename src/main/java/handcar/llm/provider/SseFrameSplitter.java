package handcar.llm.provider;

import module java.base;

import handcar.http.upload.SpoolFile;

/// Splits an event stream into whole events without decoding them, so that their bytes can be passed on unchanged.
public final class SseFrameSplitter {
    private static final int FIRST_BUFFER = 4_096;

    /// Larger events wait in a file until they are there whole: of several that came at once each would hold memory and wait for more.
    private static final int IN_MEMORY = 256 * 1024;

    /// Where an event comes in pieces, those of one that is larger.
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
    private boolean holds;

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
        giveBack();
        for (Optional<SseFrame> frame = ready(); ; frame = ready()) {
            if (frame.isPresent()) {
                return frame;
            }
            if (inPieces && limit - from >= PIECE) {
                return Optional.of(piece());
            }
            if (!inPieces && limit - from >= IN_MEMORY) {
                return large();
            }
            if (!readOn()) {
                return Optional.empty();
            }
        }
    }

    private boolean readOn() throws IOException {
        makeRoom();
        int read = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(0, read);
        return read >= 0;
    }

    /// The rest of a large event, which is then read whole.
    private Optional<SseFrame> large() throws IOException {
        try (SpoolFile file = SpoolFile.open()) {
            Optional<SseFrame> end = Optional.empty();
            boolean more = true;
            while (end.isEmpty() && more) {
                if (limit - from >= PIECE) {
                    SseFrame piece = piece();
                    file.write(piece.bytes(), piece.from(), piece.length());
                    room.require(file.length());
                }
                more = readOn();
                end = ready();
            }
            SseFrame last = end.orElseGet(() -> new SseFrame(buffer, from, limit));
            begun = false;
            file.write(last.bytes(), last.from(), last.length());
            room.hold(file.length());
            holds = true;
            byte[] whole = file.read();
            if (end.isPresent()) {
                return Optional.of(SseFrame.of(whole));
            }
            buffer = whole; // for rest(), since the stream has ended
            from = 0;
            looked = whole.length;
            limit = whole.length;
            return Optional.empty();
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
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
    }

    private void giveBack() {
        if (holds) {
            holds = false;
            room.hold(0);
        }
    }
}
