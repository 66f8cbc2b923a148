package handcar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.JsonView;
import handcar.problem.Problem;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;

/// Who is logged in where, how one log-in ends another, and links and tickets that work once.
final class SessionListTest {
    private static final AuthFixture OFFICE = new AuthFixture();
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final String SESSIONS = "/api/v1/auth/sessions";

    @AfterAll
    static void close() {
        OFFICE.close();
    }

    private static String someone(Role role) {
        return OFFICE.hire("s" + PEOPLE.incrementAndGet() + "@example.com", role).email();
    }

    private static List<JsonView> listed(String token) {
        return AuthFixture.body(OFFICE.as(token, SESSIONS)).at("data").each().toList();
    }

    @Test
    void onesLogInsAreListedAndEndedOneByOneOrAllAtOnce() {
        String email = someone(Role.VIEWER);
        String phone = OFFICE.accessToken(email);
        String laptop = OFFICE.accessToken(email);
        String stranger = OFFICE.accessToken(someone(Role.VIEWER));
        List<JsonView> seen = listed(laptop);
        assertEquals(2, seen.size());
        assertTrue(seen.getFirst().isTrue("current"));
        assertFalse(seen.getLast().isTrue("current"));
        assertTrue(seen.getFirst().text("browser").orElse("").startsWith("Java"));
        String other = SESSIONS + "/" + seen.getLast().text("id").orElseThrow();
        assertEquals(404, OFFICE.as(stranger, "DELETE", other, Map.of()).statusCode());
        assertEquals(204, OFFICE.as(laptop, "DELETE", other, Map.of()).statusCode());
        assertEquals(404, OFFICE.as(laptop, "DELETE", other, Map.of()).statusCode());
        assertEquals(401, OFFICE.as(phone, SESSIONS).statusCode());
        assertEquals(204, OFFICE.as(laptop, "DELETE", SESSIONS, Map.of()).statusCode());
        assertEquals(401, OFFICE.as(laptop, SESSIONS).statusCode());
        assertEquals(1, listed(stranger).size());
    }

    @Test
    void logInsWithTheAdminTokenAreListedBesideNobodyElses() {
        String owner = OFFICE.accessToken(someone(Role.OWNER));
        String admin =
                AuthFixture.body(
                                OFFICE.post(
                                        "/api/v1/auth/login",
                                        Map.of("admin_token", AuthFixture.ADMIN)))
                        .text("access_token")
                        .orElseThrow();
        assertTrue(listed(AuthFixture.ADMIN).size() >= 1);
        assertEquals(1, listed(owner).size());
        assertEquals(204, OFFICE.as(AuthFixture.ADMIN, "DELETE", SESSIONS, Map.of()).statusCode());
        assertEquals(401, OFFICE.as(admin, SESSIONS).statusCode());
        assertEquals(200, OFFICE.as(AuthFixture.ADMIN, SESSIONS).statusCode());
        assertEquals(200, OFFICE.as(owner, SESSIONS).statusCode());
    }

    @Test
    void aSecondLogInOfABrowserEndsItsFirst() {
        HttpResponse<String> first = OFFICE.tryLogin(someone(Role.AGENT), AuthFixture.PASSWORD);
        Map<String, String> login =
                Map.of("email", someone(Role.AGENT), "password", AuthFixture.PASSWORD);
        OFFICE.post("/api/v1/auth/login", login, "Cookie", AuthFixture.cookie(first));
        assertEquals(401, OFFICE.get("/t/staff", "Cookie", AuthFixture.cookie(first)).statusCode());
        String access = AuthFixture.body(first).text("access_token").orElseThrow();
        assertEquals(401, OFFICE.as(access, "/t/staff").statusCode());
    }

    @Test
    void theLinkOfTheStartLogsAnOwnerInOnce() {
        String code = OFFICE.methods.loginCode();
        HttpResponse<String> first = OFFICE.post("/api/v1/auth/code", Map.of("code", code));
        assertEquals("owner", AuthFixture.body(first).at("user").text("role").orElse(""));
        assertEquals(200, OFFICE.get("/t/admin", "Cookie", AuthFixture.cookie(first)).statusCode());
        HttpResponse<String> again = OFFICE.post("/api/v1/auth/code", Map.of("code", code));
        assertEquals(401, again.statusCode());
        assertEquals("invalid_code", AuthFixture.body(again).at("error").text("code").orElse(""));
        String old = OFFICE.methods.loginCode();
        OFFICE.sql("UPDATE one_time_codes SET expires_at = now() - interval '1 second'");
        assertEquals(401, OFFICE.post("/api/v1/auth/code", Map.of("code", old)).statusCode());
        assertEquals(422, OFFICE.post("/api/v1/auth/code", Map.of()).statusCode());
    }

