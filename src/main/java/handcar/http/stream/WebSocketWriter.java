package handcar.http.stream;

import handcar.json.Json;

import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsSession;

/// Writes events to a WebSocket, as text frames.
final class WebSocketWriter implements BufferedSink.Line {
    private final WsSession session;
    private final Runnable cutter;

    WebSocketWriter(WsSession session, Runnable cutter) {
        this.session = session;
        this.cutter = cutter;
    }

    @Override
    public void write(BufferedSink.Item item) {
        switch (item) {
            case BufferedSink.Item.Event event -> session.send(text(event.text()), true);
            case BufferedSink.Item.Heartbeat _ -> session.ping(BufferData.create("hc"));
            case BufferedSink.Item.Pong pong -> session.pong(pong.payload());
            // the client closes the connection, having read this
            case BufferedSink.Item.End end -> session.close(end.code(), end.reason());
        }
    }

    @Override
    public void cut() {
        cutter.run();
    }

    private static String text(StreamEvent event) {
        StringBuilder text = new StringBuilder("{\"event\":").append(Json.text(event.name()));
        event.id().ifPresent(id -> text.append(",\"id\":").append(id));
        return text.append(",\"data\":").append(event.json()).append('}').toString();
    }
}
