package handcar.http;

import handcar.problem.Problem;

import io.helidon.webserver.http.RoutingRequest;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Which requests are put off while the server starts or memory is short. When memory is short, whoever talks with us
/// already goes on as long as possible, and so do the people who answer them; whoever comes anew, uploads, or calls from a
/// program is asked to come again.
public final class LoadShedding {
    /// Hosts and scrapers ask how we are; an answer costs nothing.
    private static final List<String> ALWAYS = List.of("/health", "/metrics");

    /// An open conversation, the page it is read in, and the desk of the staff. Each path goes on behind these.
    private static final List<String> GOES_ON =
            List.of(
                    "/api/v1/chat/conversations/",
                    "/ws/chat/",
                    "/s/",
                    "/api/v1/conversations/",
                    "/api/v1/auth/",
                    "/api/v1/events");

    /// What takes more than files: not before the start is over.
    private static final List<String> WORK = List.of("/api/", "/v1/", "/webhooks/");

    private final MemoryBudget load;
    private final BooleanSupplier started;

    public LoadShedding(MemoryBudget load, BooleanSupplier started) {
        this.load = load;
        this.started = started;
    }

    /// Whether it is answered whatever else goes on, also when no seat is free.
    static boolean isAlwaysAnswered(RoutingRequest req) {
        return startsWith(req, ALWAYS);
    }

    /// Why it is put off, if it is.
    Optional<Problem> refusal(RoutingRequest req) {
        if (!started.getAsBoolean() && startsWith(req, WORK)) {
            return Optional.of(
                    new Problem.Unavailable(
                            "starting", "The server is starting. Try again in a moment."));
        }
        return isTooMuch(req) ? Optional.of(problem()) : Optional.empty();
    }

    private boolean isTooMuch(RoutingRequest req) {
        return switch (load.strain()) {
            case NONE -> false;
            case TIGHT -> !isAlwaysAnswered(req) && !startsWith(req, GOES_ON);
            case DIRE -> !isAlwaysAnswered(req);
        };
    }

    private static boolean startsWith(RoutingRequest req, List<String> paths) {
        String path = req.path().path();
        return paths.stream().anyMatch(path::startsWith);
    }

    static Problem.Unavailable problem() {
        return new Problem.Unavailable(
                "short_of_memory",
                "The server is short of memory just now. Try again in a moment.");
    }
}
