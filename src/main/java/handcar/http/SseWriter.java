package handcar.http;

import io.helidon.common.socket.SocketWriterException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Writes a sink's events as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), each
/// flushed at once.
final class SseWriter {
    /// The contract's heartbeat, below the idle limits of usual proxies (30–60 s).
    static final Duration HEARTBEAT = Duration.ofSeconds(20);

    /// How soon a browser comes back: quick after a restart, spread by its own reconnecting delays.
    private static final String RETRY = "retry: 2000\n\n";

    private final ServerResponse res;
    private final Duration heartbeat;

    SseWriter(ServerResponse res, Duration heartbeat) {
        this.res = res;
        this.heartbeat = heartbeat;
    }

    /// Writes until the sink ends or the client is gone.
    void write(QueuedSink sink) {
        res.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
        res.header(HeaderNames.CACHE_CONTROL, "no-store, no-transform");
        // some proxies collect answers unless told not to
        res.header("X-Accel-Buffering", "no");
        try (OutputStream out = res.outputStream()) {
            put(out, RETRY);
            boolean more = true;
            while (more) {
                Optional<QueuedSink.Item> item = sink.take(heartbeat);
                if (item.isEmpty() && !sink.isOpen()) {
                    return;
                }
                more = write(out, item);
            }
        } catch (IOException | UncheckedIOException | SocketWriterException e) {
            throw new CloseConnectionException("the listening client is gone", e);
        } catch (InterruptedException e) {
            throw new CloseConnectionException("the listening client is too slow", e);
        }
    }

    private boolean write(OutputStream out, Optional<QueuedSink.Item> item) throws IOException {
        if (item.isEmpty()) {
            put(out, ": \n\n");
            return true;
        }
        return switch (item.get()) {
            case QueuedSink.Item.Event event -> {
                put(out, text(event));
                yield true;
            }
            case QueuedSink.Item.Pong _ -> true;
            case QueuedSink.Item.End _ -> {
                put(out, RETRY);
                yield false;
            }
        };
    }

    private static String text(QueuedSink.Item.Event event) {
        String id = event.id().isPresent() ? "id: " + event.id().getAsLong() + "\n" : "";
        return id + "event: " + event.name() + "\ndata: " + event.json() + "\n\n";
    }

    private static void put(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
