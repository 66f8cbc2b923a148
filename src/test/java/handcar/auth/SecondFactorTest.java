package handcar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.config.Secret;
import handcar.json.JsonView;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;

/// One-time passwords and recovery codes, as an authenticator app and a thief use them.
class SecondFactorTest {
    private static final String TOTP = "/api/v1/auth/totp";
    private static AuthFixture office;

    @BeforeAll
    static void open() {
        office = new AuthFixture();
    }

    @AfterAll
    static void close() {
        office.close();
    }

    /// A user with a confirmed factor.
    private record Enrolled(
            User user, String token, Secret secret, String used, List<String> recoveryCodes) {
        String email() {
            return user.email();
        }

        /// The code of a later step than the one that confirmed: apps whose clocks are fast show it already.
        String next() {
            return Totp.code(secret, Instant.now().getEpochSecond() / 30 + 1);
        }
    }

    private static String code(Secret secret) {
        return Totp.code(secret, Instant.now().getEpochSecond() / 30);
    }

    private static Enrolled enrolled(String email, Role role) {
        User user = office.hire(email, role);
        String token = office.accessToken(email);
        Secret secret = offered(token);
        String used = code(secret);
        HttpResponse<String> confirmed =
                office.as(token, "POST", TOTP, Map.of("action", "confirm", "code", used));
        assertEquals(200, confirmed.statusCode(), confirmed.body());
        List<String> codes =
                AuthFixture.body(confirmed)
                        .at("recovery_codes")
                        .each()
                        .map(each -> each.text().orElseThrow())
                        .toList();
        return new Enrolled(user, token, secret, used, codes);
    }

    private static Secret offered(String token) {
        HttpResponse<String> offer = office.as(token, "POST", TOTP, Map.of("action", "enrol"));
        assertEquals(201, offer.statusCode(), offer.body());
        String secret = AuthFixture.body(offer).text("secret").orElseThrow();
        assertTrue(AuthFixture.body(offer).text("uri").orElseThrow().contains("secret=" + secret));
        return new Secret(secret);
    }

    private static HttpResponse<String> login(String email, String code) {
        return office.post(
                "/api/v1/auth/login",
                Map.of("email", email, "password", AuthFixture.PASSWORD, "code", code));
    }

    /// RFC 6238, appendix B, of which apps show the last six digits.
    @Test
    void theCodesAreThoseOfTheStandard() {
        Secret secret = new Secret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        Map.of(
                        59L, "287082",
                        1_111_111_109L, "081804",
                        1_234_567_890L, "005924",
                        20_000_000_000L, "353130")
                .forEach((at, code) -> assertEquals(code, Totp.code(secret, at / 30)));
        assertEquals(32, Totp.random().reveal().length());
    }

    @Test
    void loggingInNeedsACodeThatWorksOnce() {
        Enrolled ada = enrolled("ada.totp@shop.example", Role.AGENT);
        HttpResponse<String> without = office.tryLogin(ada.email(), AuthFixture.PASSWORD);
        assertEquals(401, without.statusCode());
        assertEquals("totp_required", AuthFixture.code(without));
        assertEquals(
                "wrong_credentials",
                AuthFixture.code(office.tryLogin(ada.email(), "a wrong password")));
        // the code that confirmed was seen already
        assertEquals("wrong_code", AuthFixture.code(login(ada.email(), ada.used())));
        String next = ada.next();
        assertEquals(200, login(ada.email(), next).statusCode());
        assertEquals("wrong_code", AuthFixture.code(login(ada.email(), next)));
    }

    @Test
    void aRecoveryCodeLetsInOnceHoweverItIsWritten() {
        Enrolled bea = enrolled("bea.totp@shop.example", Role.AGENT);
        assertEquals(10, Set.copyOf(bea.recoveryCodes()).size());
        String first = bea.recoveryCodes().getFirst();
        String written = first.replace('-', ' ').toUpperCase(Locale.ROOT);
        assertEquals(200, login(bea.email(), written).statusCode());
        assertEquals("wrong_code", AuthFixture.code(login(bea.email(), first)));
        JsonView state = AuthFixture.body(office.as(bea.token(), TOTP));
        assertTrue(state.isTrue("enabled"));
        assertEquals(9, state.number("recovery_codes_left").orElseThrow());

        HttpResponse<String> renewed =
                office.as(
                        bea.token(),
                        "POST",
                        TOTP,
                        Map.of("action", "recovery_codes", "code", bea.next()));
        assertEquals(200, renewed.statusCode(), renewed.body());
        assertEquals(
                "wrong_code", AuthFixture.code(login(bea.email(), bea.recoveryCodes().get(1))));
    }

