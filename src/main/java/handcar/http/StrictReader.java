package handcar.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Reads a connection and, within a chunked body, insists on what Helidon 4.5.0 lets pass: that a chunk's length is
/// digits only (it takes `+2`), and that a line end follows a chunk (it skips any two bytes). A proxy that reads these
/// otherwise would see another end of the request than we do.
final class StrictReader extends DataReader {
    private final BooleanSupplier chunked;

    /// The constructor is to go in favour of a factory, which cannot be extended.
    @SuppressWarnings("removal")
    StrictReader(Supplier<byte[]> bytes, BooleanSupplier chunked) {
        super(bytes);
        this.chunked = chunked;
    }

    @Override
    public String readLine() {
        String line = super.readLine();
        if (chunked.getAsBoolean() && !line.isEmpty() && Character.digit(line.charAt(0), 16) < 0) {
            throw malformed();
        }
        return line;
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
        return RequestException.builder()
                .type(DirectHandler.EventType.BAD_REQUEST)
                .message("The body's chunks are malformed.")
                .setKeepAlive(false)
                .build();
    }
}
