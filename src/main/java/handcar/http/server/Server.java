package handcar.http.server;

import module java.base;

import handcar.config.Config;
import handcar.config.HelidonServices;
import handcar.http.Cors;
import handcar.http.DirectErrorHandler;
import handcar.http.LoadShedding;
import handcar.http.MemoryBudget;
import handcar.http.ProblemMapper;
import handcar.http.RequestFilter;
import handcar.http.RequestObserver;
import handcar.http.RouteRegistry;
import handcar.http.SecurityHeaders;
import handcar.http.connection.ClientConnections;
import handcar.http.connection.ServerTimeouts;
import handcar.http.stream.EventStreams;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.websocket.WsConfig;

import java.util.logging.Level;
import java.util.logging.Logger;

/// The listening server, built from routes and streams.
public final class Server implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Server.class.getName());

    /// Bytes of the largest body of any route, an upload of 5 files of 10 MB; each route has a limit of its own.
    private static final long MAX_BODY = 52L * 1024 * 1024;

    /// Heap that the server needs without any connection, in bytes.
    private static final long BASE_HEAP = 48L * 1024 * 1024;

    /// Heap for one connection. A listening one holds 24 KB, of which 8 are Helidon's read buffer; the rest is for events.
    private static final long HEAP_PER_CONNECTION = 32 * 1024;

    /// Open connections, streams included, as the heap allows: 2560 in 128 MB, 11 904 in 420 MB.
    private static final int MAX_CONNECTIONS =
            Math.clamp(
                    (Runtime.getRuntime().maxMemory() - BASE_HEAP) / HEAP_PER_CONNECTION,
                    1_024,
                    16_384);

    /// Bytes of a WebSocket's frame; clients have nothing to say that is longer.
    private static final int MAX_FRAME = 64 * 1024;

    /// Bytes. Nearly all events are smaller, and every open stream has one such buffer.
    private static final int WRITE_BUFFER = 1_024;

    /// How often time-outs and heartbeats are checked, and so how late they may be.
    private static final Duration TICK = Duration.ofMillis(100);

    private final WebServer web;
    private final EventStreams streams;
    private final AtomicBoolean draining;
    private final RouteRegistry table;
    private final Thread clock;

    private Server(
            WebServer web,
            EventStreams streams,
            AtomicBoolean draining,
            RouteRegistry table,
            ClientConnections connections) {
        this.web = web;
        this.streams = streams;
        this.draining = draining;
        this.table = table;
        this.clock = Thread.ofVirtual().name("connections").start(() -> watch(connections));
    }

    private void watch(ClientConnections connections) {
        try {
            while (true) {
                Thread.sleep(TICK);
                checkOnce(connections);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void checkOnce(ClientConnections connections) {
        try {
            connections.check();
            streams.beat();
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "connections.check_failed", e);
        }
    }

    /// The settings of the server.
    ///
    /// @param port where to listen, 0 for any free one
    /// @param corsOrigins pages of other sites that may read answers, `*` for all
    /// @param https whether browsers reach the server by https
    /// @param refusalsPerMinute how many refusals of one network are answered at once
    public record Options(
            int port, List<String> corsOrigins, boolean https, int refusalsPerMinute) {
        public static Options from(Config config) {
            Config.Server server = config.server();
            return new Options(
                    server.port(),
                    server.corsOrigins(),
                    server.publicUrl().filter(url -> url.startsWith("https://")).isPresent(),
                    config.limits().requestsPerMinute());
        }
    }

    /// Starts to listen. `IllegalStateException` when the port is taken.
    ///
    /// @param started whether it can work yet; until then only the health pages and the static files answer
    public static Server start(
            Options options,
            HttpService routes,
            EventStreams streams,
            RequestObserver observer,
            MemoryBudget memory,
            BooleanSupplier started) {
        return start(options, routes, streams, observer, memory, started, ServerTimeouts.DEFAULT);
    }

    static Server start(
            Options options,
            HttpService routes,
            EventStreams streams,
            RequestObserver observer,
            MemoryBudget memory,
            BooleanSupplier started,
            ServerTimeouts timeouts) {
        HelidonServices.off();
        AtomicBoolean draining = new AtomicBoolean();
        ClientConnections connections = new ClientConnections(timeouts);
        SecurityHeaders security = new SecurityHeaders(options.https());
        HttpRouting.Builder routing = HttpRouting.builder();
        routing.addFilter(
                new RequestFilter(
                        connections,
                        new Cors(options.corsOrigins()),
                        security,
                        observer,
                        draining,
                        new LoadShedding(memory, started),
                        memory,
                        streams.clients(),
                        options.refusalsPerMinute()));
        RouteRegistry table = new RouteRegistry(routing);
        table.register(routes);
        routing.any(table::answerUnmatched);
        routing.error(Throwable.class, ProblemMapper::answer);
        WebServer web =
                WebServer.builder()
                        .host("::")
                        .port(options.port())
                        .shutdownHook(false)
                        .shutdownGracePeriod(timeouts.drain())
                        .featuresDiscoverServices(false)
                        .protocolsDiscoverServices(false)
                        .useNio(false)
                        .maxPayloadSize(MAX_BODY)
                        .maxTcpConnections(MAX_CONNECTIONS)
                        .writeBufferSize(WRITE_BUFFER)
                        .connectionOptions(connections.socketOptions())
                        .directHandlers(DirectErrorHandler.handlers(security))
                        .addProtocol(WsConfig.builder().maxFrameLength(MAX_FRAME).build())
                        .addConnectionSelector(connections)
                        .routing(routing)
                        .build();
        web.start();
        if (!web.isRunning()) {
            // Helidon only logs that it could not
            throw new IllegalStateException(
                    "Port "
                            + options.port()
                            + " is taken, probably by another program. Set PORT to another one.");
        }
        return new Server(web, streams, draining, table, connections);
    }

    /// The port that the server listens on.
    public int port() {
        return web.port();
    }

    /// Every route, as `GET /health`, for comparison with the API description.
    public List<String> routes() {
        return table.lines();
    }

    /// Ends the streams and announces the end of each connection with its next answer, but still listens.
    public void drain() {
        draining.set(true);
        streams.close();
    }

    /// Ends the streams, lets busy requests finish, and stops.
    @Override
    public void close() {
        drain();
        web.stop();
        clock.interrupt();
    }
}
