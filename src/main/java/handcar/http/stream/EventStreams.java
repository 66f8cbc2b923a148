package handcar.http.stream;

import handcar.config.Logging;
import handcar.http.ClientAddress;
import handcar.http.RequestContext;
import handcar.http.connection.SwitchConnectionException;
import handcar.problem.Problem;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// All open event streams of this server, and the two ways to open one: [#sse] and [#webSocket], both handlers
/// in a route line that serve the same [StreamHandler].
public final class EventStreams implements AutoCloseable {
    /// How long closing waits for the last frames to leave; who has not taken them by then is slow or gone.
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    /// The WebSocket code of a server that restarts: come again, after a moment of your own choice
    /// (https://www.iana.org/assignments/websocket).
    private static final int RESTARTING = 1012;

    private final Set<BufferedSink> open = ConcurrentHashMap.newKeySet();
    private final ClientAddress clients;
    private final Duration heartbeat;
    private long lastBeat = System.nanoTime();
    private volatile boolean closing;

    public EventStreams(ClientAddress clients) {
        this(clients, SseWriter.HEARTBEAT);
    }

    EventStreams(ClientAddress clients, Duration heartbeat) {
        this.clients = clients;
        this.heartbeat = heartbeat;
    }

    /// A handler that serves the source as server-sent events.
    public Handler sse(StreamHandler source) {
        return (req, res) -> serve(req, res, source);
    }

    /// A handler that serves the source as a WebSocket.
    public Handler webSocket(StreamHandler source) {
        return (req, res) -> upgrade(req, res, source);
    }

    /// How many clients are listening.
    public int size() {
        return open.size();
    }

    /// Memory is short: lets go of the clients that are far behind. They come again and catch up by the last id they saw.
    public void relieve() {
        open.forEach(BufferedSink::letGoIfBehind);
    }

    private void serve(ServerRequest req, ServerResponse res, StreamHandler source) {
        requireAccepted(req);
        Consumer<EventSink> feed = source.open(StreamRequest.of(req, clients));
        if (req.prologue().method().equals(Method.HEAD)) {
            SseWriter.head(res);
            res.send();
            return;
        }
        RequestContext.of(req).becomeStream();
        SseWriter.begin(res);
        String id = Logging.requestId();
        throw new SwitchConnectionException(
                connection -> new SseConnection(connection, line -> opened(line, id, feed)));
    }

    private void upgrade(ServerRequest req, ServerResponse res, StreamHandler source) {
        Consumer<EventSink> feed = source.open(StreamRequest.of(req, clients));
        WebSocketUpgrader handshake = WebSocketUpgrader.of(req);
        RequestContext.of(req).becomeStream();
        res.status(Status.SWITCHING_PROTOCOLS_101); // for the access log; the answer is written
        // below HTTP
        String id = Logging.requestId();
        throw new SwitchConnectionException(
                connection ->
                        handshake.upgrade(
                                connection, new WebSocketHandler(line -> opened(line, id, feed))));
    }

    /// A client listens from here on. Who comes while the server goes is told in the same breath to come again later: an
    /// error would make a browser give up, by the rules of event streams.
    BufferedSink opened(BufferedSink.Line line, String requestId, Consumer<EventSink> feed) {
        BufferedSink sink = new BufferedSink(line);
        open.add(sink);
        sink.onClose(() -> open.remove(sink));
        if (closing) {
            sink.end(RESTARTING, "restarting");
        }
        // on a thread of its own, since replaying the past waits for a slow client
        Thread.ofVirtual()
                .name("events " + requestId)
                .start(() -> Logging.within(requestId, () -> sink.feedBy(feed)));
        return sink;
    }

    private static void requireAccepted(ServerRequest req) {
        String accept = req.headers().value(HeaderNames.ACCEPT).orElse("*/*");
        boolean accepted =
                accept.contains("text/event-stream")
                        || accept.contains("*/*")
                        || accept.contains("text/*");
        if (!accepted) {
            throw new Problem.Malformed(
                    "not_acceptable", "This is an event stream: accept text/event-stream.");
        }
    }

    /// Sends the heartbeats that are due. The server calls this several times a second.
    public void beat() {
        long now = System.nanoTime();
        // so much may a silence exceed the heartbeat
        if (now - lastBeat > heartbeat.toNanos() / 20) {
            lastBeat = now;
            open.forEach(sink -> sink.beat(heartbeat));
        }
    }

    /// Ends every stream in good order; clients reconnect, to another replica or to the next start.
    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        open.forEach(sink -> sink.end(RESTARTING, "restarting"));
        long deadline = System.nanoTime() + GOODBYE.toNanos();
        try {
            for (BufferedSink sink : open) {
                sink.awaitGone(Duration.ofNanos(deadline - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
