package handcar.channel.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.channel.Account;
import handcar.channel.Channel.Verified;
import handcar.channel.Part;
import handcar.channel.Sending;
import handcar.fakes.FakeServer;
import handcar.fakes.Reply;
import handcar.json.JsonView;
import handcar.net.CallMeter;
import handcar.net.Guard;
import handcar.net.NetSettings;
import handcar.net.Outgoing;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Writing as the bot.
final class TelegramOutTest {
    private final FakeServer telegram =
            new FakeServer(
                    Reply.json(
                            200,
                            Map.of("ok", true, "result", Map.of("message_id", 77, "text", "x"))));
    private final Outgoing outgoing =
            new Outgoing(NetSettings.defaults(), Guard.publicOnly(), CallMeter.none());

    @AfterEach
    void close() {
        outgoing.close();
        telegram.close();
    }

    private Account account(String... secrets) {
        return Chat.account(Map.of(Account.BASE_URL, telegram.baseUrl()), secrets);
    }

    private TelegramChannel channel(Optional<String> publicUrl) {
        return new TelegramChannel(outgoing, publicUrl);
    }

    private Sending send(String text) {
        return channel(Optional.empty())
                .send(
                        new Part(
                                UUID.randomUUID(),
                                "4839574812",
                                "1111111",
                                new JsonView(Map.of()),
                                text,
                                1,
                                1,
                                Optional.empty()),
                        account(Chat.SECRET));
    }

    private static Reply failed(int status, String description) {
        return Reply.json(
                status, Map.of("ok", false, "error_code", status, "description", description));
    }

    @Test
    void aMessageIsSentAsHtml() {
        assertEquals(new Sending.Sent("1111111:77"), send("<b>Hello</b> &amp; welcome"));
        assertEquals("/bot" + Chat.TOKEN + "/sendMessage", telegram.lastRequest().path());
        assertEquals(
                Map.of(
                        "chat_id",
                        "1111111",
                        "text",
                        "<b>Hello</b> &amp; welcome",
                        "parse_mode",
                        "HTML",
                        "link_preview_options",
                        Map.of("is_disabled", true)),
                telegram.lastRequest().json().fields());
    }

    @Test
    void whatTelegramCannotReadIsSentWithoutMarks() {
        telegram.then(failed(400, "Bad Request: can't parse entities: Unsupported start tag"));
        assertEquals(new Sending.Sent("1111111:77"), send("<b>1 &lt; 2</b> &amp;amp;"));
        assertEquals(2, telegram.requests().size());
        assertEquals("1 < 2 &amp;", telegram.lastRequest().json().text("text").orElseThrow());
        assertFalse(telegram.lastRequest().json().at("parse_mode").isPresent());
    }

    @Test
    void aCustomerWhoBlockedTheBotIsRefused() {
        telegram.then(failed(403, "Forbidden: bot was blocked by the user"));
        Sending.Refused refused = assertInstanceOf(Sending.Refused.class, send("hi"));
        assertTrue(refused.reason().contains("does not want messages"), refused.reason());
    }

    @Test
    void whatWillNeverWorkIsRefused() {
        telegram.then(
                failed(400, "Bad Request: chat not found"),
                failed(400, "Bad Request: message is too long"),
                failed(401, "Unauthorized"),
                failed(404, "Not Found"),
                failed(409, "Conflict"));
        for (int i = 0; i < 5; i++) {
            assertInstanceOf(Sending.Refused.class, send("hi"));
        }
        assertEquals(5, telegram.requests().size());
    }

    @Test
    void tooManyMessagesAreSentLater() {
        telegram.then(
                Reply.json(
                        429,
                        Map.of(
                                "ok",
                                false,
                                "error_code",
                                429,
                                "description",
                                "Too Many Requests: retry after 31",
                                "parameters",
                                Map.of("retry_after", 31))));
        Sending.TryLater later = assertInstanceOf(Sending.TryLater.class, send("hi"));
        assertEquals(Optional.of(Duration.ofSeconds(31)), later.after());
    }

    @Test
    void whatMayHaveArrivedIsNotSentAgain() {
        telegram.then(
                Reply.hangUp(),
                failed(502, "Bad Gateway"),
                Reply.text(504, "text/html", "<html>"),
                Reply.json(200, Map.of("ok", true)),
                Reply.text(200, "text/html", "<html>"));
        for (int i = 0; i < 5; i++) {
            assertInstanceOf(Sending.Unknown.class, send("hi"));
        }
        assertEquals(5, telegram.requests().size());
    }

    @Test
    void nobodyListeningIsTriedLater() {
        telegram.close();
        assertInstanceOf(Sending.TryLater.class, send("hi"));
    }

    @Test
    void theTokenIsVerifiedAndTheWebhookSet() {
        telegram.then(
                me(),
                Reply.json(200, Map.of("ok", true, "result", true)),
                Reply.json(
                        200,
                        Map.of(
                                "ok",
                                true,
                                "result",
                                Map.of("url", "x", "pending_update_count", 0))));
        assertEquals(
                new Verified(
                        true, "@shop_bot delivers to https://handcar.example/webhooks/telegram"),
                channel(Optional.of("https://handcar.example")).verify(account(Chat.SECRET)));
        assertEquals(
                Map.of(
                        "url",
                        "https://handcar.example/webhooks/telegram",
                        "secret_token",
                        Chat.SECRET,
                        "allowed_updates",
                        List.of("message", "edited_message")),
                telegram.requests().get(1).json().fields());
    }

    @Test
    void whatIsWrongWithTheBotIsTold() {
        telegram.then(failed(401, "Unauthorized"));
        assertFalse(channel(Optional.empty()).verify(account(Chat.SECRET)).ok());
        telegram.then(me());
        assertTrue(
                channel(Optional.empty())
                        .verify(account(Chat.SECRET))
                        .detail()
                        .contains("BACKEND_URL"));
        telegram.then(me());
        assertFalse(
                channel(Optional.of("https://handcar.example"))
                        .verify(account("white space"))
                        .ok());
        telegram.then(me(), failed(400, "Bad Request: bad webhook: HTTPS url must be provided"));
        assertFalse(
                channel(Optional.of("https://handcar.example")).verify(account(Chat.SECRET)).ok());
        telegram.close();
        assertFalse(channel(Optional.empty()).verify(account(Chat.SECRET)).ok());
    }

    private static Reply me() {
        return Reply.json(
                200,
                Map.of(
                        "ok",
                        true,
                        "result",
                        Map.of("id", 4839574812L, "is_bot", true, "username", "shop_bot")));
    }
}
