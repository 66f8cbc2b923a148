package handcar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.config.Secret;
import handcar.config.SigningSecrets;
import handcar.json.JsonView;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;

final class LoginTest {
    private static final AuthFixture OFFICE = new AuthFixture();
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    @AfterAll
    static void close() {
        OFFICE.close();
    }

    private static String someone(Role role) {
        return OFFICE.hire("p" + PEOPLE.incrementAndGet() + "@example.com", role).email();
    }

    @Test
    void aPasswordGivesTokensAndACookieOutOfReachOfScripts() {
        HttpResponse<String> response = OFFICE.tryLogin(someone(Role.AGENT), AuthFixture.PASSWORD);
        JsonView body = AuthFixture.body(response);
        assertEquals(200, response.statusCode());
        assertEquals(3600, body.number("expires_in").orElseThrow());
        assertEquals("Bearer", body.text("token_type").orElseThrow());
        assertEquals("agent", body.at("user").text("role").orElseThrow());
        String cookie = response.headers().firstValue("Set-Cookie").orElseThrow();
        for (String part : List.of("handcar_session=", "HttpOnly", "SameSite=Strict", "Path=/")) {
            assertTrue(cookie.contains(part), cookie);
        }
        assertEquals("no-store", response.headers().firstValue("Cache-Control").orElseThrow());
        assertEquals(200, OFFICE.as(access(body), "/api/v1/auth/me").statusCode());
    }

    @Test
    void theEmailMayBeSpeltInAnyCase() {
        String email = someone(Role.AGENT).toUpperCase(Locale.ROOT);
        assertEquals(200, OFFICE.tryLogin(email, AuthFixture.PASSWORD).statusCode());
    }

    @Test
    void theAdminTokenIsAnOwnerByLoginAndByItself() {
        JsonView body =
                AuthFixture.body(
                        OFFICE.post(
                                "/api/v1/auth/login", Map.of("admin_token", AuthFixture.ADMIN)));
        assertEquals("owner", body.at("user").text("role").orElseThrow());
        assertEquals(200, OFFICE.as(access(body), "/api/v1/users").statusCode());
        assertEquals(200, OFFICE.as(AuthFixture.ADMIN, "/api/v1/users").statusCode());
    }

    @Test
    void anotherAdminTokenEndsTheSessionsOfTheFormerOne() {
        String token =
                OFFICE.methods.loginAsAdmin(AuthFixture.ADMIN, LoginSource.of("::1")).accessToken();
        Secret next = new Secret("a new admin token");
        Sessions changed = new Sessions(OFFICE.db, OFFICE.audit, AuthFixture.JWT, next);
        assertTrue(OFFICE.sessions.byAccessToken(token).isPresent());
        assertTrue(changed.byAccessToken(token).isEmpty());
    }

    /// Access token, cookie, refresh token and admin token's session outlive a change of the secret while the former one is named.
    @Test
    void whatTheFormerSigningSecretOpenedGoesOnWhileItIsNamed() {
        String email = someone(Role.AGENT);
        LoginSource from = LoginSource.of("::1");
        Sessions.SessionTokens user =
                OFFICE.methods.login(email, AuthFixture.PASSWORD, Optional.empty(), from);
        Sessions.SessionTokens admin = OFFICE.methods.loginAsAdmin(AuthFixture.ADMIN, from);
        Secret next = new Secret("the next signing secret of 32 characters");
        Sessions ended = sessions(SigningSecrets.of(next));
        Sessions changed = sessions(new SigningSecrets(next, List.of(AuthFixture.JWT.present())));
        for (Sessions.SessionTokens opened : List.of(user, admin)) {
            String cookie = opened.cookie().orElseThrow();
            assertTrue(ended.byAccessToken(opened.accessToken()).isEmpty());
            assertTrue(ended.byCookie(cookie).isEmpty());
            assertTrue(changed.byAccessToken(opened.accessToken()).isPresent());
            assertTrue(changed.byCookie(cookie).isPresent());
            assertEquals(
                    opened.staff().name(), changed.refresh(opened.refreshToken()).staff().name());
        }
    }

    private static Sessions sessions(SigningSecrets signing) {
        return new Sessions(OFFICE.db, OFFICE.audit, signing, new Secret(AuthFixture.ADMIN));
    }

