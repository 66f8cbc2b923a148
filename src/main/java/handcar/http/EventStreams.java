package handcar.http;

import handcar.config.Logs;

import io.helidon.http.HeaderNames;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsSession;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// All open event streams of this server, and the two ways to open one: [#sse] as a handler in a route line, and
/// [#webSocket], registered before the server starts. Both serve the same [EventSource].
public final class EventStreams implements AutoCloseable {
    /// How long closing waits for the last frames to leave; who has not taken them by then is slow or gone.
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    /// The WebSocket code of a server that restarts: come again, after a moment of your own choice
    /// (https://www.iana.org/assignments/websocket).
    private static final int RESTARTING = 1012;

    private final Map<String, EventSource> sockets = new LinkedHashMap<>();
    private final Set<QueuedSink> open = ConcurrentHashMap.newKeySet();
    private final Clients clients;
    private final Duration heartbeat;
    private volatile boolean closing;

    public EventStreams(Clients clients) {
        this(clients, SseWriter.HEARTBEAT);
    }

    EventStreams(Clients clients, Duration heartbeat) {
        this.clients = clients;
        this.heartbeat = heartbeat;
    }

    /// A handler that serves the source as server-sent events.
    public Handler sse(EventSource source) {
        return (req, res) -> serve(req, res, source);
    }

    /// Serves the source as a WebSocket at the path pattern (`/ws/chat/{id}`).
    public EventStreams webSocket(String pattern, EventSource source) {
        sockets.put(pattern, source);
        return this;
    }

    /// How many clients are listening.
    public int size() {
        return open.size();
    }

    /// Memory is short: lets go of the clients that are far behind. They come again and catch up by the last id they saw.
    public void relieve() {
        open.forEach(QueuedSink::letGoIfBehind);
    }

    private void serve(ServerRequest req, ServerResponse res, EventSource source) {
        requireAccepted(req);
        Consumer<EventSink> feed =
                source.open(
                        new HttpEventCall(
                                req.path().pathParameters(),
                                req.query(),
                                req.headers(),
                                clients.address(req)));
        if (Exchange.isHead()) {
            res.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
            res.send();
            return;
        }
        Exchange.becomesStream();
        Thread writer = Thread.currentThread();
        QueuedSink sink = new QueuedSink(writer::interrupt);
        add(sink);
        try {
            feed(sink, Logs.requestId(), feed);
            new SseWriter(res, heartbeat).write(sink);
        } finally {
            open.remove(sink);
            sink.gone();
        }
    }

    /// A WebSocket is open: from here on its writer has a thread of its own, beside the one that reads.
    QueuedSink opened(WsSession session, String requestId, Consumer<EventSink> feed) {
        Thread reader = Thread.currentThread();
        QueuedSink sink = new QueuedSink(reader::interrupt);
        add(sink);
        sink.onClose(() -> open.remove(sink));
        feed(sink, requestId, feed);
        start("socket", requestId, () -> new SocketWriter(session, heartbeat).write(sink));
        return sink;
    }

    /// Who comes while the server goes is told in the same breath to come again later: an error would make a browser give
    /// up, by the rules of event streams.
    private void add(QueuedSink sink) {
        open.add(sink);
        if (closing) {
            sink.end(RESTARTING, "restarting");
        }
    }

    /// The feeder has a thread of its own, so that replaying more than the queue holds does not wait for itself.
    private static void feed(QueuedSink sink, String requestId, Consumer<EventSink> feed) {
        start("events", requestId, () -> sink.feedBy(feed));
    }

    private static void start(String name, String requestId, Runnable work) {
        Thread.ofVirtual().name(name + " " + requestId).start(() -> Logs.within(requestId, work));
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

    WsRouting.Builder routing() {
        WsRouting.Builder routing = WsRouting.builder();
        sockets.forEach(
                (pattern, source) -> {
                    PathMatcher matcher = PathMatchers.create(pattern);
                    routing.endpoint(pattern, () -> new EventSocket(matcher, source, this));
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
            for (QueuedSink sink : open) {
                sink.awaitGone(Duration.ofNanos(deadline - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
