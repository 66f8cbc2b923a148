package handcar.channel.dialog360;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.MessageSender.Verified;
import handcar.channel.Outbound;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.SendResult.Refused;
import handcar.channel.SendResult.Sent;
import handcar.channel.SendResult.TryLater;
import handcar.channel.meta.MetaFixture;
import handcar.channel.meta.TestHttpClient;
import handcar.channel.whatsapp.WhatsAppFixture;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.json.JsonView;
import handcar.net.HttpClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class Dialog360SenderTest {
    private static final UUID ID = UUID.randomUUID();
    private static final FakeReply ACCEPTED =
            FakeReply.json(200, Map.of("messages", List.of(Map.of("id", "wamid.OUT"))));

    private final FakeServer hub = new FakeServer(ACCEPTED);
    private final HttpClient httpClient = TestHttpClient.open();
    private final Dialog360Sender channel = new Dialog360Sender(hub.baseUrl(), httpClient);

    @AfterEach
    void close() {
        httpClient.close();
        hub.close();
    }

    private SendResult send(FakeReply reply) {
        hub.usual(reply);
        return channel.send(
                new OutboundPart(
                        ID,
                        WhatsAppFixture.NUMBER,
                        WhatsAppFixture.CUSTOMER,
                        new JsonView(Map.of("to", WhatsAppFixture.CUSTOMER)),
                        new Outbound.Text("hello"),
                        1,
                        1,
                        Optional.empty()),
                Dialog360Fixture.account());
    }

    private static FakeReply error(int status, int code) {
        return FakeReply.json(status, Map.of("error", Map.of("code", code, "message", "no")));
    }

    @Test
    void aTextGoesOutInTheCloudApisShapeUnderTheNumbersKey() {
        assertEquals(new Sent("wamid.OUT"), send(ACCEPTED));
        assertEquals("/messages", hub.lastRequest().path());
        assertEquals("d360-key", hub.lastRequest().header("d360-api-key"));
        JsonView body = hub.lastRequest().json();
        assertEquals(Optional.of(WhatsAppFixture.CUSTOMER), body.text("to"));
        assertEquals(Optional.of("hello"), body.at("text").text("body"));
        assertEquals(Optional.of(ID.toString()), body.text("biz_opaque_callback_data"));
    }

    @Test
    void tooManyRequestsAndServerErrorsAreTriedLater() {
        assertEquals(
                new TryLater("answered with status 429", Optional.of(Duration.ofSeconds(3))),
                send(FakeReply.json(429, Map.of("Retry-After", "3"), Map.of())));
        assertInstanceOf(TryLater.class, send(FakeReply.text(500, "text/html", "oh")));
        assertInstanceOf(TryLater.class, send(error(400, 130429)));
    }

    @Test
    void whatCannotBecomeBetterIsRefused() {
        Map<String, Object> invalidKey =
                Map.of(
                        "meta",
                        Map.of(
                                "success",
                                false,
                                "http_code",
                                401,
                                "developer_message",
                                "Invalid api key"));
        assertEquals(
                new Refused("answered with status 401"), send(FakeReply.json(401, invalidKey)));
        assertInstanceOf(Refused.class, send(error(400, 131047)));
    }

    @Test
    void whatBreaksOffAfterTheRequestIsUnknownAndNotRepeated() {
        assertInstanceOf(SendResult.Unknown.class, send(FakeReply.hangUp()));
        assertInstanceOf(
                SendResult.Unknown.class, send(FakeReply.text(200, "text/html", "<html>")));
        assertEquals(2, hub.requests().size());
    }

    @Test
    void verifyingTellsWhereWebhooksGo() {
        hub.usual(
                FakeReply.json(
                        200, Map.of("url", "https://handcar.example/webhooks/360dialog?x=1")));
        assertEquals(
                new Verified(
                        true,
                        "The key is accepted; webhooks go to"
                                + " https://handcar.example/webhooks/360dialog"),
                channel.verify(Dialog360Fixture.account()));
        assertEquals("/v1/configs/webhook", hub.lastRequest().path());
        hub.usual(FakeReply.json(401, Map.of()));
        assertFalse(channel.verify(Dialog360Fixture.account()).ok());
    }

    @Test
    void theBodyIsReadLikeTheCloudApis() {
        List<InboundEvent> news =
                new Dialog360Webhook()
                        .read(
                                MetaFixture.posted(WhatsAppFixture.text("hello"), Map.of()),
                                Dialog360Fixture.account());
        assertEquals("hello", ((InboundEvent.CustomerMessage) news.getFirst()).text());
    }
}
