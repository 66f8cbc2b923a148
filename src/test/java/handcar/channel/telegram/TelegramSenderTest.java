package handcar.channel.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.MessageSender.Verified;
import handcar.channel.Outbound;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.json.JsonView;
import handcar.net.AddressGuard;
import handcar.net.CallMetrics;
import handcar.net.HttpClient;
import handcar.net.HttpClientSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Writing as the bot.
final class TelegramSenderTest {
    private final FakeServer telegram =
            new FakeServer(
                    FakeReply.json(
                            200,
                            Map.of("ok", true, "result", Map.of("message_id", 77, "text", "x"))));
    private final HttpClient httpClient =
            new HttpClient(
                    HttpClientSettings.defaults(), AddressGuard.publicOnly(), CallMetrics.none());

    @AfterEach
    void close() {
        httpClient.close();
        telegram.close();
    }

    private ChannelAccount account(String... secrets) {
        return TelegramFixture.account(
                Map.of(ChannelAccount.BASE_URL, telegram.baseUrl()), secrets);
    }

    private TelegramSender channel(Optional<String> publicUrl) {
        return new TelegramSender(TelegramProvider.BASE_URL, httpClient, publicUrl);
    }

    private SendResult send(String text) {
        return send("1111111", Map.of(), text);
    }

    private SendResult send(String thread, Map<String, Object> address, String text) {
        return channel(Optional.empty())
                .send(
                        new OutboundPart(
                                UUID.randomUUID(),
                                "4839574812",
                                thread,
                                new JsonView(address),
                                new Outbound.Text(text),
                                1,
                                1,
                                Optional.empty()),
                        account(TelegramFixture.SECRET));
    }

    private static FakeReply failed(int status, String description) {
        return FakeReply.json(
                status, Map.of("ok", false, "error_code", status, "description", description));
    }

    @Test
    void aChatInAPersonsOwnAccountIsAnsweredThroughItsConnection() {
        assertEquals(
                new SendResult.Sent("business:1111111:77"),
                send("business:1111111", Map.of("business_connection_id", "bc-1"), "Hi"));
        var fields = telegram.requests().getFirst().json().fields();
        assertEquals("1111111", fields.get("chat_id"));
        assertEquals("bc-1", fields.get("business_connection_id"));
    }

    @Test
    void aMessageIsSentAsHtml() {
        assertEquals(new SendResult.Sent("1111111:77"), send("<b>Hello</b> &amp; welcome"));
        assertEquals(
                "/bot" + TelegramFixture.TOKEN + "/sendMessage", telegram.lastRequest().path());
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
        assertEquals(new SendResult.Sent("1111111:77"), send("<b>1 &lt; 2</b> &amp;amp;"));
        assertEquals(2, telegram.requests().size());
        assertEquals("1 < 2 &amp;", telegram.lastRequest().json().text("text").orElseThrow());
        assertFalse(telegram.lastRequest().json().at("parse_mode").isPresent());
    }

    @Test
    void aCustomerWhoBlockedTheBotIsRefused() {
        telegram.then(failed(403, "Forbidden: bot was blocked by the user"));
        SendResult.Refused refused = assertInstanceOf(SendResult.Refused.class, send("hi"));
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
            assertInstanceOf(SendResult.Refused.class, send("hi"));
        }
        assertEquals(5, telegram.requests().size());
    }

    @Test
    void tooManyMessagesAreSentLater() {
        telegram.then(
                FakeReply.json(
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
        SendResult.TryLater later = assertInstanceOf(SendResult.TryLater.class, send("hi"));
        assertEquals(Optional.of(Duration.ofSeconds(31)), later.after());
    }

    @Test
    void whatMayHaveArrivedIsNotSentAgain() {
        telegram.then(
                FakeReply.hangUp(),
                failed(502, "Bad Gateway"),
                FakeReply.text(504, "text/html", "<html>"),
                FakeReply.json(200, Map.of("ok", true)),
                FakeReply.text(200, "text/html", "<html>"));
        for (int i = 0; i < 5; i++) {
            assertInstanceOf(SendResult.Unknown.class, send("hi"));
        }
        assertEquals(5, telegram.requests().size());
    }

    @Test
    void nobodyListeningIsTriedLater() {
        telegram.stopListening();
        assertInstanceOf(SendResult.TryLater.class, send("hi"));
    }

    @Test
    void theTokenIsVerifiedAndTheWebhookSet() {
        telegram.then(
                me(),
                FakeReply.json(200, Map.of("ok", true, "result", true)),
                FakeReply.json(
                        200,
                        Map.of(
                                "ok",
                                true,
                                "result",
                                Map.of("url", "x", "pending_update_count", 0))));
        assertEquals(
                new Verified(
                        true, "@shop_bot delivers to https://handcar.example/webhooks/telegram"),
                channel(Optional.of("https://handcar.example"))
                        .verify(account(TelegramFixture.SECRET)));
        assertEquals(
                Map.of(
                        "url",
                        "https://handcar.example/webhooks/telegram",
                        "secret_token",
                        TelegramFixture.SECRET,
                        "allowed_updates",
                        TelegramWebhook.READ),
                telegram.requests().get(1).json().fields());
    }

    @Test
    void whatIsWrongWithTheBotIsTold() {
        telegram.then(failed(401, "Unauthorized"));
        assertFalse(channel(Optional.empty()).verify(account(TelegramFixture.SECRET)).ok());
        telegram.then(me());
        assertTrue(
                channel(Optional.empty())
                        .verify(account(TelegramFixture.SECRET))
                        .detail()
                        .contains("BACKEND_URL"));
        telegram.then(me());
        assertFalse(
                channel(Optional.of("https://handcar.example"))
                        .verify(account("white space"))
                        .ok());
        telegram.then(me(), failed(400, "Bad Request: bad webhook: HTTPS url must be provided"));
        assertFalse(
                channel(Optional.of("https://handcar.example"))
                        .verify(account(TelegramFixture.SECRET))
                        .ok());
        telegram.stopListening();
        assertFalse(channel(Optional.empty()).verify(account(TelegramFixture.SECRET)).ok());
    }

    private static FakeReply me() {
        return FakeReply.json(
                200,
                Map.of(
                        "ok",
                        true,
                        "result",
                        Map.of("id", 4839574812L, "is_bot", true, "username", "shop_bot")));
    }
}