    @Test
    void aTicketIsNoCodeAndNoToken() {
        String ticket =
                AuthFixture.body(
                                OFFICE.as(
                                        AuthFixture.ADMIN,
                                        "POST",
                                        "/api/v1/events/ticket",
                                        Map.of()))
                        .text("ticket")
                        .orElseThrow();
        assertEquals(401, OFFICE.post("/api/v1/auth/code", Map.of("code", ticket)).statusCode());
        assertEquals(401, OFFICE.as(ticket, "/t/staff").statusCode());
        assertTrue(OFFICE.sessions.byTicket(ticket, OFFICE.keys::find).isPresent());
        assertTrue(OFFICE.sessions.byTicket(ticket, OFFICE.keys::find).isEmpty());
    }

    @Test
    void aTicketStandsForWhoAskedAndEndsWithTheirSession() {
        String email = someone(Role.VIEWER);
        String token = OFFICE.accessToken(email);
        String program = OFFICE.key(ApiKeyScope.STAFF);
        List<String> tickets = new ArrayList<>();
        for (String caller : List.of(token, token, program)) {
            tickets.add(
                    AuthFixture.body(OFFICE.as(caller, "POST", "/api/v1/events/ticket", Map.of()))
                            .text("ticket")
                            .orElseThrow());
        }
        assertEquals(
                email,
                OFFICE.sessions.byTicket(tickets.get(0), OFFICE.keys::find).orElseThrow().email());
        OFFICE.as(token, "DELETE", SESSIONS, Map.of());
        assertTrue(OFFICE.sessions.byTicket(tickets.get(1), OFFICE.keys::find).isEmpty());
        assertEquals(
                "program",
                OFFICE.sessions.byTicket(tickets.get(2), OFFICE.keys::find).orElseThrow().name());
    }

    @Test
    void guessesFromManyAddressesMakeTheAccountWaitButNotTheBrowserThatKnowsIt() {
        String email = someone(Role.OWNER);
        String device = device(email);
        for (int i = 0; i < 14; i++) {
            LoginSource from = LoginSource.of("203.0.113." + i);
            assertThrows(
                    Problem.class,
                    () -> OFFICE.methods.login(email, "wrong password", Optional.empty(), from));
        }
        OFFICE.sql("UPDATE login_failures SET failures = 14, last_at = now()");
        HttpResponse<String> elsewhere = OFFICE.tryLogin(email, AuthFixture.PASSWORD);
        assertEquals(429, elsewhere.statusCode());
        Map<String, String> login = Map.of("email", email, "password", AuthFixture.PASSWORD);
        assertEquals(
                429, OFFICE.post("/api/v1/auth/login", login, "Cookie", device + "x").statusCode());
        assertEquals(200, OFFICE.post("/api/v1/auth/login", login, "Cookie", device).statusCode());
        assertEquals(200, OFFICE.tryLogin(email, AuthFixture.PASSWORD).statusCode());
    }

