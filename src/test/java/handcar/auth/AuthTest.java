package handcar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

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
    void whatSomebodyMayNotDoIsWrittenDownWithWhoItWas() {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler told =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        lines.add(line.getMessage());
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        Logger log = Logger.getLogger("handcar.access");
        log.addHandler(told);
        try {
            OFFICE.as(OFFICE.accessToken(BOB), "/t/admin");
            OFFICE.as(OFFICE.key(ApiKeyScope.GATEWAY), "/t/staff");
            UUID contact = UUID.randomUUID();
            String token = OFFICE.visitors.begin(OFFICE.conversation(), contact);
            OFFICE.as(token, "/t/visitor/" + UUID.randomUUID());
            List<String> refused =
                    lines.stream().filter(line -> line.startsWith("access.refused ")).toList();
            assertEquals(3, refused.size(), refused.toString());
            assertTrue(refused.get(0).matches(".* code=role_too_low caller=user:[0-9a-f-]{36}"));
            assertTrue(
                    refused.get(1).matches(".* code=missing_scope caller=api_key:[0-9a-f-]{36}"));
            assertTrue(
                    refused.get(2).endsWith(" code=other_conversation caller=visitor:" + contact));
        } finally {
            log.removeHandler(told);
        }
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
        UUID contact = UUID.randomUUID();
        UUID own = OFFICE.conversation();
        String token = OFFICE.visitors.begin(own, contact);
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
    void aVisitorsTokenEndsWithItsConversationOrAfterAMonthWithoutUse() {
        UUID conversation = OFFICE.conversation();
        String token = OFFICE.visitors.begin(conversation, UUID.randomUUID());
        String path = "/t/visitor/" + conversation;
        assertEquals(200, OFFICE.as(token, path).statusCode());

        OFFICE.sql("UPDATE conversations SET status = 'closed' WHERE id = '" + conversation + "'");
        HttpResponse<String> closed = OFFICE.as(token, path);
        assertEquals(401, closed.statusCode());
        assertEquals("conversation_ended", AuthFixture.code(closed));
        OFFICE.sql(
                "UPDATE conversations SET status = 'ai_active' WHERE id = '" + conversation + "'");
        assertEquals(200, OFFICE.as(token, path).statusCode());

        // used in its last days it goes on for a month
        OFFICE.sql("UPDATE visitor_access SET expires_at = now() + interval '1 day'");
        assertEquals(200, OFFICE.as(token, path).statusCode());
        OFFICE.sql("UPDATE visitor_access SET expires_at = expires_at - interval '29 days'");
        assertEquals(200, OFFICE.as(token, path).statusCode());
        OFFICE.sql("UPDATE visitor_access SET expires_at = expires_at - interval '31 days'");
        assertEquals("conversation_ended", AuthFixture.code(OFFICE.as(token, path)));

        UUID erased = OFFICE.conversation();
        String other = OFFICE.visitors.begin(erased, UUID.randomUUID());
        OFFICE.sql(
                "DELETE FROM contacts WHERE id = (SELECT contact_id FROM conversations WHERE id = '"
                        + erased
                        + "')");
        assertEquals(
                "conversation_ended", AuthFixture.code(OFFICE.as(other, "/t/visitor/" + erased)));
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
            UUID conversation = office.conversation();
            String token = office.visitors.begin(conversation, UUID.randomUUID());
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
                UUID conversation = office.conversation();
                String token = office.visitors.begin(conversation, UUID.randomUUID());
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
