package handcar.channel.web;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.VisitorPrincipal;
import handcar.chat.WebVisits;
import handcar.http.JsonBody;
import handcar.http.RateLimiter;
import handcar.http.Responses;
import handcar.problem.Problem;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// What a visitor tells besides messages: what they have read, and where to answer when they are not there.
///
/// @param perMinute counts the addresses that are left in a conversation
public record WebVisitRoutes(Auth auth, WebVisits visits, RateLimiter perMinute)
        implements HttpService {
    /// Somebody who mistypes twice is not refused; an address is told to staff each time.
    private static final int ADDRESSES_PER_MINUTE = 3;

    private static final String ROOT = "/api/v1/chat/conversations/{id}";

    @Override
    public void routing(HttpRules rules) {
        rules.post(ROOT + "/email", auth.visitor(this::leaveEmail));
        rules.post(ROOT + "/read", auth.visitor(this::read));
    }

    private void leaveEmail(ServerRequest req, ServerResponse res, VisitorPrincipal visitor) {
        JsonBody body = JsonBody.of(req);
        String email = EmailAddress.read(body);
        body.check();
        Optional<Duration> wait =
                perMinute.take("address for " + visitor.conversation(), ADDRESSES_PER_MINUTE);
        if (wait.isPresent()) {
            throw new Problem.RateLimited("These were many addresses in a minute.", wait.get());
        }
        visits.answerBy(visitor.conversation(), email);
        Responses.ok(req, res, Map.of("email", email));
    }

    private void read(ServerRequest req, ServerResponse res, VisitorPrincipal visitor) {
        JsonBody body = JsonBody.of(req);
        OptionalLong seq = body.findInteger("seq", 0, Long.MAX_VALUE);
        if (seq.isEmpty()) {
            body.fault("seq", "is required");
        }
        body.check();
        visits.read(visitor.conversation(), seq.orElse(0));
        Responses.none(res);
    }
}
