package handcar.http.stream;

import handcar.http.RequestContext;

import io.helidon.common.socket.SocketWriterException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// Somebody else's stream on its way to the caller: what is written leaves with the next flush. A caller who is gone ends
/// it with `CloseConnectionException`, whatever the web server throws.
public final class ProxiedResponse extends OutputStream {
    private final OutputStream out;

    private ProxiedResponse(OutputStream out) {
        this.out = out;
    }

    /// Begins the answer with status 200.
    public static ProxiedResponse begin(ServerRequest req, ServerResponse res, String mediaType) {
        res.header(HeaderNames.CONTENT_TYPE, mediaType);
        res.header(HeaderNames.CACHE_CONTROL, "no-store, no-transform");
        // some proxies collect answers unless told not to
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
        doing(() -> out.write(bytes, from, length));
    }

    @Override
    public void flush() {
        doing(out::flush);
    }

    @Override
    public void close() {
        doing(out::close);
    }

    private static void doing(Writing step) {
        try {
            step.run();
        } catch (IOException | UncheckedIOException | SocketWriterException e) {
            throw new CloseConnectionException("the caller is gone", e);
        }
    }

    private interface Writing {
        void run() throws IOException;
    }
}
