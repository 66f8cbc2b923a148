package handcar.account;

import handcar.http.Answers;
import handcar.http.Body;
import handcar.http.Clients;
import handcar.http.Cursor;
import handcar.http.Paths;
import handcar.http.Query;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// Logging in and out, and the staff.
public final class AccountRoutes implements HttpService {
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_TOKEN = 4_096;

    private final Door door;
    private final Sessions sessions;
    private final Users users;
    private final Clients clients;
    private final boolean https;

    /// @param https whether browsers reach us by https, so that the cookie may insist on it
    public AccountRoutes(
            Door door, Sessions sessions, Users users, Clients clients, boolean https) {
        this.door = door;
        this.sessions = sessions;
        this.users = users;
        this.clients = clients;
        this.https = https;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/v1/auth/login", door.open(this::login));
        rules.post("/api/v1/auth/refresh", door.open(this::refresh));
        rules.post("/api/v1/auth/logout", door.staff(Role.VIEWER, this::logout));
        rules.get("/api/v1/auth/me", door.staff(this::me));
        rules.post("/api/v1/auth/password", door.staff(Role.VIEWER, this::changeOwnPassword));
        rules.get("/api/v1/users", door.owner(this::list));
        rules.post("/api/v1/users", door.owner(this::add));
        rules.get("/api/v1/users/{id}", door.owner(this::show));
        rules.patch("/api/v1/users/{id}", door.owner(this::change));
        rules.delete("/api/v1/users/{id}", door.owner(this::delete));
    }

    private void login(ServerRequest req, ServerResponse res) {
        Body body = Body.of(req);
        Optional<String> adminToken = body.findText("admin_token", 1, LONGEST_TOKEN);
        String email = adminToken.isPresent() ? "" : body.text("email", 1, LONGEST_EMAIL).strip();
        String password = adminToken.isPresent() ? "" : body.text("password", 1, Passwords.LONGEST);
        body.check();
        String address = clients.address(req);
        Sessions.Opened opened =
                adminToken.isPresent()
                        ? sessions.loginAsAdmin(adminToken.get(), address)
                        : sessions.login(email, password, address);
        opened.cookie().ifPresent(cookie -> setCookie(res, cookie, Sessions.LONGEST));
        secret(res);
        Answers.ok(res, AccountJson.opened(opened));
    }

    private void refresh(ServerRequest req, ServerResponse res) {
        Body body = Body.of(req);
        String token = body.text("refresh_token", 1, LONGEST_TOKEN);
        body.check();
        Sessions.Opened opened = sessions.refresh(token);
        secret(res);
        Answers.ok(res, AccountJson.opened(opened));
    }

    private void logout(ServerRequest req, ServerResponse res, Staff staff) {
        sessions.logout(staff);
        setCookie(res, "", Duration.ZERO);
        Answers.none(res);
    }

    private void me(ServerRequest req, ServerResponse res, Staff staff) {
        Answers.ok(res, AccountJson.staff(staff));
    }

    private void changeOwnPassword(ServerRequest req, ServerResponse res, Staff staff) {
        Body body = Body.of(req);
        String present = body.text("current_password", 1, Passwords.LONGEST);
        String next = body.text("new_password", Passwords.SHORTEST, Passwords.LONGEST);
        body.check();
        users.changeOwnPassword(staff, present, next);
        Answers.none(res);
    }

    private void list(ServerRequest req, ServerResponse res, Staff staff) {
        Answers.page(
                res,
                Query.of(req).page(users.all(), user -> new Cursor(user.createdAt(), user.id())),
                AccountJson::user);
    }

    private void add(ServerRequest req, ServerResponse res, Staff staff) {
        Body body = Body.of(req);
        String email = body.text("email", 3, LONGEST_EMAIL).strip();
        if (!email.matches("[^\\s@]+@[^\\s@]+")) {
            body.fault("email", "must be an e-mail address");
        }
        String name = body.findText("name", 1, 100).orElse(email);
        Role role = body.findOneOf("role", Role.class).orElse(Role.AGENT);
        String password = body.text("password", Passwords.SHORTEST, Passwords.LONGEST);
        body.check();
        Answers.created(res, AccountJson.user(users.add(staff, email, name, role, password)));
    }

    private void show(ServerRequest req, ServerResponse res, Staff staff) {
        Answers.ok(res, AccountJson.user(users.find(id(req)).orElseThrow(Users::noUser)));
    }

    private void change(ServerRequest req, ServerResponse res, Staff staff) {
        Body body = Body.of(req);
        Users.Change change =
                new Users.Change(
                        body.findText("name", 1, 100),
                        body.findOneOf("role", Role.class),
                        body.findFlag("disabled"),
                        body.findText("password", Passwords.SHORTEST, Passwords.LONGEST));
        body.check();
        Answers.ok(res, AccountJson.user(users.change(staff, id(req), change)));
    }

    private void delete(ServerRequest req, ServerResponse res, Staff staff) {
        users.delete(staff, id(req));
        Answers.none(res);
    }

    private static UUID id(ServerRequest req) {
        return Paths.uuid(req, "id", Users::noUser);
    }

    /// Out of reach of scripts and of other sites; the database decides how long the session behind it lasts. Written by
    /// hand, since Helidon's cookie leaves `Max-Age=0` out, which is what takes a cookie away.
    private void setCookie(ServerResponse res, String value, Duration lifetime) {
        res.header(
                HeaderNames.SET_COOKIE,
                "%s=%s; Max-Age=%d; Path=/; HttpOnly; SameSite=Strict%s"
                        .formatted(
                                Door.COOKIE, value, lifetime.toSeconds(), https ? "; Secure" : ""));
    }

    private static void secret(ServerResponse res) {
        res.header(HeaderNames.CACHE_CONTROL, "no-store");
    }
}
