package handcar.http;

import handcar.config.Config;

import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.websocket.WsConfig;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// The listening server: built from routes and streams, started once, closed once.
public final class Server implements AutoCloseable {
    /// How long requests under way may take to finish when the server closes.
    private static final Duration DRAIN = Duration.ofSeconds(8);

    /// Nothing for so long in the middle of a request: a stuck client.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /// How long a connection may wait for its next request; longer than the 60 s usual proxies keep theirs, so that they
    /// and not we decide, and none is closed under a request on its way.
    private static final Duration IDLE = Duration.ofSeconds(75);

    /// The largest body of any route, an upload of 5 files of 10 MB; each route has its own, smaller limit.
    private static final long LARGEST_BODY = 52L * 1024 * 1024;

    /// Open connections, streams included: far more than one small machine serves, less than its file handles.
    private static final int MOST_CONNECTIONS = 4096;

    private final WebServer web;
    private final EventStreams streams;
    private final AtomicBoolean draining;

    private Server(WebServer web, EventStreams streams, AtomicBoolean draining) {
        this.web = web;
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

    /// Starts listening: `routes` is asked once for every route there is.
    public static Server start(
            Options options, HttpService routes, EventStreams streams, RequestObserver observer) {
        AtomicBoolean draining = new AtomicBoolean();
        Origins origins = new Origins(options.corsOrigins());
        SecurityHeaders security = new SecurityHeaders(options.https());
        HttpRouting.Builder routing = HttpRouting.builder();
        routing.addFilter(new Front(new Cors(origins), security, observer, draining));
        RouteTable table = new RouteTable(routing);
        table.register(routes);
        routing.any(new Unmatched(table)::handle);
        routing.error(Throwable.class, Problems::answer);
        WsConfig sockets = WsConfig.builder().maxFrameLength(64 * 1024).build();
        WebServer web =
                WebServer.builder()
                        .host("::")
                        .port(options.port())
                        .shutdownHook(false)
                        .shutdownGracePeriod(DRAIN)
                        .featuresDiscoverServices(false)
                        .useNio(false)
                        .maxPayloadSize(LARGEST_BODY)
                        .maxTcpConnections(MOST_CONNECTIONS)
                        .idleConnectionTimeout(IDLE)
                        .connectionOptions(Server::socket)
                        .directHandlers(Refused.handlers(security))
                        .addProtocol(sockets)
                        .addConnectionSelector(
                                new Connections(
                                        new SocketUpgrade(
                                                sockets,
                                                origins,
                                                new Clients(options.behindProxy()),
                                                security)))
                        .routing(routing)
                        .addRouting(streams.routing())
                        .build();
        return new Server(web.start(), streams, draining);
    }

    /// The port it listens on.
    public int port() {
        return web.port();
    }

    private static void socket(SocketOptions.BuilderBase<?, ?> options) {
        // without it a stream's first bytes come 20–45 ms late
        options.tcpNoDelay(true);
        options.readTimeout(SILENCE);
    }

    /// Ends the streams, lets requests under way finish, and stops.
    @Override
    public void close() {
        draining.set(true);
        streams.close();
        web.stop();
    }
}
