package handcar.channel.telegram;

import static handcar.Caller.ADMIN;
import static handcar.Caller.soon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.Shop;
import handcar.channel.Knock;
import handcar.channel.Post;
import handcar.fakes.FakeServer;
import handcar.fakes.Reply;
import handcar.fakes.Request;
import handcar.json.JsonView;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Optional;

/// A question on Telegram, through a whole server, to its answer.
final class TelegramShopTest {
    private static final FakeServer TELEGRAM =
            new FakeServer(Reply.json(200, Map.of("ok", true, "result", Map.of("message_id", 77))));
    private static final Shop SHOP =
            new Shop(
                    Map.of(
                            "TELEGRAM_BOT_TOKEN",
                            Chat.TOKEN,
                            "TELEGRAM_WEBHOOK_SECRET",
                            Chat.SECRET,
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
        Knock question = Chat.proven(Chat.message("\"text\":\"When do you deliver bicycles?\""));
        for (int i = 0; i < 3; i++) {
            assertEquals(200, Post.knock(SHOP, "/webhooks/telegram", question).statusCode());
        }
        Request sent =
                soon(() -> Post.called(TELEGRAM, "/sendMessage"), Optional::isPresent)
                        .orElseThrow();
        assertEquals(Optional.of("1111111"), sent.json().text("chat_id"));
        assertTrue(sent.json().text("text").orElse("").contains("two days"), sent.text());
        soon(() -> delivery().text("state").orElse(""), "sent"::equals);
        assertEquals(Optional.of("1111111:77"), delivery().text("external_id"));
        assertEquals(1, TELEGRAM.requests().size());
    }

    private static JsonView delivery() {
        return SHOP.caller.get("/api/v1/deliveries", ADMIN).body().at("data").at(0);
    }

    @Test
    void whoDoesNotKnowTheSecretIsNotHeard() throws Exception {
        Knock forged = Chat.knock(Chat.message("\"text\":\"hi\""), Map.of());
        assertEquals(401, Post.knock(SHOP, "/webhooks/telegram", forged).statusCode());
        Knock malformed = Chat.proven("{\"update_id\":");
        assertEquals(400, Post.knock(SHOP, "/webhooks/telegram", malformed).statusCode());
        Knock large = Chat.proven("{\"x\":\"" + "x".repeat(5_300_000) + "\"}");
        assertEquals(413, Post.knock(SHOP, "/webhooks/telegram", large).statusCode());
        assertEquals(404, Post.knock(SHOP, "/webhooks/twilio", forged).statusCode());
    }
}
