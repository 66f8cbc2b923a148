package handcar.http.stream;

import module java.base;

import handcar.json.Json;

import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;

/// One client of a WebSocket, which receives the same events as by SSE, as text frames `{"event","id","data"}`. What the
/// client sends is not used for anything, but it is bounded.
final class WebSocketHandler implements WsListener {
    /// Characters of a whole message, over all its fragments.
    private static final int MAX_MESSAGE = 64 * 1024;

    /// Status codes of RFC 6455 §7.4.1.
    private static final int TOO_BIG = 1009;

    private static final int NOT_TEXT = 1003;

    private Optional<Function<BufferedSink.Line, BufferedSink>> opening;
    private Optional<BufferedSink> sink = Optional.empty();
    private int received;

    /// @param opening begins to feed the client
    WebSocketHandler(Function<BufferedSink.Line, BufferedSink> opening) {
        this.opening = Optional.of(opening);
    }

    @Override
    public void onOpen(WsSession session) {
        Line line = new Line(session, Thread.currentThread());
        sink = opening.map(open -> open.apply(line));
        opening = Optional.empty(); // what it needed must not stay in memory
    }

    @Override
    public void onMessage(WsSession session, String text, boolean last) {
        received += text.length();
        if (received > MAX_MESSAGE) {
            end(TOO_BIG, "too large");
        }
        received = last ? 0 : received;
    }

    @Override
    public void onMessage(WsSession session, BufferData buffer, boolean last) {
        end(NOT_TEXT, "text only");
    }

    @Override
    public void onPing(WsSession session, BufferData buffer) {
        sink.ifPresent(s -> s.pong(BufferData.create(buffer.readBytes())));
    }

    @Override
    public void onClose(WsSession session, int status, String reason) {
        sink.ifPresent(BufferedSink::gone);
    }

    @Override
    public void onError(WsSession session, Throwable thrown) {
        sink.ifPresent(BufferedSink::gone);
    }

    private void end(int code, String reason) {
        sink.ifPresent(s -> s.end(code, reason));
    }

    /// @param reader reads the connection; its interruption closes it
    private record Line(WsSession session, Thread reader) implements BufferedSink.Line {
        @Override
        public void write(BufferedSink.Item item) {
            switch (item) {
                case BufferedSink.Item.Event event -> session.send(text(event.text()), true);
                case BufferedSink.Item.Heartbeat _ -> session.ping(BufferData.create("hc"));
                case BufferedSink.Item.Pong pong -> session.pong(pong.payload());
                // the client closes the connection when it has read this
                case BufferedSink.Item.End end -> session.close(end.code(), end.reason());
            }
        }

        @Override
        public void cut() {
            reader.interrupt();
        }

        private static String text(StreamEvent event) {
            StringBuilder text = new StringBuilder("{\"event\":").append(Json.text(event.name()));
            event.id().ifPresent(id -> text.append(",\"id\":").append(id));
            return text.append(",\"data\":").append(event.json()).append('}').toString();
        }
    }
}