    @Test
    void whatIsWrongIsNotTold() {
        String known = someone(Role.AGENT);
        String disabled = someone(Role.AGENT);
        change(disabled, Map.of("disabled", true));
        for (HttpResponse<String> response :
                List.of(
                        OFFICE.tryLogin(known, "not the password"),
                        OFFICE.tryLogin("nobody@example.com", AuthFixture.PASSWORD),
                        OFFICE.tryLogin(disabled, AuthFixture.PASSWORD),
                        OFFICE.post("/api/v1/auth/login", Map.of("admin_token", "wrong")))) {
            assertEquals(401, response.statusCode());
            assertEquals("wrong_credentials", AuthFixture.code(response));
        }
    }

    @Test
    void anUnknownEmailTakesAsLongAsAKnownOne() {
        String known = someone(Role.AGENT);
        long[] wrong = new long[4];
        long[] unknown = new long[4];
        for (int i = 0; i < wrong.length; i++) {
            wrong[i] = nanosOfTry(known);
            unknown[i] = nanosOfTry("nobody" + known);
        }
        double ratio = (double) median(unknown) / median(wrong);
        assertTrue(ratio > 0.5 && ratio < 2, "unknown ÷ known = " + ratio);
    }

    @Test
    void theSixthTryOfAMinuteHasToWait() {
        String email = someone(Role.AGENT);
        for (int i = 0; i < 5; i++) {
            assertEquals(401, OFFICE.tryLogin(email, "wrong password").statusCode());
        }
        HttpResponse<String> sixth = OFFICE.tryLogin(email, AuthFixture.PASSWORD);
        assertEquals(429, sixth.statusCode());
        long wait = Long.parseLong(sixth.headers().firstValue("Retry-After").orElseThrow());
        assertTrue(wait > 0 && wait <= 60, "Retry-After: " + wait);
        assertEquals(200, OFFICE.tryLogin(someone(Role.AGENT), AuthFixture.PASSWORD).statusCode());
    }

