package handcar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;

/// Bob is an agent, Vera only looks.
final class AuthTest {
    private static final AuthFixture OFFICE = new AuthFixture();
    private static final String BOB = "bob@example.com";

    @BeforeAll
    static void hire() {
        OFFICE.hire(BOB, Role.AGENT);
        OFFICE.hire("vera@example.com", Role.VIEWER);
    }

    @AfterAll
    static void close() {
        OFFICE.close();
    }

    @Test
    void everyRoleMayLookAndAgentsMayChange() {
        String bob = OFFICE.accessToken(BOB);
        String vera = OFFICE.accessToken("vera@example.com");
        assertEquals(200, OFFICE.as(vera, "/t/staff").statusCode());
        assertEquals(403, OFFICE.as(vera, "POST", "/t/staff", Map.of()).statusCode());
        assertEquals(200, OFFICE.as(bob, "POST", "/t/staff", Map.of()).statusCode());
        HttpResponse<String> refused = OFFICE.as(bob, "/t/admin");
        assertEquals(403, refused.statusCode());
        assertEquals("role_too_low", AuthFixture.code(refused));
    }

    @Test
    void nobodyComesInWithoutAProof() {
        assertEquals("unauthorized", AuthFixture.code(OFFICE.get("/t/staff")));
        assertEquals(401, OFFICE.get("/t/visitor/" + UUID.randomUUID()).statusCode());
        assertEquals(401, OFFICE.get("/t/gateway").statusCode());
        assertEquals(401, OFFICE.as(AuthFixture.ADMIN + "x", "/t/staff").statusCode());
        assertEquals(401, OFFICE.get("/t/staff", "Cookie", "handcar_session=x").statusCode());
    }

    @Test
    void theCookieLooksFromAnywhereAndChangesThingsFromOurOwnPagesOnly() {
        String cookie = OFFICE.cookie(BOB);
        String own = "http://localhost:" + OFFICE.server.port();
        assertEquals(200, OFFICE.get("/t/staff", "Cookie", cookie).statusCode());
        assertEquals(403, change("Cookie", cookie));
        assertEquals(403, change("Cookie", cookie, "Origin", "https://evil.example"));
        assertEquals(403, change("Cookie", cookie, "Origin", "null"));
        assertEquals(403, change("Cookie", cookie, "Sec-Fetch-Site", "cross-site"));
        assertEquals(403, change("Cookie", cookie, "Sec-Fetch-Site", "same-site"));
        assertEquals(403, change("Cookie", cookie, "Sec-Fetch-Site", "cross-site", "Origin", own));
        assertEquals(200, change("Cookie", cookie, "Sec-Fetch-Site", "same-origin"));
        assertEquals(200, change("Cookie", cookie, "Origin", own));
        assertEquals(200, change("Cookie", cookie, "Origin", "https://public.example"));
    }

    @Test
    void aBadTokenIsNotMadeGoodByACookie() {
        String cookie = OFFICE.cookie(BOB);
        assertEquals(
                401,
                OFFICE.get("/t/staff", "Cookie", cookie, "Authorization", "Bearer nonsense")
                        .statusCode());
    }

    @Test
    void aVisitorSeesOneConversationOnly() {
        UUID own = UUID.randomUUID();
        UUID contact = UUID.randomUUID();
        String token = OFFICE.visitors.issue(own, contact);
        assertEquals(
                contact.toString(),
                AuthFixture.body(OFFICE.as(token, "/t/visitor/" + own))
                        .text("contact")
                        .orElseThrow());
        HttpResponse<String> other = OFFICE.as(token, "/t/visitor/" + UUID.randomUUID());
        assertEquals(403, other.statusCode());
        assertEquals("other_conversation", AuthFixture.code(other));
        assertEquals(404, OFFICE.as(token, "/t/visitor/1-1-1-1-1").statusCode());
        assertEquals(401, OFFICE.get("/t/visitor/" + own + "?token=" + token).statusCode());
        assertEquals(401, OFFICE.as(token, "/t/staff").statusCode());
        String bob = OFFICE.accessToken(BOB);
        assertEquals(401, OFFICE.as(bob, "/t/visitor/" + own).statusCode());
    }

