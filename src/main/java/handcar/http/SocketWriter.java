package handcar.http;

import handcar.json.Json;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.websocket.WsSession;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/// Writes a sink's events to a WebSocket. The only thread that does: Helidon's session must not be written to by two.
final class SocketWriter {
    private final WsSession session;
    private final Duration heartbeat;

    SocketWriter(WsSession session, Duration heartbeat) {
        this.session = session;
        this.heartbeat = heartbeat;
    }

    /// Writes until the sink ends or the client is gone.
    void write(QueuedSink sink) {
        try {
            boolean more = true;
            while (more) {
                Optional<QueuedSink.Item> item = sink.take(heartbeat);
                if (item.isEmpty() && !sink.isOpen()) {
                    return;
                }
                more = write(item);
            }
        } catch (UncheckedIOException | CloseConnectionException _) {
            // the client went while we were writing to it
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            sink.gone();
        }
    }

    private boolean write(Optional<QueuedSink.Item> item) {
        if (item.isEmpty()) {
            session.ping(BufferData.create("hc"));
            return true;
        }
        return switch (item.get()) {
            case QueuedSink.Item.Event event -> {
                session.send(text(event), true);
                yield true;
            }
            case QueuedSink.Item.Pong pong -> {
                session.pong(pong.payload());
                yield true;
            }
            case QueuedSink.Item.End end -> {
                session.close(end.code(), end.reason());
                yield false;
            }
        };
    }

    private static String text(QueuedSink.Item.Event event) {
        StringBuilder text = new StringBuilder("{\"event\":").append(Json.text(event.name()));
        event.id().ifPresent(id -> text.append(",\"id\":").append(id));
        return text.append(",\"data\":").append(event.json()).append('}').toString();
    }
}
