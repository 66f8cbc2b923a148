package handcar.http;

import handcar.config.Config;
import handcar.config.Discovery;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.websocket.WsConfig;

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

    /// Nearly all that is streamed is smaller, and every open stream has one such buffer.
    private static final int WRITE_BUFFER = 1_024;

    private final WebServer web;
    private final EventStreams streams;
    private final AtomicBoolean draining;
    private final RouteTable table;

    private Server(WebServer web, EventStreams streams, AtomicBoolean draining, RouteTable table) {
        this.web = web;
        this.table = table;
        this.streams = streams;
        this.draining = draining;
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
        return start(options, routes, streams, observer, new Load(() -> Strain.NONE), () -> true);
    }

    /// The same, for a server that knows what it can bear.
    ///
    /// @param started whether it can work yet; until then only the health pages and the static files answer
    public static Server start(
            Options options,
            HttpService routes,
            EventStreams streams,
            RequestObserver observer,
            Load load,
            BooleanSupplier started) {
        return start(options, routes, streams, observer, load, started, Patience.USUAL);
    }

    static Server start(
            Options options,
            HttpService routes,
            EventStreams streams,
            RequestObserver observer,
            Load load,
            BooleanSupplier started,
            Patience patience) {
        Discovery.off();
        AtomicBoolean draining = new AtomicBoolean();
        Origins origins = new Origins(options.corsOrigins());
        SecurityHeaders security = new SecurityHeaders(options.https());
        HttpRouting.Builder routing = HttpRouting.builder();
        routing.addFilter(
                new Front(
                        new Cors(origins),
                        security,
                        observer,
                        draining,
                        new Shedding(load, started),
                        load));
        RouteTable table = new RouteTable(routing);
        table.register(routes);
        routing.any(new Unmatched(table)::handle);
        routing.error(Throwable.class, Problems::answer);
        WsConfig sockets = WsConfig.builder().maxFrameLength(64 * 1024).build();
        ClientSockets clients = new ClientSockets(patience.idle());
        WebServer web =
                WebServer.builder()
                        .host("::")
                        .port(options.port())
                        .shutdownHook(false)
                        .shutdownGracePeriod(patience.drain())
                        .featuresDiscoverServices(false)
                        .useNio(false)
                        .maxPayloadSize(LARGEST_BODY)
                        .maxTcpConnections(MOST_CONNECTIONS)
                        .writeBufferSize(WRITE_BUFFER)
                        .idleConnectionTimeout(patience.idle())
                        .connectionOptions(clients)
                        .directHandlers(Refused.handlers(security))
                        .addProtocol(sockets)
                        .addConnectionSelector(
                                new Connections(
                                        upgrade(options, origins, sockets, security),
                                        clients,
                                        patience))
                        .routing(routing)
                        .addRouting(streams.routing())
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
        return new Server(web, streams, draining, table);
    }

    /// The port it listens on.
    public int port() {
        return web.port();
    }

    private static SocketUpgrade upgrade(
            Options options, Origins origins, WsConfig sockets, SecurityHeaders security) {
        return new SocketUpgrade(sockets, origins, new Clients(options.behindProxy()), security);
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
    }
}