    @Test
    void theSecretIsConfirmedByItsFirstCodeAndStoredEncrypted() {
        office.hire("cai.totp@shop.example", Role.VIEWER);
        String token = office.accessToken("cai.totp@shop.example");
        Secret secret = offered(token);
        HttpResponse<String> wrong =
                office.as(token, "POST", TOTP, Map.of("action", "confirm", "code", "000000"));
        assertEquals(422, wrong.statusCode());
        assertEquals(Set.of("code"), AuthFixture.badFields(wrong));
        // not confirmed: the password alone is still enough
        assertEquals(
                200, office.tryLogin("cai.totp@shop.example", AuthFixture.PASSWORD).statusCode());
        byte[] stored =
                office.db
                        .named("auth.totp-secrets")
                        .list(row -> row.bytes("totp_secret"))
                        .getFirst();
        assertTrue(!new String(stored, StandardCharsets.UTF_8).contains(secret.reveal()));
    }

    @Test
    void whoRemovesItShowsACodeAndGuessesAreSlowedDown() {
        Enrolled dia = enrolled("dia.totp@shop.example", Role.AGENT);
        List<Integer> said = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            said.add(
                    office.as(dia.token(), "DELETE", TOTP, Map.of("code", "00000" + i))
                            .statusCode());
        }
        assertTrue(said.contains(429) && said.getFirst() == 422, said.toString());
        office.sql("DELETE FROM login_tries");
        assertEquals(
                204,
                office.as(dia.token(), "DELETE", TOTP, Map.of("code", dia.next())).statusCode());
        assertEquals(200, office.tryLogin(dia.email(), AuthFixture.PASSWORD).statusCode());
    }

    @Test
    void anOwnerLetsInWhoHasLostTheDevice() {
        Enrolled eve = enrolled("eve.totp@shop.example", Role.AGENT);
        String path = "/api/v1/users/" + eve.user().id() + "/totp";
        String bob = office.accessToken(office.hire("bob.totp@shop.example", Role.ADMIN).email());
        assertEquals(403, office.as(bob, "DELETE", path, Map.of()).statusCode());
        assertEquals(204, office.as(AuthFixture.ADMIN, "DELETE", path, Map.of()).statusCode());
        assertEquals(401, office.as(eve.token(), "/t/staff").statusCode());
        assertEquals(200, office.tryLogin(eve.email(), AuthFixture.PASSWORD).statusCode());
        assertEquals(404, office.as(AuthFixture.ADMIN, "DELETE", path, Map.of()).statusCode());
    }

    @Test
    void whoseRoleMustHaveOneCanDoNothingElseBefore() {
        office.hire("fay.totp@shop.example", Role.VIEWER);
        String token = office.accessToken("fay.totp@shop.example");
        assertEquals(200, office.as(token, "/t/staff").statusCode());
        demand("viewer");
        try {
            HttpResponse<String> refused = office.as(token, "/t/staff");
            assertEquals(403, refused.statusCode());
            assertEquals("totp_enrolment_required", AuthFixture.code(refused));
            assertEquals(
                    403, office.as(token, "POST", "/api/v1/events/ticket", Map.of()).statusCode());
            assertTrue(
                    AuthFixture.body(office.as(token, "/api/v1/auth/me")).isTrue("totp_required"));
            Secret secret = offered(token);
            office.as(token, "POST", TOTP, Map.of("action", "confirm", "code", code(secret)));
            assertEquals(200, office.as(token, "/t/staff").statusCode());
            // programs and the admin token have none
            assertEquals(200, office.as(AuthFixture.ADMIN, "/t/staff").statusCode());
        } finally {
            demand();
        }
    }

    private static void demand(String... roles) {
        HttpResponse<String> said =
                office.as(
                        AuthFixture.ADMIN,
                        "PUT",
                        "/api/v1/auth/rules",
                        Map.of("totp_roles", List.of(roles)));
        assertEquals(200, said.statusCode(), said.body());
    }
}
