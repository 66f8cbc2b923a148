package handcar.channel.instagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import module java.base;

import handcar.channel.ChannelCapabilities;
import handcar.channel.MessageSender.Verified;
import handcar.channel.Outbound;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.SendResult.Refused;
import handcar.channel.SendResult.Sent;
import handcar.channel.SendResult.TryLater;
import handcar.channel.meta.TestHttpClient;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.net.HttpClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class InstagramSenderTest {
    private static final FakeReply ACCEPTED =
            FakeReply.json(
                    200,
                    Map.of("recipient_id", InstagramFixture.CUSTOMER, "message_id", "mid.OUT"));

    private final FakeServer graph = new FakeServer(ACCEPTED);
    private final HttpClient httpClient = TestHttpClient.open();
    private final InstagramSender channel =
            new InstagramSender(graph.baseUrl() + "/v23.0", httpClient);

    @AfterEach
    void close() {
        httpClient.close();
        graph.close();
    }

    private SendResult send(FakeReply reply) {
        graph.usual(reply);
        return channel.send(
                new OutboundPart(
                        UUID.randomUUID(),
                        InstagramFixture.OURS,
                        InstagramFixture.CUSTOMER,
                        new JsonView(Map.of()),
                        new Outbound.Text("hello"),
                        1,
                        1,
                        Optional.empty()),
                InstagramFixture.account());
    }

    private static FakeReply error(int status, int code, int subcode) {
        return FakeReply.json(
                status,
                Map.of(
                        "error",
                        Map.of(
                                "message",
                                "Something",
                                "type",
                                "IGApiException",
                                "code",
                                code,
                                "error_subcode",
                                subcode)));
    }

    @Test
    void aTextGoesOutToTheCustomer() {
        assertEquals(new Sent("mid.OUT"), send(ACCEPTED));
        assertEquals("/v23.0/" + InstagramFixture.OURS + "/messages", graph.lastRequest().path());
        assertEquals("Bearer IGAA", graph.lastRequest().header("authorization"));
        assertEquals(
                Map.of(
                        "recipient", Map.of("id", InstagramFixture.CUSTOMER),
                        "message", Map.of("text", "hello")),
                Json.object(graph.lastRequest().body()));
    }

    @Test
    void aMessageHoldsAThousandBytes() {
        ChannelCapabilities capabilities =
                new InstagramProvider().capabilities(new JsonView(Map.of()));
        assertEquals(1_000, capabilities.limit());
        assertEquals(ChannelCapabilities.Unit.UTF8_BYTES, capabilities.unit());
        assertEquals(Optional.of(Duration.ofHours(24)), capabilities.window());
    }

    @Test
    void tooManyRequestsAndServerErrorsAreTriedLater() {
        assertEquals(
                new TryLater("answered with status 429", Optional.of(Duration.ofSeconds(9))),
                send(FakeReply.json(429, Map.of("Retry-After", "9"), Map.of())));
        assertInstanceOf(TryLater.class, send(FakeReply.text(500, "text/html", "oh")));
        for (int code : new int[] {2, 4, 613, 1200, 80_002}) {
            assertInstanceOf(TryLater.class, send(error(400, code, 0)));
        }
        assertInstanceOf(
                TryLater.class,
                send(
                        FakeReply.json(
                                400, Map.of("error", Map.of("code", 77, "is_transient", true)))));
    }

    @Test
    void theDayTheTokenAndTheUnreachableAreRefused() {
        assertEquals(
                new Refused(
                        "The customer's last message is more than 24 hours old; Instagram delivers"
                                + " nothing now (2534022)."),
                send(error(400, 10, 2534022)));
        assertInstanceOf(Refused.class, send(error(500, 10, 2018278)));
        assertInstanceOf(Refused.class, send(error(400, 100, 2534014)));
        assertInstanceOf(Refused.class, send(error(400, 551, 1545041)));
        assertInstanceOf(Refused.class, send(error(401, 190, 463)));
        assertInstanceOf(Refused.class, send(error(403, 200, 0)));
    }

    @Test
    void whatBreaksOffAfterTheRequestIsUnknownAndNotRepeated() {
        assertInstanceOf(SendResult.Unknown.class, send(FakeReply.hangUp()));
        assertInstanceOf(SendResult.Unknown.class, send(FakeReply.json(200, Map.of())));
        assertInstanceOf(
                SendResult.Unknown.class, send(FakeReply.text(200, "application/json", "{\"m")));
        assertEquals(3, graph.requests().size());
    }

    @Test
    void whatNeverWentOutIsTriedLater() {
        graph.stopListening();
        assertInstanceOf(TryLater.class, send(ACCEPTED));
    }

    @Test
    void verifyingTellsTheAccountsName() {
        graph.usual(
                FakeReply.json(200, Map.of("username", "luckyshrub", "id", InstagramFixture.OURS)));
        assertEquals(new Verified(true, "@luckyshrub"), channel.verify(InstagramFixture.account()));
        graph.usual(error(400, 190, 463));
        assertEquals(
                new Verified(false, "Something (190/463)"),
                channel.verify(InstagramFixture.account()));
    }
}
