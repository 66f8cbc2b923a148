package handcar.auth;

import module java.base;

import handcar.http.ClientAddress;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.QueryParams;
import handcar.http.Responses;
import handcar.problem.Cursor;
import handcar.problem.Problem;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Log-in, log-out, and the users.
public final class AuthRoutes implements HttpService {
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_TOKEN = 4_096;

    private final Auth auth;
    private final Sessions sessions;
    private final LoginMethods methods;
    private final SessionList logins;
    private final Users users;
    private final ClientAddress clients;
    private final SessionCookies cookies;

    public AuthRoutes(
            Auth auth,
            Sessions sessions,
            LoginMethods methods,
            SessionList logins,
            Users users,
            ClientAddress clients) {
        this.auth = auth;
        this.sessions = sessions;
        this.methods = methods;
        this.logins = logins;
        this.users = users;
        this.clients = clients;
        this.cookies = auth.cookies();
    }

    @Override
    public void routing(HttpRules rules) {
        LoginDoor door = new LoginDoor(auth);
        rules.post("/api/v1/auth/login", door.open(this::login));
        rules.post("/api/v1/auth/code", door.open(this::loginWithCode));
        rules.post("/api/v1/events/ticket", auth.staff(Role.VIEWER, this::ticket));
        rules.get("/api/v1/auth/sessions", auth.anyStaff(this::sessions));
        rules.delete("/api/v1/auth/sessions", auth.anyStaff(this::endAll));
        rules.delete("/api/v1/auth/sessions/{id}", auth.anyStaff(this::endOne));
        rules.post("/api/v1/auth/refresh", auth.open(this::refresh));
        rules.post("/api/v1/auth/logout", auth.anyStaff(this::logout));
        rules.get("/api/v1/auth/me", auth.anyStaff(this::me));
        rules.post("/api/v1/auth/password", auth.anyStaff(this::changeOwnPassword));
        rules.get("/api/v1/colleagues", auth.staff(this::colleagues));
        rules.get("/api/v1/users", auth.owner(this::list));
        rules.post("/api/v1/users", auth.owner(this::add));
        rules.get("/api/v1/users/{id}", auth.owner(this::show));
        rules.patch("/api/v1/users/{id}", auth.owner(this::change));
        rules.delete("/api/v1/users/{id}", auth.owner(this::delete));
    }

    private void login(ServerRequest req, ServerResponse res) {
        JsonBody body = JsonBody.of(req);
        Optional<String> adminToken = body.findText("admin_token", 1, LONGEST_TOKEN);
        String email = adminToken.isPresent() ? "" : body.text("email", 1, LONGEST_EMAIL).strip();
        Optional<String> mailed = body.findText("email_code", 1, 40);
        String password =
                adminToken.isPresent() || mailed.isPresent()
                        ? ""
                        : body.text("password", 1, PasswordHasher.LONGEST);
        Optional<String> code = body.findText("code", 0, 40).filter(text -> !text.isBlank());
        body.allow("email", "password");
        body.check();
        LoginSource from = source(req);
        opened(
                req,
                res,
                adminToken.isPresent()
                        ? methods.loginAsAdmin(adminToken.get(), from)
                        : mailed.isPresent()
                                ? methods.loginByMail(email, mailed.get(), code, from)
                                : methods.login(email, password, code, from));
    }

    private void loginWithCode(ServerRequest req, ServerResponse res) {
        JsonBody body = JsonBody.of(req);
        String code = body.text("code", 1, LONGEST_TOKEN);
        body.check();
        opened(req, res, methods.loginWithCode(code, source(req)));
    }

    LoginSource source(ServerRequest req) {
        return new LoginSource(
                clients.address(req),
                req.headers().value(HeaderNames.USER_AGENT).orElse(""),
                cookies.session(req.headers()),
                cookies.device(req.headers()));
    }

    void opened(ServerRequest req, ServerResponse res, Sessions.SessionTokens opened) {
        opened.cookie().ifPresent(cookie -> cookies.setSession(res, cookie));
        opened.device().ifPresent(proof -> cookies.setDevice(res, proof));
        secret(res);
        Responses.ok(req, res, AuthJson.opened(opened));
    }

