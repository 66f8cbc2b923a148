package handcar.channel.evolution;

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

/// Writing as the linked phone.
final class EvolutionSenderTest {
    private final FakeServer server =
            new FakeServer(
                    FakeReply.json(
                            201,
                            Map.of(
                                    "key",
                                    Map.of(
                                            "remoteJid",
                                            "5511999990000@s.whatsapp.net",
                                            "fromMe",
                                            true,
                                            "id",
                                            "BAE594145F4C59B4"),
                                    "status",
                                    "PENDING")));
    private final HttpClient httpClient =
            new HttpClient(
                    HttpClientSettings.defaults(), AddressGuard.publicOnly(), CallMetrics.none());
    private final EvolutionSender channel = new EvolutionSender(httpClient);

    @AfterEach
    void close() {
        httpClient.close();
        server.close();
    }

    private ChannelAccount account() {
        return EvolutionFixture.account(
                Map.of(ChannelAccount.BASE_URL, server.baseUrl() + "/"), EvolutionFixture.SECRET);
    }

    private SendResult send(String instance) {
        return channel.send(
                new OutboundPart(
                        UUID.randomUUID(),
                        instance,
                        "5511999990000",
                        new JsonView(Map.of()),
                        new Outbound.Text("*Hello*"),
                        1,
                        1,
                        Optional.empty()),
                account());
    }

    static FakeReply failed(int status, Object message) {
        return FakeReply.json(
                status,
                Map.of(
                        "status",
                        status,
                        "error",
                        "Bad Request",
                        "response",
                        Map.of("message", message)));
    }

    @Test
    void aMessageIsSent() {
        assertEquals(new SendResult.Sent("BAE594145F4C59B4"), send("shop"));
        assertEquals("/message/sendText/shop", server.lastRequest().path());
        assertEquals(EvolutionFixture.KEY, server.lastRequest().header("apikey"));
        assertEquals(
                Map.of("number", "5511999990000", "text", "*Hello*", "linkPreview", false),
                server.lastRequest().json().fields());
        send("our shop/2");
        assertEquals("/message/sendText/our%20shop%2F2", server.lastRequest().path());
    }

    @Test
    void aNumberThatIsNotOnWhatsAppIsRefused() {
        server.then(
                failed(
                        400,
                        List.of(
                                Map.of(
                                        "jid",
                                        "1@s.whatsapp.net",
                                        "exists",
                                        false,
                                        "number",
                                        "1"))));
        assertEquals(
                new SendResult.Refused("The customer's number is not on WhatsApp."), send("shop"));
    }

    @Test
    void whatWillNeverWorkIsRefused() {
        server.then(
                failed(401, "Unauthorized"),
                failed(404, List.of("The \"shop\" instance does not exist")),
                failed(400, List.of("instance requires property \"text\"")),
                FakeReply.text(403, "text/html", "<html>"));
        for (int i = 0; i < 4; i++) {
            assertInstanceOf(SendResult.Refused.class, send("shop"));
        }
    }

    @Test
    void aPhoneThatIsNotConnectedIsTriedLater() {
        server.then(
                failed(500, "Connection Closed"),
                FakeReply.json(500, Map.of("message", "Error: Connection Closed")),
                failed(429, "Too many"),
                failed(503, "Starting"));
        for (int i = 0; i < 4; i++) {
            assertInstanceOf(SendResult.TryLater.class, send("shop"));
        }
    }

    @Test
    void whatMayHaveArrivedIsNotSentAgain() {
        server.then(
                FakeReply.hangUp(),
                failed(500, "Timed Out"),
                FakeReply.text(502, "text/html", "<html>"),
                FakeReply.json(201, Map.of()),
                FakeReply.text(200, "text/html", "<html>"));
        for (int i = 0; i < 5; i++) {
            assertInstanceOf(SendResult.Unknown.class, send("shop"));
        }
        assertEquals(5, server.requests().size());
    }

    @Test
    void nobodyListeningIsTriedLater() {
        server.stopListening();
        assertInstanceOf(SendResult.TryLater.class, send("shop"));
    }

    @Test
    void theInstanceIsVerified() {
        server.then(state("open"));
        assertEquals(new Verified(true, "shop is connected"), channel.verify(account()));
        assertEquals("/instance/connectionState/shop", server.lastRequest().path());
        server.then(state("connecting"));
        assertTrue(channel.verify(account()).detail().contains("scan its QR code"));
        server.then(failed(404, List.of("does not exist")), failed(401, "Unauthorized"));
        assertTrue(channel.verify(account()).detail().contains("create it"));
        assertFalse(channel.verify(account()).ok());
        server.stopListening();
        assertFalse(channel.verify(account()).ok());
    }

    private static FakeReply state(String state) {
        return FakeReply.json(
                200, Map.of("instance", Map.of("instanceName", "shop", "state", state)));
    }
}
