package handcar.http.connection;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Reads a connection and, within a chunked body, insists on what Helidon 4.5.0 lets pass: that a chunk's length is
/// digits only (it takes `+2`), and that a line end follows a chunk (it skips any two bytes). A proxy that reads these
/// otherwise would see another end of the request than we do.
final class StrictChunkReader extends DataReader {
    private final BooleanSupplier chunked;

    /// The constructor is to go in favour of a factory, which cannot be extended.
    @SuppressWarnings("removal")
    StrictChunkReader(Supplier<byte[]> bytes, BooleanSupplier chunked) {
        super(bytes);
        this.chunked = chunked;
    }

    @Override
    public String readLine() {
        String line;
        try {
            line = super.readLine();
        } catch (IncorrectNewLineException e) {
            throw malformed();
        }
        if (chunked.getAsBoolean() && !line.isEmpty() && !isChunkLine(line)) {
            throw malformed();
        }
        return line;
    }

    /// Hexadecimal digits, then nothing or an extension.
    private static boolean isChunkLine(String line) {
        int digits = 0;
        while (digits < line.length() && Character.digit(line.charAt(digits), 16) >= 0) {
            digits++;
        }
        return digits > 0 && (digits == line.length() || line.charAt(digits) == ';');
    }

    @Override
    public void skip(int count) {
        if (count != 2 || !chunked.getAsBoolean()) {
            super.skip(count);
        } else if (read() != '\r' || read() != '\n') {
            throw malformed();
        }
    }

    private static RequestException malformed() {
        return refused("The body's chunks are malformed.");
    }

    /// A request that two servers may read differently, and its connection's end.
    static RequestException refused(String why) {
        return RequestException.builder()
                .type(DirectHandler.EventType.BAD_REQUEST)
                .message(why)
                .setKeepAlive(false)
                .build();
    }
}
