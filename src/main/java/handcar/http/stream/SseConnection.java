package handcar.http.stream;

import module java.base;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.SocketWriterException;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.spi.ServerConnection;

/// The connection of a client that listens to server-sent events
/// (https://html.spec.whatwg.org/multipage/server-sent-events.html). The answer begins with [#begin] while its request is
/// handled; afterwards each event is a chunk of its own (RFC 9112 §7.1), written to the connection itself. The thread of the
/// connection only waits for the client to leave; a client that closes its sending side has left, too.
final class SseConnection implements ServerConnection, BufferedSink.Line {
    /// The contract's heartbeat, below the idle limits of common proxies (30 to 60 s).
    static final Duration HEARTBEAT = Duration.ofSeconds(20);

    /// How soon a browser reconnects, in milliseconds.
    private static final String RETRY = "retry: 2000\n\n";

    private static final String COMMENT = ": \n\n";
    private static final String PING = "event: ping\ndata: {}\n\n";

    /// Bytes. A client has nothing to say here and is sent away when it goes on.
    private static final int MAX_RECEIVED = 64 * 1024;

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final HelidonSocket socket;
    private final DataWriter writer;
    private final Thread reader = Thread.currentThread();
    private final String heartbeat;
    private final BufferedSink sink;

    /// Must be made on the thread that will handle the connection.
    ///
    /// @param visible whether the client wants to see heartbeats
    /// @param opening begins to feed the client
    SseConnection(
            ConnectionContext connection,
            boolean visible,
            Function<BufferedSink.Line, BufferedSink> opening) {
        this.heartbeat = visible ? PING : COMMENT;
        this.socket = connection.serverSocket();
        this.writer = connection.dataWriter();
        this.sink = opening.apply(this);
    }

    /// Sends the head and the first chunk. The connection ends with the stream.
    static void begin(ServerResponse res) {
        setHead(res);
        res.header("X-Accel-Buffering", "no"); // some proxies collect answers otherwise
        res.header(HeaderValues.CONNECTION_CLOSE);
        try {
            // closing it would end the stream
            OutputStream out = res.outputStream();
            out.write(RETRY.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException | UncheckedIOException | SocketWriterException e) {
            throw new CloseConnectionException("the listening client left", e);
        }
    }

    /// The headers of a stream, which a HEAD request gets as well.
    static void setHead(ServerResponse res) {
        res.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
        res.header(HeaderNames.CACHE_CONTROL, "no-store, no-transform");
    }

    @Override
    public void handle(Limit limit) {
        try {
            int received = 0;
            byte[] bytes = socket.get();
            while (bytes != null && received < MAX_RECEIVED) {
                received += bytes.length;
                bytes = socket.get();
            }
        } catch (UncheckedIOException e) {
            throw new CloseConnectionException("the client left", e);
        } finally {
            sink.gone();
        }
    }

    @Override
    public void write(BufferedSink.Item item) {
        switch (item) {
            case BufferedSink.Item.Event event -> chunk(text(event.text()));
            case BufferedSink.Item.Heartbeat _ -> chunk(heartbeat);
            case BufferedSink.Item.Pong _ -> {}
            case BufferedSink.Item.End _ -> {
                chunk(RETRY);
                writer.writeNow(BufferData.create(LAST_CHUNK));
                cut();
            }
        }
    }

    @Override
    public void cut() {
        reader.interrupt();
    }

    private static String text(StreamEvent event) {
        String id = event.id().isPresent() ? "id: " + event.id().getAsLong() + "\n" : "";
        return id + "event: " + event.name() + "\ndata: " + event.json() + "\n\n";
    }

    private void chunk(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        String chunk = Integer.toHexString(length) + "\r\n" + text + "\r\n";
        writer.writeNow(BufferData.create(chunk.getBytes(StandardCharsets.UTF_8)));
    }

    /// Heartbeats find dead clients; there is no idle time-out.
    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    /// The streams were ended in good order before.
    @Override
    public void close(boolean interrupt) {
        cut();
    }
}
