package handcar.http;

import module java.base;

import handcar.problem.Problem;

import io.helidon.webserver.http.RoutingRequest;

/// Decides which requests are refused while the server starts or memory is short. Open conversations and the staff who answer
/// them are served as long as possible; new visitors, uploads and programs are asked to come again.
public final class LoadShedding {
    /// Answers to hosts and scrapers cost nothing.
    private static final List<String> ALWAYS = List.of("/health", "/metrics");

    /// Prefixes of an open conversation, the page it is read in, and the staff's inbox.
    private static final List<String> CONTINUED =
            List.of(
                    "/api/v1/chat/conversations/",
                    "/ws/chat/",
                    "/s/",
                    "/api/v1/conversations/",
                    "/api/v1/auth/",
                    "/api/v1/events");

    /// Prefixes of what needs more than files and must wait for the end of the start.
    private static final List<String> WORK = List.of("/api/", "/v1/", "/webhooks/", "/ws/");

    private final MemoryBudget memory;
    private final BooleanSupplier started;

    public LoadShedding(MemoryBudget memory, BooleanSupplier started) {
        this.memory = memory;
        this.started = started;
    }

    /// Whether a request is answered in any case.
    static boolean isAlwaysAnswered(RoutingRequest req) {
        return startsWith(req, ALWAYS);
    }

    /// Why a request is refused, if it is.
    Optional<Problem> refusal(RoutingRequest req) {
        if (!started.getAsBoolean() && startsWith(req, WORK)) {
            return Optional.of(
                    new Problem.Unavailable(
                            "starting", "The server is starting. Try again in a moment."));
        }
        return isShed(req) ? Optional.of(problem()) : Optional.empty();
    }

    private boolean isShed(RoutingRequest req) {
        return switch (memory.pressure()) {
            case NONE -> false;
            case TIGHT -> !isAlwaysAnswered(req) && !startsWith(req, CONTINUED);
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
