package handcar.http.server;

import handcar.config.Config;
import handcar.config.HelidonServices;
import handcar.http.Cors;
import handcar.http.DirectErrorHandler;
import handcar.http.LoadShedding;
import handcar.http.MemoryBudget;
import handcar.http.MemoryPressure;
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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// The listening server: built from routes and streams, started once, closed once.
public final class Server implements AutoCloseable {
    /// The largest body of any route, an upload of 5 files of 10 MB; each route has its own, smaller limit.
    private static final long LARGEST_BODY = 52L * 1024 * 1024;

    /// What a connection may hold of the heap. One that listens holds 8 KB (bench/visitors), one between two requests twice
    /// that, and the rest is for what they do.
    private static final long BYTES_OF_A_CONNECTION = 32 * 1024;

    /// Open connections, streams included: as many as the heap can hold, 4096 in 128 MB.
    private static final int MOST_CONNECTIONS =
            Math.clamp(Runtime.getRuntime().maxMemory() / BYTES_OF_A_CONNECTION, 1_024, 16_384);

    /// Clients of WebSockets have nothing to say that is longer.
    private static final int LARGEST_FRAME = 64 * 1024;

    /// Nearly all that is streamed is smaller, and every open stream has one such buffer.
    private static final int WRITE_BUFFER = 1_024;

    /// How often time-outs and heartbeats are looked at; nobody minds being cut off so much later.
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
                connections.check();
                streams.beat();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What the server needs to know of the outside.
    ///
    /// @param port where to listen, 0 for any free one
    /// @param corsOrigins pages that may talk to us, `*` for all
    /// @param https whether browsers reach us by https
    /// @param behindProxy whether the host's proxy stands in front, whose word on the caller's address is believed
    public record Options(int port, List<String> corsOrigins, boolean https, boolean behindProxy) {
        public static Options from(Config.Server config) {
            return new Options(
                    config.port(),
                    config.corsOrigins(),
                    config.publicUrl().filter(url -> url.startsWith("https://")).isPresent(),
                    config.behindProxy());
        }
    }

    /// Starts listening: `routes` is asked once for every route there is. `IllegalStateException` when the port is taken.
    public static Server start(
            Options options, HttpService routes, EventStreams streams, RequestObserver observer) {
        return start(
                options,
                routes,
                streams,
                observer,
                new MemoryBudget(() -> MemoryPressure.NONE),
                () -> true);
    }

    /// Starts a server with a limit on its memory.
    ///
    /// @param started whether it can work yet; until then only the health pages and the static files answer
    public static Server start(
            Options options,
            HttpService routes,
            EventStreams streams,
            RequestObserver observer,
            MemoryBudget load,
            BooleanSupplier started) {
        return start(options, routes, streams, observer, load, started, ServerTimeouts.DEFAULT);
    }

    static Server start(
            Options options,
            HttpService routes,
            EventStreams streams,
            RequestObserver observer,
            MemoryBudget load,
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
                        new LoadShedding(load, started),
                        load));
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
                        .maxPayloadSize(LARGEST_BODY)
                        .maxTcpConnections(MOST_CONNECTIONS)
                        .writeBufferSize(WRITE_BUFFER)
                        .connectionOptions(connections.socketOptions())
                        .directHandlers(DirectErrorHandler.handlers(security))
                        .addProtocol(WsConfig.builder().maxFrameLength(LARGEST_FRAME).build())
                        .addConnectionSelector(connections)
                        .routing(routing)
                        .build();
        web.start();
        if (!web.isRunning()) {
            // it only logs that it could not
            throw new IllegalStateException(
                    "port "
                            + options.port()
                            + " cannot be listened on; another program may have it. Set PORT to"
                            + " choose another one.");
        }
        return new Server(web, streams, draining, table, connections);
    }

    /// The port it listens on.
    public int port() {
        return web.port();
    }

    /// Every route there is, as `GET /health`; what the API description is compared with.
    public List<String> routes() {
        return table.lines();
    }

    /// Ends the streams and announces the end of every connection with its next answer; still listens.
    public void drain() {
        draining.set(true);
        streams.close();
    }

    /// Ends the streams, lets requests under way finish, and stops.
    @Override
    public void close() {
        drain();
        web.stop();
        clock.interrupt();
    }
}
