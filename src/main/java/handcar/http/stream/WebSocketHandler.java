package handcar.http.stream;

import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;

import java.util.Optional;
import java.util.function.Function;

/// One client of a WebSocket, which receives the same events as by SSE, as text frames `{"event","id","data"}`. What the
/// client sends is not used for anything, but it is bounded.
final class WebSocketHandler implements WsListener {
    /// A whole message, over all its fragments, in characters.
    private static final int LONGEST_MESSAGE = 64 * 1024;

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
        Thread reader = Thread.currentThread();
        sink = opening.map(open -> open.apply(new WebSocketWriter(session, reader::interrupt)));
        opening = Optional.empty(); // what the opening needed is not kept
    }

    @Override
    public void onMessage(WsSession session, String text, boolean last) {
        received += text.length();
        if (received > LONGEST_MESSAGE) {
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
}
