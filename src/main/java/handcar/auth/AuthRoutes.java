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
    private final Users users;
    private final ClientAddress clients;
    private final boolean https;

    /// @param https whether browsers use https, so that the cookie can be marked `Secure`
    public AuthRoutes(
            Auth auth, Sessions sessions, Users users, ClientAddress clients, boolean https) {
        this.auth = auth;
        this.sessions = sessions;
        this.users = users;
        this.clients = clients;
        this.https = https;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/v1/auth/login", auth.open(this::login));
        rules.post("/api/v1/auth/refresh", auth.open(this::refresh));
        rules.post("/api/v1/auth/logout", auth.staff(Role.VIEWER, this::logout));
        rules.get("/api/v1/auth/me", auth.staff(this::me));
        rules.post("/api/v1/auth/password", auth.staff(Role.VIEWER, this::changeOwnPassword));
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
        String password =
                adminToken.isPresent() ? "" : body.text("password", 1, PasswordHasher.LONGEST);
        body.check();
        String address = clients.address(req);
        Sessions.SessionTokens opened =
                adminToken.isPresent()
                        ? sessions.loginAsAdmin(adminToken.get(), address)
                        : sessions.login(email, password, address);
        opened.cookie().ifPresent(cookie -> setCookie(res, cookie, Sessions.LONGEST));
        secret(res);
        Responses.ok(req, res, AuthJson.opened(opened));
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
        setCookie(res, "", Duration.ZERO);
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
        users.changeOwnPassword(staff, present, next);
        Responses.none(res);
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
        String email = body.text("email", 3, LONGEST_EMAIL).strip();
        if (!email.matches("[^\\s@]+@[^\\s@]+")) {
            body.fault("email", "must be an e-mail address");
        }
        String name = body.findText("name", 1, 100).orElse(email);
        Role role = body.findOneOf("role", Role.class).orElse(Role.AGENT);
        String password = body.text("password", PasswordHasher.SHORTEST, PasswordHasher.LONGEST);
        body.check();
        Responses.created(res, AuthJson.user(users.add(staff, email, name, role, password)));
    }

    private void show(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(
                req, res, AuthJson.user(users.find(id(req)).orElseThrow(Problem.notFound("user"))));
    }

    private void change(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        Users.Change change =
                new Users.Change(
                        body.findText("name", 1, 100),
                        body.findOneOf("role", Role.class),
                        body.findFlag("disabled"),
                        body.findText("password", PasswordHasher.SHORTEST, PasswordHasher.LONGEST));
        body.check();
        Responses.ok(req, res, AuthJson.user(users.change(staff, id(req), change)));
    }

    private void delete(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        users.delete(staff, id(req));
        Responses.none(res);
    }

    private static UUID id(ServerRequest req) {
        return PathParams.uuid(req, "id", "user");
    }

    /// `HttpOnly` and `SameSite`; the database decides how long its session lasts. Written by hand, since Helidon's cookie
    /// omits `Max-Age=0`, which deletes a cookie.
    private void setCookie(ServerResponse res, String value, Duration lifetime) {
        res.header(
                HeaderNames.SET_COOKIE,
                "%s=%s; Max-Age=%d; Path=/; HttpOnly; SameSite=Strict%s"
                        .formatted(
                                Auth.COOKIE, value, lifetime.toSeconds(), https ? "; Secure" : ""));
    }

    private static void secret(ServerResponse res) {
        res.header(HeaderNames.CACHE_CONTROL, "no-store");
    }
}
