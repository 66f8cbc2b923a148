package handcar.http;

import module java.base;

import handcar.config.Logging;
import handcar.http.connection.ClientConnection;
import handcar.http.connection.ClientConnections;
import handcar.problem.Problem;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

import java.util.logging.Level;
import java.util.logging.Logger;

/// Handles what is common to all requests: the request's id, the headers of every answer, CORS, the number of busy requests,
/// the access log and the observer.
public final class RequestFilter implements Filter {
    private static final Logger LOG = Logger.getLogger("handcar.access");

    /// The rest of a refused body that is read at most.
    private static final long MAX_DRAINED = 16L * 1024 * 1024;

    /// Requests that are answered at once. Virtual threads are cheap, but what they hold is not: bodies of megabytes, database
    /// connections.
    static final int MOST_BUSY = 256;

    /// Of one network; callers behind a proxy that is not known look like one.
    static final int MOST_BUSY_OF_ONE = 192;

    /// How long a request waits for its place: a program that asks five hundred things at the same moment is answered, a little later.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ClientConnections connections;
    private final Cors cors;
    private final SecurityHeaders security;
    private final RequestObserver observer;
    private final AtomicBoolean draining;
    private final LoadShedding shedding;
    private final NetworkPlaces places = new NetworkPlaces(MOST_BUSY, MOST_BUSY_OF_ONE);
    private final Tarpit tarpit;
    private final ClientAddress clients;
    private final MemoryBudget load;

    /// @param refusalsPerMinute how many of one network are answered at once
    public RequestFilter(
            ClientConnections connections,
            Cors cors,
            SecurityHeaders security,
            RequestObserver observer,
            AtomicBoolean draining,
            LoadShedding shedding,
            MemoryBudget load,
            ClientAddress clients,
            int refusalsPerMinute) {
        this.connections = connections;
        this.cors = cors;
        this.security = security;
        this.observer = observer;
        this.draining = draining;
        this.shedding = shedding;
        this.load = load;
        this.clients = clients;
        this.tarpit = new Tarpit(refusalsPerMinute);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
        String id = RequestIds.of(req.headers());
        ClientConnection connection = connections.of(req);
        Logging.within(id, () -> handle(chain, req, res, id, connection));
        if (res.isSent() && isLast(req, res)) {
            drain(req, res, connection);
            // Helidon announces the end but leaves the socket open, and the client waits
            // (helidon#12324)
            throw new CloseConnectionException("the last answer of this connection");
        }
    }

    private static boolean isLast(RoutingRequest req, RoutingResponse res) {
        // looking for a token costs much more than looking for a header
        return (req.headers().contains(HeaderNames.CONNECTION)
                        && req.headers().containsToken(HeaderValues.CONNECTION_CLOSE))
                || res.headers().contains(HeaderValues.CONNECTION_CLOSE);
    }

    private void handle(
            FilterChain chain,
            RoutingRequest req,
            RoutingResponse res,
            String id,
            ClientConnection connection) {
        res.header(RequestIds.HEADER, id);
        security.set(res.headers());
        if (draining.get() || Cors.asksForWebSocket(req)) {
            res.header(HeaderValues.CONNECTION_CLOSE);
        }
        String address = clients.address(req);
        String network = ClientAddress.network(address);
        boolean placed = !LoadShedding.isAlwaysAnswered(req) && take(network);
        RequestContext context =
                new RequestContext(
                        connection,
                        load,
                        placed ? () -> places.release(network) : () -> {},
                        () -> clients.isProxy(address) || hold(network));
        req.context().register(context);
        try (context) {
            serve(chain, req, res, placed);
        } finally {
            record(req, res, context.nanos());
        }
    }

    /// Nobody waits while memory is short.
    private boolean take(String network) {
        return places.take(
                network, load.pressure() == MemoryPressure.NONE ? PATIENCE : Duration.ZERO);
    }

    /// Nobody waits while memory is short.
    private boolean hold(String network) {
        return load.pressure() == MemoryPressure.NONE && tarpit.hold(network);
    }

    private void serve(FilterChain chain, RoutingRequest req, RoutingResponse res, boolean placed) {
        if (cors.handle(req, res)) {
            return;
        }
        Optional<Problem> refusal = cors.refusal(req).or(() -> shedding.refusal(req));
        if (refusal.isPresent()) {
            ProblemMapper.answer(req, res, refusal.get());
        } else if (placed || LoadShedding.isAlwaysAnswered(req)) {
            chain.proceed();
        } else {
            ProblemMapper.answer(req, res, ProblemMapper.busy());
        }
    }

    private void record(RoutingRequest req, RoutingResponse res, long nanos) {
        String method = req.prologue().method().text();
        String route = req.matchingPattern().filter(p -> !p.isEmpty()).orElse("unmatched");
        int status = res.status().code();
        observer.seen(method, route, status, nanos);
        // a health check every few seconds would hide everything else
        Level level = route.startsWith("/health") ? Level.FINE : Level.INFO;
        if (LOG.isLoggable(level)) {
            String request = "request.done method=" + method + " route=" + route;
            long millis = nanos / 1_000_000;
            LOG.log(level, request + " status=" + status + " duration=" + millis + "ms");
        }
    }

    /// Reads the rest of a refused body for a moment. Closing a connection on a client that still sends resets it, and the
    /// client would often not see why it was refused.
    private static void drain(
            RoutingRequest req, RoutingResponse res, ClientConnection connection) {
        boolean unsent = req.headers().contains(HeaderValues.EXPECT_100) && !req.continueSent();
        // the end of a malformed body is unknown
        boolean malformed = res.status().equals(Status.BAD_REQUEST_400);
        if (unsent || malformed || !req.content().hasEntity() || req.content().consumed()) {
            return;
        }
        connection.drain();
        try (InputStream in = req.content().inputStream()) {
            byte[] bytes = new byte[8192];
            long total = 0;
            for (int count = in.read(bytes);
                    count >= 0 && total < MAX_DRAINED;
                    count = in.read(bytes)) {
                total += count;
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.FINEST, "request.drain_failed", e);
        }
    }
}
