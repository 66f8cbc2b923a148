package handcar.http.stream;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Function;

/// The connection of a client that listens to server-sent events, once its request is handled. Its thread does nothing but
/// wait for the client to leave, which is noticed at once; a client that closes only its sending side has left, too.
final class SseConnection implements ServerConnection {
    /// A client has nothing to say here; who goes on talking is sent away.
    private static final int MOST_SAID = 64 * 1024;

    private final HelidonSocket socket;
    private final Thread reader = Thread.currentThread();
    private final BufferedSink sink;

    /// Made on the thread that will handle it.
    ///
    /// @param opening begins to feed the client
    SseConnection(ConnectionContext connection, Function<BufferedSink.Line, BufferedSink> opening) {
        this.socket = connection.serverSocket();
        this.sink = opening.apply(new SseWriter(connection.dataWriter(), reader::interrupt));
    }

    @Override
    public void handle(Limit limit) {
        try {
            awaitDeparture();
        } catch (UncheckedIOException e) {
            throw new CloseConnectionException("the client left", e);
        } finally {
            sink.gone();
        }
    }

    private void awaitDeparture() {
        int said = 0;
        for (byte[] bytes = socket.get(); bytes != null && said < MOST_SAID; bytes = socket.get()) {
            said += bytes.length;
        }
    }

    /// It has heartbeats.
    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    /// The streams were ended before, in good order.
    @Override
    public void close(boolean interrupt) {
        reader.interrupt();
    }
}
