package handcar.channel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Strangers at the doors of webhooks, behind a trusted proxy.
class WebhookDoorTest {
    private static final String SECRET = "a-long-word-of-our-own";
    private static final String TELEGRAM = "/webhooks/telegram";
    private static final int A_MINUTE = 20;

    private static TestServer shop;

    @BeforeAll
    static void open() {
        shop =
                new TestServer(
                        Map.ofEntries(
                                Map.entry("TRUSTED_PROXIES", "127.0.0.1"),
                                Map.entry("RATE_LIMIT_PER_MINUTE", Integer.toString(A_MINUTE)),
                                Map.entry("TELEGRAM_BOT_TOKEN", "1:token"),
                                Map.entry("TELEGRAM_WEBHOOK_SECRET", SECRET),
                                Map.entry("SLACK_CHANNEL", "C1"),
                                Map.entry("SLACK_BOT_TOKEN", "xoxb-1"),
                                Map.entry("SLACK_SIGNING_SECRET", SECRET),
                                Map.entry("TWILIO_FROM", "+14155550100"),
                                Map.entry("TWILIO_ACCOUNT_SID", "AC1"),
                                Map.entry("TWILIO_AUTH_TOKEN", SECRET),
                                Map.entry("DIALOG360_API_KEY", "key"),
                                Map.entry("DIALOG360_WEBHOOK_SECRET", SECRET),
                                Map.entry("WHATSAPP_PHONE_NUMBER_ID", "1"),
                                Map.entry("WHATSAPP_APP_SECRET", SECRET),
                                Map.entry("WHATSAPP_VERIFY_TOKEN", SECRET),
                                Map.entry("CHATWOOT_BASE_URL", "http://127.0.0.1:9"),
                                Map.entry("CHATWOOT_ACCOUNT_ID", "1"),
                                Map.entry("CHATWOOT_API_TOKEN", "token"),
                                Map.entry("CHATWOOT_WEBHOOK_SECRET", SECRET)));
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static Said knock(String address, String secret, int update) {
        return shop.caller.knock(
                TELEGRAM,
                "{\"update_id\":" + update + "}",
                Map.of("X-Forwarded-For", address, "X-Telegram-Bot-Api-Secret-Token", secret));
    }

    @Test
    void wrongProofsAreSlowedDownAndRightOnesNeverAre() {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 2 * A_MINUTE; i++) {
            statuses.add(knock("203.0.113.7", "wrong", i).status());
        }
        assertEquals(401, statuses.getFirst());
        assertEquals(429, statuses.getLast());
        assertEquals(200, knock("203.0.113.7", SECRET, 1_000).status(), "the same address");
        assertEquals(200, knock("198.51.100.1", SECRET, 1_001).status(), "the provider's own");
        assertEquals(401, knock("198.51.100.2", "wrong", 1_002).status(), "another stranger");
        JsonView counted =
                Wait.until("it is counted", WebhookDoorTest::counted, JsonView::isPresent);
        assertEquals("203.0.113.0/24", counted.text("network").orElseThrow());
        assertEquals(2 * A_MINUTE, counted.number("count").orElseThrow());
        assertEquals(0, shop.count("SELECT count(*) FROM audit_logs WHERE action LIKE 'webhook%'"));
    }

    private static JsonView counted() {
        return shop.caller
                .get("/api/v1/security-events?kind=webhook", TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .filter(row -> row.text("network").orElse("").startsWith("203.0.113."))
                .filter(row -> row.number("count").orElse(0) >= 2 * A_MINUTE)
                .findFirst()
                .orElse(new JsonView(null));
    }

    @Test
    void guessesOfAVerifyTokenAreCountedAsWell() {
        Said last = shop.caller.get("/health", "");
        for (int i = 0; i < 2 * A_MINUTE && last.status() != 429; i++) {
            last =
                    shop.caller.get(
                            "/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=1&hub.verify_token="
                                    + i,
                            "");
        }
        assertEquals(429, last.status());
    }

    /// The stranger announces megabytes and sends nothing of them: who waits for the body waits for ever.
    @ParameterizedTest
    @ValueSource(strings = {"telegram", "slack", "twilio", "360dialog", "whatsapp", "chatwoot"})
    void theBodyOfAStrangerIsNotReadWhereTheHeadTells(String kind) throws IOException {
        try (Socket wire = new Socket(InetAddress.getLoopbackAddress(), shop.port())) {
            wire.setSoTimeout(5_000);
            wire.getOutputStream()
                    .write(
                            ("POST /webhooks/"
                                            + kind
                                            + " HTTP/1.1\r\nHost: shop\r\nContent-Type:"
                                            + " application/json\r\nX-Forwarded-For: 192.0.2."
                                            + kind.length()
                                            + "\r\nContent-Length: 5000000\r\n\r\n{\"start\":")
                                    .getBytes(StandardCharsets.US_ASCII));
            String first =
                    new BufferedReader(
                                    new InputStreamReader(
                                            wire.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine();
            assertTrue(first.contains("401"), first);
        }
    }
}
