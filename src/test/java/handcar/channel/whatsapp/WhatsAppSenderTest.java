package handcar.channel.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.MessageSender.Verified;
import handcar.channel.Outbound;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.SendResult.Refused;
import handcar.channel.SendResult.Sent;
import handcar.channel.SendResult.TryLater;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.net.AddressGuard;
import handcar.net.CallMetrics;
import handcar.net.HttpClient;
import handcar.net.HttpClientSettings;
import handcar.net.HttpClientSettings.BreakerRule;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Sending to a stand-in of the Graph API on a real socket.
final class WhatsAppSenderTest {
    private static final UUID ID = UUID.randomUUID();
    private static final FakeReply ACCEPTED =
            FakeReply.json(
                    200,
                    Map.of(
                            "messaging_product",
                            "whatsapp",
                            "contacts",
                            List.of(
                                    Map.of(
                                            "input",
                                            WhatsAppFixture.CUSTOMER,
                                            "wa_id",
                                            WhatsAppFixture.CUSTOMER)),
                            "messages",
                            List.of(Map.of("id", "wamid.OUT"))));

    private final FakeServer graph = new FakeServer(ACCEPTED);
    private final HttpClient httpClient =
            new HttpClient(
                    HttpClientSettings.defaults()
                            .with(new BreakerRule(1000, Duration.ofSeconds(1))),
                    AddressGuard.publicOnly(),
                    CallMetrics.none());
    private final WhatsAppSender channel =
            new WhatsAppSender(graph.baseUrl() + "/v23.0", httpClient);

    @AfterEach
    void close() {
        httpClient.close();
        graph.close();
    }

    private static OutboundPart part(String thread, Map<String, Object> address, String text) {
        return new OutboundPart(
                ID,
                WhatsAppFixture.NUMBER,
                thread,
                new JsonView(address),
                new Outbound.Text(text),
                1,
                1,
                Optional.empty());
    }

    private SendResult send(FakeReply reply) {
        graph.usual(reply);
        return channel.send(
                part(WhatsAppFixture.CUSTOMER, Map.of("to", WhatsAppFixture.CUSTOMER), "hello"),
                WhatsAppFixture.account());
    }

    private static FakeReply error(int status, int code, String message) {
        return FakeReply.json(
                status,
                Map.of(
                        "error",
                        Map.of(
                                "message",
                                message,
                                "type",
                                "OAuthException",
                                "code",
                                code,
                                "fbtrace_id",
                                "Az8or2yhqkZfEZ-_4Qn_Bam")));
    }

    @Test
    void aTextGoesOutUnderOurOwnNameForIt() {
        assertEquals(new Sent("wamid.OUT"), send(ACCEPTED));
        var request = graph.lastRequest();
        assertEquals("POST", request.method());
        assertEquals("/v23.0/" + WhatsAppFixture.NUMBER + "/messages", request.path());
        assertEquals("Bearer EAAJB", request.header("authorization"));
        assertEquals(
                Map.of(
                        "messaging_product",
                        "whatsapp",
                        "recipient_type",
                        "individual",
                        "to",
                        WhatsAppFixture.CUSTOMER,
                        "type",
                        "text",
                        "text",
                        Map.of("body", "hello", "preview_url", false),
                        "biz_opaque_callback_data",
                        ID.toString()),
                Json.object(request.body()));
    }

    @Test
    void aCustomerWithoutANumberIsTheRecipient() {
        channel.send(
                part(
                        WhatsAppFixture.USER_ID,
                        Map.of("recipient", WhatsAppFixture.USER_ID),
                        "hello"),
                WhatsAppFixture.account());
        Map<String, Object> body = Json.object(graph.lastRequest().body());
        assertEquals(WhatsAppFixture.USER_ID, body.get("recipient"));
        assertEquals(null, body.get("to"));
    }

    @Test
    void aThreadWithoutAnAddressIsReadFromItsName() {
        channel.send(part(WhatsAppFixture.CUSTOMER, Map.of(), "hello"), WhatsAppFixture.account());
        assertEquals(WhatsAppFixture.CUSTOMER, Json.object(graph.lastRequest().body()).get("to"));
        channel.send(part(WhatsAppFixture.USER_ID, Map.of(), "hello"), WhatsAppFixture.account());
        assertEquals(
                WhatsAppFixture.USER_ID, Json.object(graph.lastRequest().body()).get("recipient"));
    }

    @Test
    void aLinkHasNoPreview() {
        channel.send(
                part(WhatsAppFixture.CUSTOMER, Map.of(), "see https://shop.example/returns"),
                WhatsAppFixture.account());
        JsonView body = new JsonView(Json.object(graph.lastRequest().body()));
        assertFalse(body.at("text").isTrue("preview_url"));
    }