    private void ticket(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody.ifAny(req).check();
        secret(res);
        Responses.created(
                res,
                Map.of(
                        "ticket",
                        sessions.streamTicket(staff),
                        "expires_in",
                        OneTimeCodes.Purpose.STREAM.lifetime().toSeconds()));
    }

    private void sessions(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.page(
                req,
                res,
                QueryParams.of(req)
                        .page(
                                logins.of(staff),
                                session -> new Cursor(session.createdAt(), session.id())),
                session -> AuthJson.session(session, staff));
    }

    private void endOne(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID session = PathParams.uuid(req, "id", "session");
        if (staff.session().filter(session::equals).isEmpty()) {
            auth.reauthenticate(req, JsonBody.ifAny(req), staff);
        }
        if (!logins.end(staff, session)) {
            throw Problem.notFound("session").get();
        }
        Responses.none(res);
    }

    private void endAll(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        QueryParams query = QueryParams.of(req);
        boolean others = query.findFlag("others").orElse(false);
        query.check();
        // whoever finds an open browser must not lock its owner out elsewhere
        auth.reauthenticate(req, JsonBody.ifAny(req), staff);
        logins.endAll(staff, others);
        if (!others) {
            cookies.clearSession(res);
        }
        Responses.none(res);
    }

    private void refresh(ServerRequest req, ServerResponse res) {
        JsonBody body = JsonBody.of(req);
        String token = body.text("refresh_token", 1, LONGEST_TOKEN);
        body.check();
        Sessions.SessionTokens opened = sessions.refresh(token);
        secret(res);
        Responses.ok(req, res, AuthJson.opened(opened));
    }

    private void logout(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        sessions.logout(staff);
        cookies.clearSession(res);
        Responses.none(res);
    }

    private void me(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(req, res, AuthJson.staff(staff));
    }

    private void changeOwnPassword(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        String present = body.text("current_password", 1, PasswordHasher.LONGEST);
        String next = body.text("new_password", PasswordHasher.SHORTEST, PasswordHasher.LONGEST);
        body.check();
        cookies.setDevice(res, users.changeOwnPassword(staff, present, next, clients.address(req)));
        Responses.none(res);
    }

    private void colleagues(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.list(req, res, users.colleagues(), colleague -> colleague);
    }

    private void list(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.page(
                req,
                res,
                QueryParams.of(req)
                        .page(users.all(), user -> new Cursor(user.createdAt(), user.id())),
                AuthJson::user);
    }

    private void add(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        String email = email(body);
        String name = body.findName("name", 100).orElse(email);
        Role role = body.findOneOf("role", Role.class).orElse(Role.AGENT);
        String password = body.text("password", PasswordHasher.SHORTEST, PasswordHasher.LONGEST);
        auth.reauthenticate(req, body, staff);
        Responses.created(res, AuthJson.user(users.add(staff, email, name, role, password)));
    }

    /// The e-mail address of somebody, noted as a bad field when it is none.
    static String email(JsonBody body) {
        String email = body.text("email", 3, LONGEST_EMAIL).strip();
        if (!email.matches("[^\\s@]+@[^\\s@]+")) {
            body.fault("email", "must be an e-mail address");
        }
        return email;
    }

    private void show(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(
                req, res, AuthJson.user(users.find(id(req)).orElseThrow(Problem.notFound("user"))));
    }

    private void change(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        Users.Change change =
                new Users.Change(
                        body.findName("name", 100),
                        body.findOneOf("role", Role.class),
                        body.findFlag("disabled"),
                        body.findText("password", PasswordHasher.SHORTEST, PasswordHasher.LONGEST));
        Optional<String> present = auth.reauthenticate(req, body, staff);
        Responses.ok(req, res, AuthJson.user(users.change(staff, id(req), change, present)));
    }

    private void delete(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        auth.reauthenticate(req, JsonBody.ifAny(req), staff);
        users.delete(staff, id(req));
        Responses.none(res);
    }

    private static UUID id(ServerRequest req) {
        return PathParams.uuid(req, "id", "user");
    }

    private static void secret(ServerResponse res) {
        res.header(HeaderNames.CACHE_CONTROL, "no-store");
    }
}
