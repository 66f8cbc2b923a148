package handcar.http;

import handcar.json.Json;

import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsSession;

/// Writes events to a WebSocket, as text frames.
final class SocketLine implements QueuedSink.Line {
    private final WsSession session;
    private final Runnable cutter;

    SocketLine(WsSession session, Runnable cutter) {
        this.session = session;
        this.cutter = cutter;
    }

    @Override
    public void write(QueuedSink.Item item) {
        switch (item) {
            case QueuedSink.Item.Event event -> session.send(text(event.text()), true);
            case QueuedSink.Item.Heartbeat _ -> session.ping(BufferData.create("hc"));
            case QueuedSink.Item.Pong pong -> session.pong(pong.payload());
            // the client closes the connection, having read this
            case QueuedSink.Item.End end -> session.close(end.code(), end.reason());
        }
    }

    @Override
    public void cut() {
        cutter.run();
    }

    private static String text(EventText event) {
        StringBuilder text = new StringBuilder("{\"event\":").append(Json.text(event.name()));
        event.id().ifPresent(id -> text.append(",\"id\":").append(id));
        return text.append(",\"data\":").append(event.json()).append('}').toString();
    }
}
