package handcar.http.connection;

import module java.base;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;

/// All open connections. Whatever arrives is taken for HTTP/1.1, so that a client that speaks something else is told so.
public final class ClientConnections implements ServerConnectionSelector {
    /// Some proxies send long cookies; no honest head is longer than this.
    private static final int MAX_HEADER_BYTES = 32 * 1024;

    private static final int MAX_REQUEST_LINE = 8 * 1024;

    private final ServerTimeouts timeouts;
    private final AcceptedSockets sockets = new AcceptedSockets();
    private final Map<String, ClientConnection> open = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final Http1ConnectionSelector http1 = http1();

    public ClientConnections(ServerTimeouts timeouts) {
        this.timeouts = timeouts;
    }

    /// The options the server must accept its sockets with.
    public SocketOptions socketOptions() {
        return sockets;
    }

    /// The connection a request came by.
    public ClientConnection of(ServerRequest req) {
        return Optional.ofNullable(open.get(req.socketId()))
                .orElseThrow(() -> new IllegalStateException("the connection is closed"));
    }

    /// Ends whatever takes too long; to be called several times a second.
    public void check() {
        long now = System.nanoTime();
        open.values().forEach(connection -> connection.check(now));
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        Socket socket =
                sockets.take(context.remotePeer().address())
                        .orElseThrow(() -> new CloseConnectionException("the socket is unknown"));
        ClientConnection client = new ClientConnection(context, socket, timeouts);
        String id = Long.toString(lastId.incrementAndGet());
        open.put(id, client);
        ConnectionContext timed = new TimeoutConnectionContext(context, client, id);
        return new Http1Connection(timed, http1.connection(timed), () -> open.remove(id));
    }

    private static Http1ConnectionSelector http1() {
        Http1Config config =
                Http1Config.builder()
                        .maxHeadersSize(MAX_HEADER_BYTES)
                        .maxPrologueLength(MAX_REQUEST_LINE)
                        .addReceiveListener(new RequestListener())
                        .addSendListener(new ResponseListener())
                        .build();
        return Http1ConnectionSelector.builder().config(config).build();
    }

    @Override
    public int bytesToIdentifyConnection() {
        return 0;
    }

    @Override
    public Support supports(BufferData data) {
        return Support.SUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return Set.of("http/1.1");
    }

    private static ClientConnection client(ConnectionContext context) {
        return ((TimeoutConnectionContext) context).client();
    }

    /// Tells a connection which part of a request has arrived.
    private static final class RequestListener implements Http1ConnectionListener {
        @Override
        public void prologue(ConnectionContext context, HttpPrologue prologue) {
            client(context).beginHead();
        }

        @Override
        public void headers(ConnectionContext context, Headers headers) {
            client(context).beginBody(headers);
        }
    }

    /// Tells a connection that its request is answered.
    private static final class ResponseListener implements Http1ConnectionListener {
        @Override
        public void status(ConnectionContext context, Status status) {
            client(context).beginIdle();
        }
    }
}
