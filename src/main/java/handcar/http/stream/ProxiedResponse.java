package handcar.http.stream;

import module java.base;

import handcar.http.RequestContext;

import io.helidon.common.socket.SocketWriterException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// A stream of another server that is passed on to the caller; what is written leaves with the next flush. When the caller has
/// left, every method throws `CloseConnectionException`, whatever Helidon throws.
public final class ProxiedResponse extends OutputStream {
    private final OutputStream out;

    private ProxiedResponse(OutputStream out) {
        this.out = out;
    }

    /// Begins the answer with status 200.
    public static ProxiedResponse begin(ServerRequest req, ServerResponse res, String mediaType) {
        res.header(HeaderNames.CONTENT_TYPE, mediaType);
        res.header(HeaderNames.CACHE_CONTROL, "no-store, no-transform");
        // some proxies collect answers otherwise
        res.header("X-Accel-Buffering", "no");
        RequestContext.of(req).becomeStream();
        return new ProxiedResponse(res.outputStream());
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        translated(() -> out.write(bytes, from, length));
    }

    @Override
    public void flush() {
        translated(out::flush);
    }

    @Override
    public void close() {
        translated(out::close);
    }

    private static void translated(Step step) {
        try {
            step.run();
        } catch (IOException | UncheckedIOException | SocketWriterException e) {
            throw new CloseConnectionException("the caller left", e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
