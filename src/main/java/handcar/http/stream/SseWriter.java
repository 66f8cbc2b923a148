package handcar.http.stream;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.SocketWriterException;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Writes events as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). The answer is
/// begun by [#begin] while its request is handled; what follows goes to the connection itself, each event a chunk of its
/// own (RFC 9112 §7.1).
final class SseWriter implements BufferedSink.Line {
    /// The contract's heartbeat, below the idle limits of usual proxies (30–60 s).
    static final Duration HEARTBEAT = Duration.ofSeconds(20);

    /// How soon a browser comes back: quick after a restart, spread by its own reconnecting delays.
    private static final String RETRY = "retry: 2000\n\n";

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final DataWriter connection;
    private final Runnable cutter;

    SseWriter(DataWriter connection, Runnable cutter) {
        this.connection = connection;
        this.cutter = cutter;
    }

    /// Sends the head and the first chunk. The connection ends with the stream.
    static void begin(ServerResponse res) {
        head(res);
        // some proxies collect answers unless told not to
        res.header("X-Accel-Buffering", "no");
        res.header(HeaderValues.CONNECTION_CLOSE);
        try {
            // not closed, which would be the end of the stream
            OutputStream out = res.outputStream();
            out.write(RETRY.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException | UncheckedIOException | SocketWriterException e) {
            throw new CloseConnectionException("the listening client is gone", e);
        }
    }

    /// What a request for the head alone gets, too.
    static void head(ServerResponse res) {
        res.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
        res.header(HeaderNames.CACHE_CONTROL, "no-store, no-transform");
    }

    @Override
    public void write(BufferedSink.Item item) {
        switch (item) {
            case BufferedSink.Item.Event event -> chunk(text(event.text()));
            case BufferedSink.Item.Heartbeat _ -> chunk(": \n\n");
            case BufferedSink.Item.Pong _ -> {}
            case BufferedSink.Item.End _ -> {
                chunk(RETRY);
                connection.writeNow(BufferData.create(LAST_CHUNK));
                cut();
            }
        }
    }

    @Override
    public void cut() {
        cutter.run();
    }

    private static String text(StreamEvent event) {
        String id = event.id().isPresent() ? "id: " + event.id().getAsLong() + "\n" : "";
        return id + "event: " + event.name() + "\ndata: " + event.json() + "\n\n";
    }

    private void chunk(String text) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        byte[] length =
                (Integer.toHexString(data.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        BufferData chunk = BufferData.create(length.length + data.length + 2);
        chunk.write(length);
        chunk.write(data);
        chunk.write('\r');
        chunk.write('\n');
        connection.writeNow(chunk);
    }
}
