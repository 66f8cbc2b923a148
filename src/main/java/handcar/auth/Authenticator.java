package handcar.auth;

import module java.base;

import handcar.audit.SecurityEvents;
import handcar.http.ClientAddress;
import handcar.problem.Problem;

/// Finds who a caller is by the token, cookie, ticket or key that they show. Wrong ones are noted and counted by address; right ones
/// are not.
final class Authenticator {
    private final Sessions sessions;
    private final ApiKeys keys;
    private final VisitorAccess visitors;
    private final CallerLimit limit;

    Authenticator(Sessions sessions, ApiKeys keys, VisitorAccess visitors, CallerLimit limit) {
        this.sessions = sessions;
        this.keys = keys;
        this.visitors = visitors;
        this.limit = limit;
    }

    /// The member of staff who got this ticket, which works once.
    StaffPrincipal byTicket(String ticket, String address) {
        return sessions.byTicket(ticket, keys::find)
                .filter(staff -> !staff.mustEnrol())
                .orElseThrow(
                        () ->
                                refused(
                                        address,
                                        new Problem.Unauthorized(
                                                "invalid_ticket",
                                                "This ticket was used before or is too old. Get a"
                                                        + " new one.")));
    }

    /// The member of staff. A bearer token wins over a cookie: an invalid token is refused even if the cookie is valid.
    StaffPrincipal staff(Optional<String> bearer, Optional<String> cookie, String address) {
        Optional<StaffPrincipal> proven =
                bearer.isPresent()
                        ? bearer.flatMap(token -> byBearer(token, address))
                        : cookie.flatMap(sessions::byCookie);
        if (proven.isEmpty() && (bearer.isPresent() || cookie.isPresent())) {
            throw refused(
                    address,
                    new Problem.Unauthorized(
                            "invalid_token",
                            "This token or session is invalid or has expired. Log in again."));
        }
        return proven.orElseThrow(() -> missing("a log-in"));
    }

    private Optional<StaffPrincipal> byBearer(String token, String address) {
        if (sessions.adminToken().is(token)) {
            return Optional.of(StaffPrincipal.adminToken(Optional.empty()));
        }
        return token.startsWith(ApiKeys.PREFIX)
                ? Optional.of(StaffPrincipal.key(key(token, ApiKeyScope.STAFF, address)))
                : sessions.byAccessToken(token);
    }

    /// The program whose key of this scope is shown.
    ApiKey key(Optional<String> text, ApiKeyScope scope, String address) {
        return key(text.orElseThrow(() -> missing("an API key")), scope, address);
    }

    /// The program whose key of this scope this is.
    ApiKey key(String text, ApiKeyScope scope, String address) {
        ApiKey key =
                Optional.of(text)
                        .filter(shown -> shown.startsWith(ApiKeys.PREFIX))
                        .flatMap(keys::find)
                        .orElseThrow(
                                () ->
                                        refused(
                                                address,
                                                new Problem.Unauthorized(
                                                        "invalid_api_key",
                                                        "This API key is unknown, revoked or"
                                                                + " expired.")));
        if (!key.scopes().contains(scope)) {
            throw key.refused(
                    "missing_scope",
                    "This requires an API key with the scope " + scope.wire() + ".");
        }
        return key;
    }

    /// The visitor of this conversation.
    VisitorPrincipal visitor(Optional<String> token, UUID conversation, String address) {
        VisitorPrincipal visitor = visitor(token, address);
        if (!visitor.conversation().equals(conversation)) {
            throw visitor.refused(
                    "other_conversation", "This token belongs to another conversation.");
        }
        return visitor;
    }

    /// The visitor whose token is shown.
    VisitorPrincipal visitor(Optional<String> token, String address) {
        String shown = token.orElseThrow(() -> missing("the conversation's token"));
        try {
            return visitors.visitor(shown);
        } catch (Problem.Unauthorized e) {
            throw refused(address, e);
        }
    }

    private Problem refused(String address, Problem.Unauthorized problem) {
        return refused(address, SecurityEvents.Kind.TOKEN, problem);
    }

    /// Notes a wrong proof; throws [Problem.RateLimited] when there were too many.
    Problem refused(String address, SecurityEvents.Kind kind, Problem problem) {
        limit.note(kind, address);
        limit.count("refused " + kind.wire() + " " + ClientAddress.network(address));
        return problem;
    }

    private static Problem.Unauthorized missing(String what) {
        return new Problem.Unauthorized(
                "unauthorized", "This requires " + what + ": Authorization: Bearer ….");
    }
}
