package handcar.http.stream;

import handcar.config.Logging;
import handcar.http.ClientAddress;
import handcar.http.RequestContext;
import handcar.problem.Problem;

import io.helidon.http.HeaderNames;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.websocket.WsRouting;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// All open event streams of this server, and the two ways to open one: [#sse] as a handler in a route line, and
/// [#webSocket], registered before the server starts. Both serve the same [StreamHandler].
public final class EventStreams implements AutoCloseable {
    /// How long closing waits for the last frames to leave; who has not taken them by then is slow or gone.
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    /// The WebSocket code of a server that restarts: come again, after a moment of your own choice
    /// (https://www.iana.org/assignments/websocket).
    private static final int RESTARTING = 1012;

    private final Map<String, StreamHandler> sockets = new LinkedHashMap<>();
    private final Set<BufferedSink> open = ConcurrentHashMap.newKeySet();
    private final ClientAddress clients;
    private final Heartbeats heartbeats;
    private volatile boolean closing;

    public EventStreams(ClientAddress clients) {
        this(clients, SseWriter.HEARTBEAT);
    }

    EventStreams(ClientAddress clients, Duration heartbeat) {
        this.clients = clients;
        this.heartbeats = new Heartbeats(open, heartbeat);
    }

    /// A handler that serves the source as server-sent events.
    public Handler sse(StreamHandler source) {
        return (req, res) -> serve(req, res, source);
    }

    /// Serves the source as a WebSocket at the path pattern (`/ws/chat/{id}`).
    public EventStreams webSocket(String pattern, StreamHandler source) {
        sockets.put(pattern, source);
        return this;
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
        Consumer<EventSink> feed =
                source.open(
                        new HttpStreamRequest(
                                req.path().pathParameters(),
                                req.query(),
                                req.headers(),
                                clients.address(req)));
        if (RequestContext.isHead()) {
            SseWriter.head(res);
            res.send();
            return;
        }
        SseWriter.begin(res);
        String requestId = Logging.requestId();
        throw new SwitchConnectionException(
                connection -> new SseConnection(connection, line -> opened(line, requestId, feed)));
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
        heartbeats.begin();
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

    public WsRouting.Builder routing() {
        WsRouting.Builder routing = WsRouting.builder();
        sockets.forEach(
                (pattern, source) -> {
                    PathMatcher matcher = PathMatchers.create(pattern);
                    routing.endpoint(pattern, () -> new WebSocketHandler(matcher, source, this));
                });
        return routing;
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
