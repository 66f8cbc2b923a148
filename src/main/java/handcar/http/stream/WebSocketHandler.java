package handcar.http.stream;

import handcar.config.Logging;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.PathMatcher;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;

import java.util.Optional;
import java.util.function.Consumer;

/// One WebSocket client of an [StreamHandler]: the same events as over SSE, as text frames `{"event","id","data"}`. What
/// the client says is not used for anything but is bounded all the same.
final class WebSocketHandler implements WsListener {
    /// A whole message, over all its fragments; the client has nothing to say that is longer.
    private static final int LONGEST_MESSAGE = 64 * 1024;

    private static final int TOO_BIG = 1009;
    private static final int NOT_TEXT = 1003;

    private final PathMatcher matcher;
    private final StreamHandler source;
    private final EventStreams streams;
    private Consumer<EventSink> feed = EventSink::close;
    private String requestId = "";
    private Optional<BufferedSink> sink = Optional.empty();
    private int received;

    WebSocketHandler(PathMatcher matcher, StreamHandler source, EventStreams streams) {
        this.matcher = matcher;
        this.source = source;
        this.streams = streams;
    }

    /// Asks the source before anything is answered; its [Problem] becomes the HTTP answer in [WebSocketUpgrader].
    @Override
    public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers) {
        requestId = Logging.requestId();
        feed =
                source.open(
                        new HttpStreamRequest(
                                matcher.match(prologue.uriPath()).path().pathParameters(),
                                prologue.query(),
                                headers,
                                WebSocketUpgrader.clientAddress()));
        return Optional.empty();
    }

    @Override
    public void onOpen(WsSession session) {
        Thread reader = Thread.currentThread();
        WebSocketWriter line = new WebSocketWriter(session, reader::interrupt);
        sink = Optional.of(streams.opened(line, requestId, feed));
        // it is fed now, and what was needed for it need not be kept
        feed = EventSink::close;
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