    @Test
    void forgedTokensAreRefusedAtEveryDoor() throws Exception {
        String visitor = "/t/visitor/" + UUID.randomUUID();
        for (String token : JwtCodecTest.forgeries().values()) {
            if (token.matches("[!-~]{1,5000}")) {
                assertEquals(401, OFFICE.as(token, "/t/staff").statusCode(), token);
                assertEquals(401, OFFICE.as(token, visitor).statusCode(), token);
                assertEquals(401, OFFICE.as(token, "/t/gateway").statusCode(), token);
            }
        }
    }

    @Test
    void aKeyOpensTheDoorsOfItsScopes() {
        String staff = OFFICE.key(ApiKeyScope.STAFF);
        String gateway = OFFICE.key(ApiKeyScope.GATEWAY);
        String chat = OFFICE.key(ApiKeyScope.CHAT);
        assertEquals(
                "agent", AuthFixture.body(OFFICE.as(staff, "/t/staff")).text("role").orElseThrow());
        assertEquals(403, OFFICE.as(staff, "/t/admin").statusCode());
        assertEquals(403, OFFICE.as(staff, "/t/gateway").statusCode());
        assertEquals(200, OFFICE.as(gateway, "/t/gateway").statusCode());
        assertEquals("missing_scope", AuthFixture.code(OFFICE.as(gateway, "/t/staff")));
        assertEquals("{\"key\":true}", OFFICE.as(chat, "POST", "/t/chat", Map.of()).body());
        assertEquals("{\"key\":false}", OFFICE.post("/t/chat", Map.of()).body());
        assertEquals(403, OFFICE.as(gateway, "POST", "/t/chat", Map.of()).statusCode());
        assertEquals(401, OFFICE.as("hc_guess", "POST", "/t/chat", Map.of()).statusCode());
        assertEquals(401, OFFICE.as(AuthFixture.ADMIN, "/t/gateway").statusCode());
    }

    @Test
    void publicDoorsAreCountedAndWrongProofsToo() {
        try (AuthFixture office = new AuthFixture()) {
            UUID conversation = UUID.randomUUID();
            String token = office.visitors.issue(conversation, UUID.randomUUID());
            office.allow(1);
            assertEquals(200, office.as(token, "/t/visitor/" + conversation).statusCode());
            HttpResponse<String> second = office.as(token, "/t/visitor/" + conversation);
            assertEquals(429, second.statusCode());
            assertEquals("7", second.headers().firstValue("Retry-After").orElseThrow());
            assertEquals(200, office.post("/t/chat", Map.of()).statusCode());
            assertEquals(429, office.post("/t/chat", Map.of()).statusCode());
            assertEquals(401, office.as("guess", "/t/staff").statusCode());
            assertEquals(429, office.as("guess again", "/t/staff").statusCode());
            assertEquals(200, office.as(AuthFixture.ADMIN, "/t/staff").statusCode());
        }
    }

    @Test
    void theVisitorsOfOneAddressAreCountedTogetherWhateverTheirConversation() {
        try (AuthFixture office = new AuthFixture()) {
            office.allow(2);
            List<Integer> said = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                UUID conversation = UUID.randomUUID();
                String token = office.visitors.issue(conversation, UUID.randomUUID());
                said.add(office.as(token, "/t/visitor/" + conversation).statusCode());
            }
            assertEquals(List.of(200, 200, 200, 200, 200, 200, 429), said);
            assertEquals(200, office.post("/t/chat", Map.of()).statusCode());
        }
    }

    private static int change(String... headers) {
        return OFFICE.post("/t/staff", Map.of(), headers).statusCode();
    }
}
