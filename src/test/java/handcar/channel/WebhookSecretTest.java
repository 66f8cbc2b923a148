package handcar.channel;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class WebhookSecretTest {
    private static final TestServer SHOP = new TestServer(Map.of());

    @AfterAll
    static void close() {
        SHOP.close();
    }

    private static Said telegram(String account, String secret) {
        return SHOP.caller.post(
                "/api/v1/channels",
                Map.of(
                        "kind",
                        "telegram",
                        "account",
                        account,
                        "secrets",
                        Map.of(
                                "bot_token",
                                account + ":NOT-A-TOKEN-1234567890abcdefghijklm",
                                "webhook_secret",
                                secret)),
                ADMIN);
    }

    @Test
    void aSecretOfOurChoiceIsTooLongToGuessAndABetterOneIsOffered() {
        for (String secret :
                List.of(
                        "a",
                        "1234",
                        "whsecret",
                        "fifteen-letters",
                        "\u00a0".repeat(16),
                        "\u200b".repeat(16))) {
            Said refused = telegram("51", secret);
            assertEquals(List.of("secrets.webhook_secret"), refused.badFields(), secret);
            String said = refused.body().toString();
            assertTrue(said.matches(".*at least 16 characters, such as [\\w-]{40,}.*"), said);
        }
        assertEquals(201, telegram("51", "sixteen-letters!").status());
    }
}
