package handcar.auth;

import module java.base;

import handcar.audit.SecurityEvents;
import handcar.http.ClientAddress;
import handcar.http.NetworkPlaces;
import handcar.problem.Problem;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The routes by which people log in. A password costs some tenths of a second of a processor, so the log-ins of one network wait in
/// a line of their own: who guesses at full speed delays nobody else. What is refused is counted.
final class LoginDoor {
    /// Longer lines are people who guess.
    private static final int LONGEST_LINE = 19;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Auth auth;
    private final NetworkPlaces places = new NetworkPlaces(Integer.MAX_VALUE, 1, LONGEST_LINE);

    LoginDoor(Auth auth) {
        this.auth = auth;
    }

    /// Anybody; rate limited by address.
    Handler open(Handler handler) {
        return auth.open(
                (req, res) -> {
                    String network = ClientAddress.network(auth.address(req));
                    if (!places.take(network, LONGEST_WAIT)) {
                        throw new Problem.RateLimited(
                                "Too many people of your network are logging in right now. Try"
                                        + " again in a moment.",
                                LONGEST_WAIT);
                    }
                    try {
                        handle(handler, req, res);
                    } finally {
                        places.release(network);
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
}
