package handcar.auth;

import module java.base;

import handcar.audit.SecurityEvents;
import handcar.http.ClientAddress;
import handcar.http.JsonBody;
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

    private final Authenticator credentials;
    private final ClientAddress clients;
    private final CallerLimit limit;
    private final CsrfCheck sameOrigin;
    private final SessionCookies cookies;
    private final Reauthentication reauthentication;

    /// Handles the request of a caller who is known: a [StaffPrincipal], a [VisitorPrincipal] or an [ApiKey].
    @FunctionalInterface
    public interface CallerHandler<C> {
        void handle(ServerRequest req, ServerResponse res, C caller) throws Exception;
    }

    /// @param publicUrl the address by which browsers reach the server, when it is configured
    public Auth(
            Sessions sessions,
            ApiKeys keys,
            VisitorAccess visitors,
            ClientAddress clients,
            CallerLimit limit,
            Optional<String> publicUrl) {
        this.credentials = new Authenticator(sessions, keys, visitors, limit);
        this.reauthentication = sessions.reauthentication();
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
                    text.map(
                            shown ->
                                    credentials.key(shown, ApiKeyScope.CHAT, clients.address(req)));
            limit.count(key.map(known -> "key " + known.id()).orElseGet(() -> caller(req)));
            handler.handle(req, res, key);
        };
    }

    /// Staff: every role may read; `agent` and above may write.
    public Handler staff(CallerHandler<StaffPrincipal> handler) {
        return (req, res) ->
                handler.handle(req, res, staff(req, isSafe(req) ? Role.VIEWER : Role.AGENT));
    }

    /// Anybody of staff, also who has to set up a second factor before anything else.
    public Handler anyStaff(CallerHandler<StaffPrincipal> handler) {
        return (req, res) -> handler.handle(req, res, authenticate(req));
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
            VisitorPrincipal visitor = credentials.visitor(bearer(req), conversation, address);
            count(visitor, address);
            handler.handle(req, res, visitor);
        };
    }

    /// The visitor whose token is shown, where the path names no conversation; rate limited likewise.
    public Handler anyVisitor(CallerHandler<VisitorPrincipal> handler) {
        return (req, res) -> {
            String address = clients.address(req);
            VisitorPrincipal visitor = credentials.visitor(bearer(req), address);
            count(visitor, address);
            handler.handle(req, res, visitor);
        };
    }

    /// A program whose key has this scope.
    public Handler apiKey(ApiKeyScope scope, CallerHandler<ApiKey> handler) {
        return (req, res) -> {
            Optional<String> text = RequestCredentials.apiKey(req.headers());
            handler.handle(req, res, credentials.key(text, scope, clients.address(req)));
        };
    }

    /// The visitor who opens an event stream about the conversation `{id}`.
    public VisitorPrincipal visitor(StreamRequest call) {
        UUID conversation = call.uuid("id", "conversation");
        VisitorPrincipal visitor =
                credentials.visitor(call.token(), conversation, call.clientAddress());
        count(visitor, call.clientAddress());
        return visitor;
    }

    /// The member of staff who opens an event stream: by header, by cookie, or by a ticket that works once (addresses are logged).
    public StaffPrincipal staff(StreamRequest call) {
        Optional<String> ticket = call.query("ticket");
        if (ticket.isPresent()) {
            return credentials.byTicket(ticket.get(), call.clientAddress());
        }
        return enrolled(
                credentials.staff(
                        RequestCredentials.bearer(call.headers()),
                        cookies.session(call.headers()),
                        call.clientAddress()));
    }

    /// Refuses what is wrong in the body, and a caller who neither logged in a moment ago nor shows their own present password in it
    /// as `current_password`: for whatever gives power over accounts.
    ///
    /// @return the password, if they showed it
    Optional<String> reauthenticate(ServerRequest req, JsonBody body, StaffPrincipal staff) {
        Optional<String> present = body.findText(Reauthentication.FIELD, 1, PasswordHasher.LONGEST);
        body.check();
        reauthentication.require(staff, present, clients.address(req));
        return present;
    }

    /// The address of a caller.
    public String address(ServerRequest req) {
        return clients.address(req);
    }

    /// Notes a wrong proof; throws [Problem.RateLimited] when there were too many. Right ones are not counted.
    public Problem refused(ServerRequest req, SecurityEvents.Kind kind, Problem problem) {
        return credentials.refused(clients.address(req), kind, problem);
    }

    /// The cookies of staff's browsers.
    SessionCookies cookies() {
        return cookies;
    }

    private StaffPrincipal authenticate(ServerRequest req) {
        Optional<String> bearer = bearer(req);
        Optional<String> cookie = cookies.session(req.headers());
        if (bearer.isEmpty() && cookie.isPresent() && !isSafe(req)) {
            sameOrigin.require(req.headers());
        }
        return credentials.staff(bearer, cookie, clients.address(req));
    }

    private static StaffPrincipal enrolled(StaffPrincipal staff) {
        if (staff.mustEnrol()) {
            throw staff.refused(
                    "totp_enrolment_required",
                    "Your role needs a second factor. Set one up under Account first.");
        }
        return staff;
    }

    private StaffPrincipal staff(ServerRequest req, Role atLeast) {
        StaffPrincipal staff = enrolled(authenticate(req));
        if (!staff.role().atLeast(atLeast)) {
            throw staff.refused(
                    "role_too_low", "This requires the role " + atLeast.wire() + " or above.");
        }
        return staff;
    }

    /// One person opens many conversations, and the people of one office share an address.
    private void count(VisitorPrincipal visitor, String address) {
        limit.count("visitors " + ClientAddress.network(address), VISITORS_OF_ONE_ADDRESS);
        limit.count("conversation " + visitor.conversation());
    }

    private String caller(ServerRequest req) {
        return "address " + ClientAddress.network(clients.address(req));
    }

    private static boolean isSafe(ServerRequest req) {
        Method method = req.prologue().method();
        return method.equals(Method.GET) || method.equals(Method.HEAD);
    }

    private static Optional<String> bearer(ServerRequest req) {
        return RequestCredentials.bearer(req.headers());
    }
}
