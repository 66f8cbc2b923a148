package handcar.http.stream;

import module java.base;

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

/// All open event streams of this server, and the two ways to open one: [#sse] and [#webSocket], both for a route line and
/// for the same [StreamHandler].
public final class EventStreams implements AutoCloseable {
    /// How long closing waits for the last frames; a client that has not accepted them by then is slow or gone.
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    /// The WebSocket code of a server that restarts (https://www.iana.org/assignments/websocket).
    private static final int RESTARTING = 1012;

    private final Set<BufferedSink> open = ConcurrentHashMap.newKeySet();
    private final ClientAddress clients;
    private final Duration heartbeat;
    private long lastBeat = System.nanoTime();
    private volatile boolean closing;

    public EventStreams(ClientAddress clients) {
        this(clients, SseConnection.HEARTBEAT);
    }

    EventStreams(ClientAddress clients, Duration heartbeat) {
        this.clients = clients;
        this.heartbeat = heartbeat;
    }

    /// A handler that serves a handler as server-sent events.
    public Handler sse(StreamHandler handler) {
        return (req, res) -> serve(req, res, handler);
    }

    /// A handler that serves a handler as a WebSocket.
    public Handler webSocket(StreamHandler handler) {
        return (req, res) -> upgrade(req, res, handler);
    }

    /// Who calls.
    public ClientAddress clients() {
        return clients;
    }

    /// How many clients are listening.
    public int size() {
        return open.size();
    }

    /// Frees memory: cuts off the clients that are far behind. They reconnect and catch up by the last id they saw.
    public void relieve() {
        open.forEach(BufferedSink::cutOffIfBehind);
    }

    private void serve(ServerRequest req, ServerResponse res, StreamHandler handler) {
        requireAccepted(req);
        StreamRequest call = StreamRequest.of(req, clients);
        Optional<Duration> asked = call.heartbeat();
        Consumer<EventSink> feed = handler.open(call);
        if (req.prologue().method().equals(Method.HEAD)) {
            SseConnection.setHead(res);
            res.send();
            return;
        }
        RequestContext.of(req).becomeStream();
        SseConnection.begin(res);
        String id = Logging.requestId();
        throw new SwitchConnectionException(
                connection ->
                        new SseConnection(
                                connection,
                                asked.isPresent(),
                                line -> opened(line, id, feed, asked.orElse(heartbeat))));
    }

    private void upgrade(ServerRequest req, ServerResponse res, StreamHandler handler) {
        Consumer<EventSink> feed = handler.open(StreamRequest.of(req, clients));
        WebSocketUpgrader handshake = WebSocketUpgrader.of(req);
        RequestContext.of(req).becomeStream();
        // for the access log; the answer itself is written below HTTP
        res.status(Status.SWITCHING_PROTOCOLS_101);
        String id = Logging.requestId();
        throw new SwitchConnectionException(
                connection ->
                        handshake.upgrade(
                                connection,
                                new WebSocketHandler(line -> opened(line, id, feed, heartbeat))));
    }

    /// Begins to feed a client. One that connects while the server closes gets an orderly end at once and is not refused:
    /// after an error a browser would not reconnect, by the rules of event streams.
    private BufferedSink opened(
            BufferedSink.Line line, String requestId, Consumer<EventSink> feed, Duration silence) {
        BufferedSink sink = new BufferedSink(line, silence);
        open.add(sink);
        sink.onClose(() -> open.remove(sink));
        if (closing) {
            sink.end(RESTARTING, "restarting");
        }
        // on its own thread, since replaying what was missed waits for a slow client
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
        // the longest delay of a heartbeat
        if (now - lastBeat > heartbeat.toNanos() / 20) {
            lastBeat = now;
            open.forEach(BufferedSink::beat);
        }
    }

    /// Ends every stream in good order; clients reconnect, to another replica or after the restart.
    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        open.forEach(sink -> sink.end(RESTARTING, "restarting"));
        long deadline = System.nanoTime() + CLOSE_WAIT.toNanos();
        try {
            for (BufferedSink sink : open) {
                sink.awaitGone(Duration.ofNanos(deadline - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
