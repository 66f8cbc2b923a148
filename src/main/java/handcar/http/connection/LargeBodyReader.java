package handcar.http.connection;

import module java.base;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;

import org.jspecify.annotations.Nullable;

/// Reads a large body of an announced length into one array again and again. Helidon's reader makes a new one for whatever
/// arrives and links them to a list, whose dead beginning, once it is old, keeps the rest alive until the whole heap is collected:
/// bodies of 8 MB filled it to its limit. The array may be used again because Helidon asks for more of a body only when all that it
/// has was read.
final class LargeBodyReader {
    /// Bytes. What is smaller is not worth it.
    private static final long LARGE = 64 * 1024;

    /// Bytes that are read at once.
    private static final int PIECE = 16 * 1024;

    /// How long a piece may gather before it is handed on with what there is; the deadline of a sender that drips is looked at before each
    /// wait.
    private static final Duration LONGEST = Duration.ofSeconds(1);

    /// For a connection without such a body.
    static final LargeBodyReader NONE = new LargeBodyReader(new Socket(), 0);

    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final Socket socket;
    private byte[] piece = new byte[0];

    /// Bytes of the body that did not arrive yet.
    private long left;

    private LargeBodyReader(Socket socket, long left) {
        this.socket = socket;
        this.left = left;
    }

    /// A reader for the body after this head, [#NONE] for a small one and for chunks.
    ///
    /// @param arrived bytes of it that came together with the head
    static LargeBodyReader of(Socket socket, Headers headers, int arrived) {
        if (headers.contains(HeaderNames.TRANSFER_ENCODING)) {
            return NONE;
        }
        return headers.value(HeaderNames.CONTENT_LENGTH)
                .filter(length -> LENGTH.matcher(length).matches())
                .map(length -> Long.parseLong(length) - arrived)
                .filter(left -> left > LARGE)
                .map(left -> new LargeBodyReader(socket, left))
                .orElse(NONE);
    }

    /// The next piece of the body, in an array that is good until the next call; null at the client's end, which comes before the
    /// end of the body.
    ///
    /// @param alive runs before each wait
    byte @Nullable [] next(Runnable alive) {
        int wanted = (int) Math.min(PIECE, left);
        if (wanted != piece.length) {
            piece = new byte[wanted]; // the first one and the last, which is shorter
        }
        try {
            int count = fill(alive);
            left -= count;
            if (count == piece.length) {
                return piece;
            }
            return count == 0 ? null : Arrays.copyOf(piece, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int fill(Runnable alive) throws IOException {
        long start = System.nanoTime();
        int count = 0;
        while (count < piece.length
                && (count == 0 || System.nanoTime() - start < LONGEST.toNanos())) {
            alive.run();
            int read = socket.getInputStream().read(piece, count, piece.length - count);
            if (read < 0) {
                return count;
            }
            count += read;
        }
        return count;
    }

    /// Whether some of it has not arrived yet.
    boolean isComing() {
        return left > 0;
    }
}
