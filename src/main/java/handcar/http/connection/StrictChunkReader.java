package handcar.http.connection;

import module java.base;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;

/// Reads a connection and insists, within a chunked body, on what Helidon 4.5.0 does not check: the length of a chunk
/// consists of hexadecimal digits only (Helidon takes `+2`), and a line end follows the chunk (Helidon skips any two bytes).
/// A proxy that reads such a body otherwise would see another end of the request than this server. RFC 9112 §7.1.
///
/// Helidon collects a whole chunk before it passes a byte on, so that neither a limit nor a deadline would be asked until a
/// chunk of any length is complete. It is given what has arrived of the chunk as a chunk of its own.
final class StrictChunkReader extends DataReader {
    /// Far more than the digits of any length that is accepted. Helidon reads on until the line ends, or the memory does.
    private static final int LONGEST_LINE = 64;

    private static final Pattern LENGTH = Pattern.compile("0*([0-9a-fA-F]{1,8})");

    private final ClientConnection connection;

    /// Bytes of the client's chunk that Helidon has not asked for.
    private long left;

    private boolean lastChunk;
    private boolean inData;

    /// The constructor of Helidon's class is deprecated in favour of a factory, whose result cannot be extended.
    @SuppressWarnings("removal")
    StrictChunkReader(Supplier<byte[]> bytes, ClientConnection connection) {
        super(bytes);
        this.connection = connection;
    }

    @Override
    public String readLine() {
        try {
            return connection.isChunked() ? chunkLine() : super.readLine();
        } catch (IncorrectNewLineException e) {
            throw malformed();
        }
    }

    /// The length of what can be read of a chunk, `0` after the last one, and then an empty line. Extensions and trailers, which
    /// nobody sends, are refused.
    private String chunkLine() {
        if (left == 0) {
            connection.beginChunk();
            if (findNewLine(LONGEST_LINE) == LONGEST_LINE) {
                throw malformed();
            }
            String line = super.readLine();
            connection.endChunk();
            Matcher length = LENGTH.matcher(line);
            if (lastChunk ? !line.isEmpty() : !length.matches()) {
                throw malformed();
            }
            left = lastChunk ? 0 : Long.parseLong(length.group(1), 16);
            lastChunk = !lastChunk && left == 0;
            if (left == 0) {
                return line;
            }
        }
        ensureAvailable();
        long piece = Math.min(left, available());
        left -= piece;
        return Long.toHexString(piece);
    }

    /// The bytes of a chunk; Helidon skips them once they are copied.
    @Override
    public BufferData readBuffer(int length) {
        inData = true;
        try {
            return super.readBuffer(length);
        } finally {
            inData = false;
        }
    }

    @Override
    public void skip(int count) {
        if (inData || count != 2 || !connection.isChunked()) {
            super.skip(count);
        } else if (left == 0) {
            connection.beginChunk();
            if (read() != '\r' || read() != '\n') {
                throw malformed();
            }
            connection.endChunk();
        }
    }

    private static RequestException malformed() {
        return badRequest("The body's chunks are malformed.");
    }

    /// Refuses a request that two servers may read differently, and ends its connection.
    static RequestException badRequest(String message) {
        return RequestException.builder()
                .type(DirectHandler.EventType.BAD_REQUEST)
                .message(message)
                .setKeepAlive(false)
                .build();
    }
}
