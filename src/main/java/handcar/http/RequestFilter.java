package handcar.http;

import handcar.config.Logging;
import handcar.problem.Problem;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What every request passes on its way in and out: its id, the headers all answers have, CORS, the limit on requests
/// under way, the access log and the observer.
public final class RequestFilter implements Filter {
    private static final Logger LOG = Logger.getLogger("handcar.access");

    /// Requests at work at once. Virtual threads are cheap, what they hold is not: bodies of megabytes, database turns.
    static final int SEATS = 256;

    private final Cors cors;
    private final SecurityHeaders security;
    private final RequestObserver observer;
    private final AtomicBoolean draining;
    private final LoadShedding shedding;
    private final Semaphore seats = new Semaphore(SEATS);
    private final MemoryBudget load;

    public RequestFilter(
            Cors cors,
            SecurityHeaders security,
            RequestObserver observer,
            AtomicBoolean draining,
            LoadShedding shedding,
            MemoryBudget load) {
        this.cors = cors;
        this.security = security;
        this.observer = observer;
        this.draining = draining;
        this.load = load;
        this.shedding = shedding;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
        String id = RequestIds.of(req.headers());
        Logging.within(id, () -> handle(chain, req, res, id));
        if (res.isSent() && isLast(req, res)) {
            RequestDrain.discard(req, res);
            // Helidon announces the closing but leaves the socket open, and the client waits
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

    private void handle(FilterChain chain, RoutingRequest req, RoutingResponse res, String id) {
        res.header(RequestIds.HEADER, id);
        security.set(res.headers());
        if (draining.get()) {
            res.header(HeaderValues.CONNECTION_CLOSE);
        }
        boolean seated = seats.tryAcquire();
        RequestContext context = new RequestContext(req, seated ? seats::release : () -> {}, load);
        try {
            context.run(() -> serve(chain, req, res, seated));
        } finally {
            note(req, res, context.nanos());
        }
    }

    private void serve(FilterChain chain, RoutingRequest req, RoutingResponse res, boolean seated) {
        if (cors.handle(req, res)) {
            return;
        }
        Optional<Problem> refusal = shedding.refusal(req);
        if (refusal.isPresent()) {
            ProblemMapper.answer(req, res, refusal.get());
        } else if (seated || LoadShedding.isAlwaysAnswered(req)) {
            chain.proceed();
        } else {
            ProblemMapper.answer(
                    req,
                    res,
                    new Problem.Unavailable(
                            "busy", "Too much is going on right now. Try again in a moment."));
        }
    }

    private void note(RoutingRequest req, RoutingResponse res, long nanos) {
        String method = req.prologue().method().text();
        String route = req.matchingPattern().filter(p -> !p.isEmpty()).orElse("unmatched");
        int status = res.status().code();
        observer.seen(method, route, status, nanos);
        // a probe every few seconds would drown what matters
        Level level = route.startsWith("/health") ? Level.FINE : Level.INFO;
        if (LOG.isLoggable(level)) {
            String line = method + " " + route + " " + status + " " + nanos / 1_000_000 + "ms";
            LOG.log(level, line);
        }
    }
}
