package handcar.channel.telegram;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.ProviderTraffic;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A program on Telegram that answers each answer at once with another question, and somebody who writes briefly.
class TelegramLoopTest {
    private final FakeServer telegram =
            new FakeServer(
                    FakeReply.json(200, Map.of("ok", true, "result", Map.of("message_id", 77))));
    private TestServer shop;

    @BeforeEach
    void open() {
        shop =
                new TestServer(
                        Map.of(
                                "TELEGRAM_BOT_TOKEN",
                                TelegramFixture.TOKEN,
                                "TELEGRAM_WEBHOOK_SECRET",
                                TelegramFixture.SECRET,
                                "TELEGRAM_BASE_URL",
                                telegram.baseUrl(),
                                "MESSAGE_BUFFER_SECONDS",
                                "0"));
    }

    @AfterEach
    void close() {
        shop.close();
        telegram.close();
    }

    private void says(int number, String text) throws Exception {
        String update =
                TelegramFixture.message("\"text\":\"" + text + "\"")
                        .replace("1795255200", "" + Instant.now().getEpochSecond())
                        .replace("10000", "" + (10_000 + number))
                        .replace("1365", "" + (1_365 + number));
        ProviderTraffic.post(shop, "/webhooks/telegram", TelegramFixture.proven(update));
    }

    private String status() {
        return shop.caller
                .get("/api/v1/conversations?channel=telegram", ADMIN)
                .body()
                .at("data")
                .at(0)
                .text("status")
                .orElse("");
    }

    private void isAnswered(int times) {
        Wait.until(
                "it is answered",
                () -> shop.count("SELECT count(*) FROM messages WHERE author = 'agent'"),
                count -> count >= times);
    }

    @Test
    void whoeverTypesFasterThanAnybodyIsAnsweredTwice() throws Exception {
        says(1, "Which of your lamps do you mean, please?");
        isAnswered(1);
        says(2, "How may I help you with your order today?");
        isAnswered(2);
        says(3, "Could you tell me the number of the invoice?");
        Wait.until("a person is called", this::status, "needs_human"::equals);
        assertEquals(2, shop.count("SELECT count(*) FROM messages WHERE author = 'agent'"));
    }

    @Test
    void whoWritesBrieflyIsAnsweredEachTime() throws Exception {
        List<String> texts =
                List.of("And in blue?", "How much is it?", "When is it here?", "And a cable?");
        for (int i = 1; i <= texts.size(); i++) {
            says(i, texts.get(i - 1));
            isAnswered(i);
        }
    }
}