    @Test
    void aBrowserThatKnowsTheAccountWaitsAfterAFewWrongPasswords() {
        String email = someone(Role.OWNER);
        String device = device(email);
        String another = device(email);
        OFFICE.sessions.throttle().begin(email, "203.0.113.9", Optional.empty());
        OFFICE.sql("UPDATE login_failures SET failures = 20, last_at = now()");
        List<Integer> said = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            OFFICE.sql("DELETE FROM login_tries");
            said.add(tryOn(device, email, "wrong password"));
        }
        assertEquals(List.of(401, 401, 401, 401, 401, 429, 429), said);
        OFFICE.sql("DELETE FROM login_tries");
        assertEquals(429, tryOn(device, email, AuthFixture.PASSWORD));
        assertEquals(200, tryOn(another, email, AuthFixture.PASSWORD));
    }

    @Test
    void aBrowserThatKnowsTheAccountPassesAtOnceWhatOthersGuessed() {
        String email = someone(Role.OWNER);
        String device = device(email);
        OFFICE.sessions.throttle().begin(email, "203.0.113.9", Optional.empty());
        OFFICE.sql("UPDATE login_failures SET failures = 20, last_at = now()");
        assertEquals(401, tryOn(device, email, "wrong password"));
        assertEquals(200, tryOn(device, email, AuthFixture.PASSWORD));
        assertEquals(200, OFFICE.tryLogin(email, AuthFixture.PASSWORD).statusCode());
    }

    private static int tryOn(String device, String email, String password) {
        Map<String, String> login = Map.of("email", email, "password", password);
        return OFFICE.post("/api/v1/auth/login", login, "Cookie", device).statusCode();
    }

    private static String device(String email) {
        HttpResponse<String> before = OFFICE.tryLogin(email, AuthFixture.PASSWORD);
        return before.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.contains("handcar_device="))
                .findFirst()
                .orElseThrow()
                .split(";", 2)[0];
    }

    @Test
    void aNewPasswordNeedsThePresentOneOrAFreshLogIn() {
        String email = someone(Role.OWNER);
        String owner = OFFICE.accessToken(email);
        String self = path(owner, email);
        String other = path(owner, someone(Role.AGENT));
        Map<String, String> next = Map.of("password", "seven green herons");
        assertEquals(422, OFFICE.as(owner, "PATCH", self, next).statusCode());
        assertEquals(200, OFFICE.as(owner, "PATCH", other, next).statusCode());
        OFFICE.sql("UPDATE sessions SET created_at = created_at - interval '11 minutes'");
        HttpResponse<String> stale = OFFICE.as(owner, "PATCH", other, next);
        assertEquals(422, stale.statusCode());
        assertTrue(stale.body().contains("current_password"), stale.body());
        Map<String, String> shown =
                Map.of("password", "seven green herons", "current_password", AuthFixture.PASSWORD);
        assertEquals(200, OFFICE.as(owner, "PATCH", other, shown).statusCode());
        assertEquals(200, OFFICE.as(AuthFixture.ADMIN, "PATCH", other, next).statusCode());
        assertEquals(200, OFFICE.as(owner, "PATCH", self, shown).statusCode());
    }

    @Test
    void guessesOfThePresentPasswordAreSlowedDown() {
        String token = OFFICE.accessToken(someone(Role.AGENT));
        List<Integer> said = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            said.add(
                    OFFICE.as(
                                    token,
                                    "POST",
                                    "/api/v1/auth/password",
                                    Map.of(
                                            "current_password",
                                            "wrong " + i,
                                            "new_password",
                                            "seven green herons"))
                            .statusCode());
        }
        assertEquals(List.of(422, 422, 422, 422, 422, 429, 429), said);
    }

    private static String path(String owner, String email) {
        return AuthFixture.body(OFFICE.as(owner, "/api/v1/users?limit=200"))
                .at("data")
                .each()
                .filter(user -> user.text("email").equals(Optional.of(email)))
                .map(user -> "/api/v1/users/" + user.text("id").orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aBrowsersProofEndsWithThePassword() {
        UUID user = UUID.randomUUID();
        LoginThrottle throttle = OFFICE.sessions.throttle();
        Optional<String> proof = Optional.of(throttle.deviceProof(user, "the stored form"));
        assertTrue(throttle.knows(proof, user, "the stored form"));
        assertFalse(throttle.knows(proof, user, "another one"));
        assertFalse(throttle.knows(proof, UUID.randomUUID(), "the stored form"));
    }

    @Test
    void endingAnotherLogInNeedsThePresentPasswordOrAFreshLogIn() {
        String email = someone(Role.AGENT);
        String here = OFFICE.accessToken(email);
        String there = OFFICE.accessToken(email);
        OFFICE.sql("UPDATE sessions SET created_at = created_at - interval '11 minutes'");
        List<String> ids = listed(here).stream().map(one -> one.text("id").orElseThrow()).toList();
        String own = listed(here).getFirst().isTrue("current") ? ids.getFirst() : ids.getLast();
        String other = SESSIONS + "/" + ids.stream().filter(id -> !id.equals(own)).findAny().get();
        Map<String, String> wrong = Map.of("current_password", "seven green herons");
        Map<String, String> right = Map.of("current_password", AuthFixture.PASSWORD);
        for (String path : List.of(other, SESSIONS, SESSIONS + "?others=true")) {
            assertEquals(422, OFFICE.as(here, "DELETE", path, Map.of()).statusCode());
            assertEquals(422, OFFICE.as(here, "DELETE", path, wrong).statusCode());
        }
        assertEquals(200, OFFICE.as(there, "/t/staff").statusCode());
        assertEquals(204, OFFICE.as(here, "DELETE", other, right).statusCode());
        assertEquals(401, OFFICE.as(there, "/t/staff").statusCode());
        assertEquals(204, OFFICE.as(here, "DELETE", SESSIONS + "/" + own, Map.of()).statusCode());
        assertEquals(401, OFFICE.as(here, "/t/staff").statusCode());
    }

    @Test
    void allOtherLogInsAreEndedAtOnce() {
        String email = OFFICE.hire("olga@shop.example", Role.AGENT).email();
        String here = OFFICE.accessToken(email);
        String there = OFFICE.accessToken(email);
        String path = "/api/v1/auth/sessions?others=true";
        assertEquals(204, OFFICE.as(here, "DELETE", path, Map.of()).statusCode());
        assertEquals(200, OFFICE.as(here, "/t/staff").statusCode());
        assertEquals(401, OFFICE.as(there, "/t/staff").statusCode());
    }
}
