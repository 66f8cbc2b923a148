package handcar.channel.chatwoot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.ChannelCapabilities;
import handcar.channel.MessageSender.Verified;
import handcar.channel.Outbound;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.SendResult.Refused;
import handcar.channel.SendResult.Sent;
import handcar.channel.SendResult.TryLater;
import handcar.channel.chatwoot.ChatwootSender.Status;
import handcar.channel.meta.TestHttpClient;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.net.HttpClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChatwootSenderTest {
    private static final UUID ID = UUID.randomUUID();
    private static final FakeReply ACCEPTED =
            FakeReply.json(200, Map.of("id", 816, "content", "hello", "message_type", 1));

    private final FakeServer woot = new FakeServer(ACCEPTED);
    private final HttpClient httpClient = TestHttpClient.open();
    private final ChatwootSender channel = new ChatwootSender(httpClient);
    private final ChannelAccount account = ChatwootFixture.account(woot.baseUrl() + "/");

    @AfterEach
    void close() {
        httpClient.close();
        woot.close();
    }

    private static OutboundPart part(String thread) {
        return new OutboundPart(
                ID,
                "3",
                thread,
                new JsonView(Map.of()),
                new Outbound.Text("hello"),
                1,
                1,
                Optional.empty());
    }

    private SendResult send(FakeReply reply) {
        woot.usual(reply);
        return channel.send(part("42"), account);
    }

    private int limit(String channelType, ChannelCapabilities.Unit unit, Map<String, Object> more) {
        Map<String, Object> address = new java.util.HashMap<>(more);
        address.put("channel", channelType);
        ChannelCapabilities capabilities =
                new ChatwootProvider().capabilities(new JsonView(address));
        assertEquals(unit, capabilities.unit());
        return capabilities.limit();
    }

    @Test
    void aTextIsWrittenInTheConversationUnderOurOwnNameForIt() {
        assertEquals(new Sent("816"), send(ACCEPTED));
        assertEquals("/api/v1/accounts/3/conversations/42/messages", woot.lastRequest().path());
        assertEquals("token-7", woot.lastRequest().header("api_access_token"));
        assertEquals(
                Map.of(
                        "content",
                        "hello",
                        "message_type",
                        "outgoing",
                        "private",
                        false,
                        "content_attributes",
                        Map.of("handcar_delivery", ID.toString())),
                Json.object(woot.lastRequest().body()));
    }

    @Test
    void everyInboxHasItsOwnLimit() {
        ChannelCapabilities.Unit units = ChannelCapabilities.Unit.UTF16_UNITS;
        assertEquals(10_000, limit("Channel::WebWidget", units, Map.of()));
        assertEquals(10_000, limit("Channel::Api", units, Map.of()));
        assertEquals(2_000, limit("Channel::FacebookPage", units, Map.of()));
        assertEquals(
                1_000, limit("Channel::Instagram", ChannelCapabilities.Unit.UTF8_BYTES, Map.of()));
        assertEquals(1_600, limit("Channel::TwilioSms", units, Map.of()));
        assertEquals(1_600, limit("Channel::Whatsapp", units, Map.of()));
        assertEquals(
                4_096, limit("Channel::Whatsapp", units, Map.of("provider", "whatsapp_cloud")));
        assertEquals(4_096, limit("Channel::Telegram", units, Map.of()));
    }

    @Test
    void tooManyRequestsAndServerErrorsAreTriedLater() {
        assertEquals(
                new TryLater("answered with status 429", Optional.of(Duration.ofSeconds(30))),
                send(FakeReply.json(429, Map.of("Retry-After", "30"), Map.of())));
        assertInstanceOf(TryLater.class, send(FakeReply.text(500, "text/html", "<h1>sorry</h1>")));
        assertInstanceOf(TryLater.class, send(FakeReply.text(502, "text/html", "bad gateway")));
    }

    @Test
    void whatCannotBecomeBetterIsRefused() {
        assertEquals(
                new Refused("Invalid Access Token (answered with status 401)"),
                send(FakeReply.json(401, Map.of("error", "Invalid Access Token"))));
        assertInstanceOf(Refused.class, send(FakeReply.json(404, Map.of("error", "not found"))));
        assertInstanceOf(Refused.class, send(FakeReply.json(422, Map.of("message", "too long"))));
        assertInstanceOf(Refused.class, channel.send(part("../1"), account));
        assertInstanceOf(
                Refused.class,
                channel.send(part("42"), ChatwootFixture.account(Map.of(), Map.of())));
    }

    @Test
    void whatBreaksOffAfterTheRequestIsUnknownAndNotRepeated() {
        assertInstanceOf(SendResult.Unknown.class, send(FakeReply.hangUp()));
        assertInstanceOf(
                SendResult.Unknown.class, send(FakeReply.text(200, "text/html", "<html>")));
        assertEquals(2, woot.requests().size());
    }

    @Test
    void aConversationIsShownAsOpenWhenItNeedsAPerson() {
        woot.usual(
                FakeReply.json(200, Map.of("meta", Map.of(), "payload", Map.of("success", true))));
        assertInstanceOf(Sent.class, channel.setStatus("3", "42", Status.OPEN, account));
        assertEquals(
                "/api/v1/accounts/3/conversations/42/toggle_status", woot.lastRequest().path());
        assertEquals(Map.of("status", "open"), Json.object(woot.lastRequest().body()));
    }

    @Test
    void verifyingAUsersTokenTellsTheirName() {
        woot.usual(FakeReply.json(200, Map.of("id", 1, "name", "Handcar")));
        assertEquals(new Verified(true, "Handcar"), channel.verify(account));
        assertEquals("/api/v1/profile", woot.lastRequest().path());
        woot.usual(FakeReply.text(200, "text/html", "<html>"));
        assertFalse(channel.verify(account).ok());
    }

    @Test
    void verifyingABotsTokenTriesItOnNobody() {
        woot.then(FakeReply.json(401, Map.of()), FakeReply.json(404, Map.of("error", "not found")));
        assertEquals(
                new Verified(true, "The agent bot's token is accepted."), channel.verify(account));
        assertEquals(
                List.of(
                        "/api/v1/profile",
                        "/api/v1/accounts/3/conversations/0/toggle_typing_status"),
                woot.requests().stream().map(request -> request.path()).toList());
        woot.usual(FakeReply.json(401, Map.of("error", "Invalid Access Token")));
        assertFalse(channel.verify(account).ok());
    }
}
