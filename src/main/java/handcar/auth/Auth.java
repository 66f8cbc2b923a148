package handcar.auth;

import module java.base;

import handcar.http.ClientAddress;
import handcar.http.PathParams;
import handcar.http.RequestCredentials;
import handcar.http.stream.StreamRequest;
import handcar.problem.Problem;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Says in each route line who may call it: `rules.post("/api/v1/documents", auth.staff(this::upload))`. Authenticates the
/// caller, applies the rate limit of public routes, and passes the caller to the handler.
public final class Auth {
    /// All visitors of one address together may ask so many times as often as one of them.
    private static final int VISITORS_OF_ONE_ADDRESS = 3;

    private final Sessions sessions;
    private final ApiKeys keys;
    private final VisitorTokens visitors;
    private final ClientAddress clients;
    private final Limit limit;
    private final CsrfCheck sameOrigin;
    private final SessionCookies cookies;

    /// Counts a caller's request; throws [Problem.RateLimited] above the limit.
    @FunctionalInterface
    public interface Limit {
        /// @param times how many times the usual limit this caller has
        void count(String caller, int times);

        /// Counts against the usual limit.
        default void count(String caller) {
            count(caller, 1);
        }
    }

    /// Handles the request of a caller who is known: a [StaffPrincipal], a [VisitorPrincipal] or an [ApiKey].
    @FunctionalInterface
    public interface CallerHandler<C> {
        void handle(ServerRequest req, ServerResponse res, C caller) throws Exception;
    }

    /// @param publicUrl the address by which browsers reach the server, when it is configured
    public Auth(
            Sessions sessions,
            ApiKeys keys,
            VisitorTokens visitors,
            ClientAddress clients,
            Limit limit,
            Optional<String> publicUrl) {
        this.sessions = sessions;
        this.keys = keys;
        this.visitors = visitors;
        this.clients = clients;
        this.limit = limit;
        this.sameOrigin = new CsrfCheck(publicUrl);
        this.cookies =
                new SessionCookies(publicUrl.filter(url -> url.startsWith("https:")).isPresent());
    }

    /// Anybody; rate limited by address.
    public Handler open(Handler handler) {
        return (req, res) -> {
            limit.count(caller(req));
            handler.handle(req, res);
        };
    }

    /// Anybody who begins a conversation, rate limited by address; or a program with a key of scope `chat`, rate limited by
    /// its key, since it acts for many visitors.
    public Handler chat(CallerHandler<Optional<ApiKey>> handler) {
        return (req, res) -> {
            Optional<String> text = bearer(req).filter(token -> token.startsWith(ApiKeys.PREFIX));
            Optional<ApiKey> key =
                    text.map(shown -> key(shown, ApiKeyScope.CHAT, clients.address(req)));
            limit.count(key.map(known -> "key " + known.id()).orElseGet(() -> caller(req)));
            handler.handle(req, res, key);
        };
    }

    /// Staff: every role may read; `agent` and above may write.
    public Handler staff(CallerHandler<StaffPrincipal> handler) {
        return (req, res) -> handler.handle(req, res, staff(req, needed(req)));
    }

    /// Staff whose role includes `atLeast`, for reading as well.
    public Handler staff(Role atLeast, CallerHandler<StaffPrincipal> handler) {
        return (req, res) -> handler.handle(req, res, staff(req, atLeast));
    }

    /// Staff with the role `admin` or `owner`.
    public Handler admin(CallerHandler<StaffPrincipal> handler) {
        return staff(Role.ADMIN, handler);
    }

    /// Staff with the role `owner`.
    public Handler owner(CallerHandler<StaffPrincipal> handler) {
        return staff(Role.OWNER, handler);
    }

    /// The visitor whose conversation is `{id}` in the path; rate limited by conversation and by address.
    public Handler visitor(CallerHandler<VisitorPrincipal> handler) {
        return (req, res) -> {
            UUID conversation = PathParams.uuid(req, "id", "conversation");
            String address = clients.address(req);
            VisitorPrincipal visitor = visitor(bearer(req), conversation, address);
            count(visitor, address);
            handler.handle(req, res, visitor);
        };
    }

    /// The visitor whose token is shown, where the path names no conversation; rate limited likewise.
    public Handler anyVisitor(CallerHandler<VisitorPrincipal> handler) {
        return (req, res) -> {
            String address = clients.address(req);
            VisitorPrincipal visitor = visitor(bearer(req), address);
            count(visitor, address);
            handler.handle(req, res, visitor);
        };
    }

