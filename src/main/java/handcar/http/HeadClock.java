package handcar.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

import java.time.Duration;

/// Cuts off a client that sends its request head byte by byte. The socket's own timeout only notices silence. Belongs to
/// one connection and is called by its one thread.
final class HeadClock implements Http1ConnectionListener {
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private boolean reading;
    private long since;

    @Override
    public void prologue(ConnectionContext ctx, HttpPrologue prologue) {
        reading = true;
        since = System.nanoTime();
    }

    @Override
    public void headers(ConnectionContext ctx, Headers headers) {
        reading = false;
    }

    @Override
    public void data(ConnectionContext ctx, BufferData data) {
        check();
    }

    @Override
    public void data(ConnectionContext ctx, byte[] bytes, int from, int length) {
        check();
    }

    private void check() {
        if (reading && System.nanoTime() - since > LONGEST.toNanos()) {
            throw new CloseConnectionException("the request head took too long");
        }
    }
}
