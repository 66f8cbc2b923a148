package handcar.channel.telegram;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ProviderTraffic;
import handcar.channel.WebhookRequest;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeRequest;
import handcar.fakes.FakeServer;
import handcar.json.JsonView;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// A question on Telegram, through a whole server, to its answer.
final class TelegramRoundTripTest {
    private static final FakeServer TELEGRAM =
            new FakeServer(
                    FakeReply.json(200, Map.of("ok", true, "result", Map.of("message_id", 77))));
    private static final TestServer SHOP =
            new TestServer(
                    Map.of(
                            "TELEGRAM_BOT_TOKEN",
                            TelegramFixture.TOKEN,
                            "TELEGRAM_WEBHOOK_SECRET",
                            TelegramFixture.SECRET,
                            "TELEGRAM_BASE_URL",
                            TELEGRAM.baseUrl(),
                            "MESSAGE_BUFFER_SECONDS",
                            "0"));

    @AfterAll
    static void close() {
        SHOP.close();
        TELEGRAM.close();
    }

    @Test
    void aQuestionIsAnsweredOnceHoweverOftenItIsDelivered() throws Exception {
        SHOP.caller.shelve("house", "Delivery", "We deliver bicycles within two days.");
        WebhookRequest question =
                TelegramFixture.proven(
                        TelegramFixture.message("\"text\":\"When do you deliver bicycles?\"")
                                .replace("1795255200", "" + Instant.now().getEpochSecond()));
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    200, ProviderTraffic.post(SHOP, "/webhooks/telegram", question).statusCode());
        }
        FakeRequest sent =
                Wait.until(
                                "the answer is sent to Telegram",
                                () -> ProviderTraffic.called(TELEGRAM, "/sendMessage"),
                                Optional::isPresent)
                        .orElseThrow();
        assertEquals(Optional.of("1111111"), sent.json().text("chat_id"));
        assertTrue(sent.json().text("text").orElse("").contains("two days"), sent.text());
        Wait.until(
                "the delivery is sent", () -> delivery().text("state").orElse(""), "sent"::equals);
        assertEquals(Optional.of("1111111:77"), delivery().text("external_id"));
        assertEquals(1, TELEGRAM.requests().size());
    }

    private static JsonView delivery() {
        return SHOP.caller.get("/api/v1/deliveries", ADMIN).body().at("data").at(0);
    }

    @Test
    void whoDoesNotKnowTheSecretIsNotHeard() throws Exception {
        WebhookRequest forged =
                TelegramFixture.request(TelegramFixture.message("\"text\":\"hi\""), Map.of());
        assertEquals(401, ProviderTraffic.post(SHOP, "/webhooks/telegram", forged).statusCode());
        WebhookRequest malformed = TelegramFixture.proven("{\"update_id\":");
        assertEquals(400, ProviderTraffic.post(SHOP, "/webhooks/telegram", malformed).statusCode());
        WebhookRequest large = TelegramFixture.proven("{\"x\":\"" + "x".repeat(5_300_000) + "\"}");
        assertEquals(413, ProviderTraffic.post(SHOP, "/webhooks/telegram", large).statusCode());
        assertEquals(404, ProviderTraffic.post(SHOP, "/webhooks/twilio", forged).statusCode());
    }
}