    /// A program whose key has this scope.
    public Handler apiKey(ApiKeyScope scope, CallerHandler<ApiKey> handler) {
        return (req, res) -> {
            String address = clients.address(req);
            String text = bearer(req).orElseThrow(() -> missing("an API key"));
            handler.handle(req, res, key(text, scope, address));
        };
    }

    /// The visitor who opens an event stream about the conversation `{id}`.
    public VisitorPrincipal visitor(StreamRequest call) {
        UUID conversation = call.uuid("id", "conversation");
        VisitorPrincipal visitor = visitor(call.token(), conversation, call.clientAddress());
        count(visitor, call.clientAddress());
        return visitor;
    }

    /// The member of staff who opens an event stream: by header, by cookie, or by a ticket that works once, since what stands in an
    /// address is kept in logs and histories.
    public StaffPrincipal staff(StreamRequest call) {
        Optional<String> ticket = call.query("ticket");
        if (ticket.isPresent()) {
            return sessions.byTicket(ticket.get(), keys::find)
                    .filter(staff -> staff.role().atLeast(Role.VIEWER))
                    .orElseThrow(
                            () ->
                                    refused(
                                            call.clientAddress(),
                                            new Problem.Unauthorized(
                                                    "invalid_ticket",
                                                    "This ticket was used before or is too old."
                                                            + " Get a new one.")));
        }
        return prove(
                RequestCredentials.bearer(call.headers()),
                cookies.session(call.headers()),
                call.clientAddress());
    }

    /// The cookies of staff's browsers.
    SessionCookies cookies() {
        return cookies;
    }

    private StaffPrincipal staff(ServerRequest req, Role atLeast) {
        Optional<String> bearer = bearer(req);
        Optional<String> cookie = cookies.session(req.headers());
        if (bearer.isEmpty() && cookie.isPresent() && !isSafe(req)) {
            sameOrigin.require(req.headers());
        }
        StaffPrincipal staff = prove(bearer, cookie, clients.address(req));
        if (!staff.role().atLeast(atLeast)) {
            throw new Problem.Forbidden(
                    "role_too_low", "This requires the role " + atLeast.wire() + " or above.");
        }
        return staff;
    }

    /// A bearer token wins over a cookie: an invalid token is refused even if the cookie is valid.
    private StaffPrincipal prove(Optional<String> bearer, Optional<String> cookie, String address) {
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
        if (sessions.isAdminToken(token)) {
            return Optional.of(StaffPrincipal.adminToken(Optional.empty()));
        }
        return token.startsWith(ApiKeys.PREFIX)
                ? Optional.of(StaffPrincipal.key(key(token, ApiKeyScope.STAFF, address)))
                : sessions.byAccessToken(token);
    }

    private ApiKey key(String text, ApiKeyScope scope, String address) {
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
            throw new Problem.Forbidden(
                    "missing_scope",
                    "This requires an API key with the scope " + scope.wire() + ".");
        }
        return key;
    }

    private VisitorPrincipal visitor(Optional<String> token, UUID conversation, String address) {
        VisitorPrincipal visitor = visitor(token, address);
        if (!visitor.conversation().equals(conversation)) {
            throw new Problem.Forbidden(
                    "other_conversation", "This token belongs to another conversation.");
        }
        return visitor;
    }

    private VisitorPrincipal visitor(Optional<String> token, String address) {
        String shown = token.orElseThrow(() -> missing("the conversation's token"));
        try {
            return visitors.verify(shown);
        } catch (Problem.Unauthorized e) {
            throw refused(address, e);
        }
    }

    /// One person opens many conversations, and the people of one office share an address.
    private void count(VisitorPrincipal visitor, String address) {
        limit.count("visitors " + ClientAddress.network(address), VISITORS_OF_ONE_ADDRESS);
        limit.count("conversation " + visitor.conversation());
    }

    private String caller(ServerRequest req) {
        return "address " + ClientAddress.network(clients.address(req));
    }

    /// Slows down callers who try one wrong credential after the other.
    private Problem refused(String address, Problem.Unauthorized problem) {
        limit.count("refused " + ClientAddress.network(address));
        return problem;
    }

    private static Problem.Unauthorized missing(String what) {
        return new Problem.Unauthorized(
                "unauthorized", "This requires " + what + ": Authorization: Bearer ….");
    }

    private static Role needed(ServerRequest req) {
        return isSafe(req) ? Role.VIEWER : Role.AGENT;
    }

    private static boolean isSafe(ServerRequest req) {
        Method method = req.prologue().method();
        return method.equals(Method.GET) || method.equals(Method.HEAD);
    }

    private static Optional<String> bearer(ServerRequest req) {
        return RequestCredentials.bearer(req.headers());
    }
}
