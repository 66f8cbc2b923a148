package handcar.http.connection;

import module java.base;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;

/// Reads a connection and insists, within a chunked body, on what Helidon 4.5.0 does not check: the length of a chunk
/// consists of hexadecimal digits only (Helidon takes `+2`), and a line end follows the chunk (Helidon skips any two bytes).
/// A proxy that reads such a body otherwise would see another end of the request than this server. RFC 9112 §7.1.
final class StrictChunkReader extends DataReader {
    /// Far more than the digits of any length that is accepted. Helidon reads on until the line ends, or the memory does.
    private static final int LONGEST_LINE = 64;

    private final BooleanSupplier chunked;
    private boolean inData;

    /// The constructor of Helidon's class is deprecated in favour of a factory, whose result cannot be extended.
    ///
    /// @param chunked whether the body that is being read is chunked
    @SuppressWarnings("removal")
    StrictChunkReader(Supplier<byte[]> bytes, BooleanSupplier chunked) {
        super(bytes);
        this.chunked = chunked;
    }

    @Override
    public String readLine() {
        String line;
        try {
            if (chunked.getAsBoolean() && findNewLine(LONGEST_LINE) == LONGEST_LINE) {
                throw malformed();
            }
            line = super.readLine();
        } catch (IncorrectNewLineException e) {
            throw malformed();
        }
        if (chunked.getAsBoolean() && !line.isEmpty() && !isChunkLine(line)) {
            throw malformed();
        }
        return line;
    }

    /// Hexadecimal digits only; extensions, which nobody sends, are refused.
    private static boolean isChunkLine(String line) {
        return line.chars().allMatch(each -> Character.digit(each, 16) >= 0 && each < 128);
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
        if (inData || count != 2 || !chunked.getAsBoolean()) {
            super.skip(count);
        } else if (read() != '\r' || read() != '\n') {
            throw malformed();
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
