package handcar.auth;

import module java.base;

import handcar.audit.SecurityEvents;
import handcar.http.ClientAddress;
import handcar.problem.Problem;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The routes by which people log in. A password costs some tenths of a second of a processor, so the log-ins of one network wait in
/// a line of their own: who guesses at full speed delays nobody else. What is refused is counted.
final class LoginDoor {
    /// Longer lines are people who guess.
    private static final int LONGEST_LINE = 20;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Auth auth;
    private final Map<String, Line> lines = new HashMap<>();

    /// Those of one network.
    private record Line(Semaphore seat, int people) {}

    LoginDoor(Auth auth) {
        this.auth = auth;
    }

    /// Anybody; rate limited by address.
    Handler open(Handler handler) {
        return auth.open(
                (req, res) -> {
                    String network = ClientAddress.network(auth.address(req));
                    Semaphore seat = enter(network);
                    try {
                        take(seat);
                        try {
                            handle(handler, req, res);
                        } finally {
                            seat.release();
                        }
                    } finally {
                        leave(network);
                    }
                });
    }

    private void handle(Handler handler, ServerRequest req, ServerResponse res) throws Exception {
        try {
            handler.handle(req, res);
        } catch (Problem.Unauthorized e) {
            // a right password without the second factor is the first half of a log-in
            throw e.code().equals(LoginMethods.SECOND_FACTOR)
                    ? e
                    : auth.refused(req, SecurityEvents.Kind.LOG_IN, e);
        }
    }

    private synchronized Semaphore enter(String network) {
        Line line = lines.getOrDefault(network, new Line(new Semaphore(1, true), 0));
        if (line.people == LONGEST_LINE) {
            throw busy();
        }
        lines.put(network, new Line(line.seat, line.people + 1));
        return line.seat;
    }

    private synchronized void leave(String network) {
        lines.computeIfPresent(
                network,
                (_, line) -> line.people == 1 ? null : new Line(line.seat, line.people - 1));
    }

    private static void take(Semaphore seat) {
        try {
            if (!seat.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Problem.Unavailable("stopping", "The server is stopping.");
        }
    }

    private static Problem busy() {
        return new Problem.RateLimited(
                "Too many people of your network are logging in right now. Try again in a moment.",
                LONGEST_WAIT);
    }
}