    @Test
    void tooManyRequestsAndServerErrorsAreTriedLater() {
        assertEquals(
                new TryLater("answered with status 429", Optional.of(Duration.ofSeconds(7))),
                send(FakeReply.json(429, Map.of("Retry-After", "7"), Map.of())));
        for (int status : List.of(500, 502, 503)) {
            assertInstanceOf(
                    TryLater.class, send(FakeReply.text(status, "text/html", "<h1>oh</h1>")));
        }
    }

    @Test
    void codesOfRateLimitsAreTriedLaterWhateverTheStatus() {
        for (int code : List.of(130429, 80007, 131016, 4)) {
            assertInstanceOf(TryLater.class, send(error(400, code, "(#" + code + ") wait")));
            assertInstanceOf(TryLater.class, send(error(200, code, "(#" + code + ") wait")));
        }
        assertEquals(
                new TryLater(
                        "(#131056) pair rate limit hit (131056)",
                        Optional.of(Duration.ofSeconds(6))),
                send(error(400, 131056, "(#131056) pair rate limit hit")));
    }

    @Test
    void theDayTheTokenAndTheTemplateAreRefusedWhateverTheStatus() {
        for (int code : List.of(131047, 131026, 131051, 132000, 132015, 190)) {
            for (int status : List.of(200, 400, 401, 500)) {
                Refused refused =
                        assertInstanceOf(
                                Refused.class, send(error(status, code, "(#" + code + ")")));
                assertTrue(refused.reason().contains("" + code), refused.reason());
            }
        }
        assertInstanceOf(Refused.class, send(FakeReply.json(400, Map.of())));
    }

    @Test
    void whatBreaksOffAfterTheRequestIsUnknownAndNotRepeated() {
        assertInstanceOf(SendResult.Unknown.class, send(FakeReply.hangUp()));
        assertEquals(1, graph.requests().size());
        assertInstanceOf(
                SendResult.Unknown.class,
                send(
                        (_, wire) -> {
                            wire.raw("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"mess");
                            wire.cut();
                        }));
        assertEquals(2, graph.requests().size());
    }

    @Test
    void anAnswerWithoutAMessagesNameIsUnknown() {
        assertInstanceOf(
                SendResult.Unknown.class, send(FakeReply.json(200, Map.of("messages", List.of()))));
        assertInstanceOf(
                SendResult.Unknown.class, send(FakeReply.text(200, "text/html", "<html>")));
        assertInstanceOf(
                SendResult.Unknown.class, send(FakeReply.text(200, "application/json", "{\"me")));
    }

    @Test
    void silenceIsUnknownWithinTenSeconds() {
        long started = System.nanoTime();
        assertInstanceOf(SendResult.Unknown.class, send(FakeReply.silence()));
        assertTrue(
                Duration.ofNanos(System.nanoTime() - started).compareTo(SendResult.LONGEST) <= 0);
    }

    @Test
    void whatNeverWentOutIsTriedLater() {
        graph.stopListening();
        assertInstanceOf(TryLater.class, send(ACCEPTED));
    }

    @Test
    void anAccountThatIsNotWholeRefuses() {
        assertInstanceOf(
                Refused.class,
                channel.send(part("1", Map.of(), "hello"), WhatsAppFixture.account(Map.of())));
        OutboundPart astray =
                new OutboundPart(
                        ID,
                        "../me",
                        "1",
                        new JsonView(Map.of()),
                        new Outbound.Text("hello"),
                        1,
                        1,
                        Optional.empty());
        assertInstanceOf(Refused.class, channel.send(astray, WhatsAppFixture.account()));
        assertEquals(List.of(), graph.requests());
    }

    @Test
    void verifyingTellsTheNumber() {
        graph.usual(
                FakeReply.json(
                        200,
                        Map.of(
                                "display_phone_number", "+1 555-078-3881",
                                "verified_name", "Lucky Shrub",
                                "id", WhatsAppFixture.NUMBER)));
        assertEquals(
                new Verified(true, "Lucky Shrub, +1 555-078-3881"),
                channel.verify(WhatsAppFixture.account()));
        assertEquals(
                "/v23.0/" + WhatsAppFixture.NUMBER + "?fields=display_phone_number,verified_name",
                graph.lastRequest().path());
        graph.usual(error(401, 190, "Session has expired"));
        assertEquals(
                new Verified(false, "Session has expired (190)"),
                channel.verify(WhatsAppFixture.account()));
        graph.usual(FakeReply.text(200, "text/html", "hello"));
        assertEquals(false, channel.verify(WhatsAppFixture.account()).ok());
        graph.stopListening();
        assertEquals(false, channel.verify(WhatsAppFixture.account()).ok());
    }
}