    @Test
    void comingInForgetsTheTriesBefore() {
        String email = someone(Role.AGENT);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 3; i++) {
                OFFICE.tryLogin(email, "wrong password");
            }
            assertEquals(200, OFFICE.tryLogin(email, AuthFixture.PASSWORD).statusCode());
        }
    }

    @Test
    void aRefreshTokenWorksOnceAndGivesTheNext() {
        JsonView first = OFFICE.login(someone(Role.AGENT));
        JsonView second = AuthFixture.body(refresh(first));
        assertEquals(200, OFFICE.as(access(first), "/t/staff").statusCode());
        assertEquals(200, OFFICE.as(access(second), "/t/staff").statusCode());
        assertEquals(200, refresh(second).statusCode());
    }

    @Test
    void aSessionThatLayStillForAnHourIsRefreshedAtOnce() {
        JsonView login = OFFICE.login(someone(Role.AGENT));
        OFFICE.sql("UPDATE sessions SET seen_at = now() - interval '1 hour'");
        long start = System.nanoTime();
        assertEquals(200, refresh(login).statusCode());
        assertTrue(System.nanoTime() - start < 5_000_000_000L, "it waited for itself");
    }

    @Test
    void usingASpentOneEndsTheWholeFamily() {
        JsonView first = OFFICE.login(someone(Role.AGENT));
        JsonView second = AuthFixture.body(refresh(first));
        assertEquals(401, refresh(first).statusCode());
        assertEquals(401, refresh(second).statusCode());
        assertEquals(401, OFFICE.as(access(second), "/t/staff").statusCode());
    }

    @Test
    void anotherLoginOfTheSamePersonIsAnotherFamily() {
        String email = someone(Role.AGENT);
        JsonView laptop = OFFICE.login(email);
        JsonView phone = OFFICE.login(email);
        refresh(laptop);
        refresh(laptop);
        assertEquals(401, OFFICE.as(access(laptop), "/t/staff").statusCode());
        assertEquals(200, OFFICE.as(access(phone), "/t/staff").statusCode());
    }

    @Test
    void garbageIsNoRefreshToken() {
        String path = "/api/v1/auth/refresh";
        assertEquals(401, OFFICE.post(path, Map.of("refresh_token", "garbage")).statusCode());
        assertEquals(422, OFFICE.post(path, Map.of()).statusCode());
    }

    @Test
    void loggingOutEndsTokensRefreshAndCookieAtOnce() {
        HttpResponse<String> login = OFFICE.tryLogin(someone(Role.VIEWER), AuthFixture.PASSWORD);
        JsonView body = AuthFixture.body(login);
        HttpResponse<String> out = OFFICE.as(access(body), "POST", "/api/v1/auth/logout", Map.of());
        assertEquals(204, out.statusCode());
        assertTrue(out.headers().firstValue("Set-Cookie").orElseThrow().contains("Max-Age=0"));
        assertEquals(Optional.of("\"cache\""), out.headers().firstValue("Clear-Site-Data"));
        assertEquals(401, OFFICE.as(access(body), "/t/staff").statusCode());
        assertEquals(401, refresh(body).statusCode());
        assertEquals(401, OFFICE.get("/t/staff", "Cookie", AuthFixture.cookie(login)).statusCode());
    }

    @Test
    void aDisabledUserIsOutAtOnceAndAChangedRoleCountsAtOnce() {
        String email = someone(Role.ADMIN);
        String token = OFFICE.accessToken(email);
        assertEquals(200, OFFICE.as(token, "/t/admin").statusCode());
        change(email, Map.of("role", "agent"));
        assertEquals(403, OFFICE.as(token, "/t/admin").statusCode());
        change(email, Map.of("disabled", true));
        assertEquals(401, OFFICE.as(token, "/t/staff").statusCode());
    }

    @Test
    void aSessionThatIsNotUsedForAWeekOrIsAMonthOldIsOver() {
        String token = OFFICE.accessToken(someone(Role.AGENT));
        OFFICE.sql("UPDATE sessions SET seen_at = now() - interval '6 days'");
        assertEquals(200, OFFICE.as(token, "/t/staff").statusCode());
        OFFICE.sql(
                "UPDATE sessions SET seen_at = now() - interval '6 days',"
                        + " created_at = now() - interval '31 days'");
        assertEquals(200, OFFICE.as(token, "/t/staff").statusCode());
        assertEquals(401, OFFICE.as(token, "/t/staff").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pbkdf2", "argon2id"})
    void anOlderHashIsRenewedWhenItsOwnerComesIn(String kind) {
        String email = someone(Role.AGENT);
        PasswordAlgorithm former =
                kind.equals("pbkdf2")
                        ? new PasswordAlgorithm.Pbkdf2(1_000)
                        : new PasswordAlgorithm.Argon2id(1_024, 1, 1);
        String old = PasswordHasher.hash(AuthFixture.PASSWORD, former);
        assertTrue(PasswordHasher.isOutdated(old));
        OFFICE.sql("UPDATE users SET password = '" + old + "' WHERE email = '" + email + "'");
        assertEquals(401, OFFICE.tryLogin(email, "not the password").statusCode());
        OFFICE.login(email);
        String stored = UserStore.login(OFFICE.db, email).orElseThrow().password();
        assertTrue(stored.startsWith("$argon2id$v=19$m=12288,t=3,p=1$"), stored);
        assertFalse(PasswordHasher.matches(AuthFixture.PASSWORD + " ", stored, "192.0.2.1"));
        OFFICE.login(email);
    }

    private static void change(String email, Map<String, ?> change) {
        String id = UserStore.login(OFFICE.db, email).orElseThrow().user().id().toString();
        assertEquals(
                200,
                OFFICE.as(AuthFixture.ADMIN, "PATCH", "/api/v1/users/" + id, change).statusCode());
    }

    private static HttpResponse<String> refresh(JsonView login) {
        return OFFICE.post(
                "/api/v1/auth/refresh",
                Map.of("refresh_token", login.text("refresh_token").orElseThrow()));
    }

    private static String access(JsonView login) {
        return login.text("access_token").orElseThrow();
    }

    private static long nanosOfTry(String email) {
        long start = System.nanoTime();
        OFFICE.tryLogin(email, "not the password");
        return System.nanoTime() - start;
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
