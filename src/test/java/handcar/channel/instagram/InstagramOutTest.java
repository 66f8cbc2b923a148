package handcar.channel.instagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import handcar.channel.Channel.Verified;
import handcar.channel.Part;
import handcar.channel.Sending;
import handcar.channel.Sending.Refused;
import handcar.channel.Sending.Sent;
import handcar.channel.Sending.TryLater;
import handcar.channel.Shape;
import handcar.channel.meta.TestOutgoing;
import handcar.fakes.FakeServer;
import handcar.fakes.Reply;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.net.Outgoing;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

final class InstagramOutTest {
    private static final Reply ACCEPTED =
            Reply.json(200, Map.of("recipient_id", Direct.CUSTOMER, "message_id", "mid.OUT"));

    private final FakeServer graph = new FakeServer(ACCEPTED);
    private final Outgoing outgoing = TestOutgoing.open();
    private final InstagramChannel channel =
            new InstagramChannel(graph.baseUrl() + "/v23.0", outgoing);

    @AfterEach
    void close() {
        outgoing.close();
        graph.close();
    }

    private Sending send(Reply reply) {
        graph.usual(reply);
        return channel.send(
                new Part(
                        UUID.randomUUID(),
                        Direct.OURS,
                        Direct.CUSTOMER,
                        new JsonView(Map.of()),
                        "hello",
                        1,
                        1,
                        Optional.empty()),
                Direct.account());
    }

    private static Reply error(int status, int code, int subcode) {
        return Reply.json(
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
        assertEquals("/v23.0/" + Direct.OURS + "/messages", graph.lastRequest().path());
        assertEquals("Bearer IGAA", graph.lastRequest().header("authorization"));
        assertEquals(
                Map.of(
                        "recipient", Map.of("id", Direct.CUSTOMER),
                        "message", Map.of("text", "hello")),
                Json.object(graph.lastRequest().body()));
    }

    @Test
    void aMessageHoldsAThousandBytes() {
        Shape shape = channel.shape(new JsonView(Map.of()));
        assertEquals(1_000, shape.limit());
        assertEquals(Shape.Unit.UTF8_BYTES, shape.unit());
        assertEquals(Optional.of(Duration.ofHours(24)), shape.window());
    }

    @Test
    void tooManyRequestsAndServerErrorsAreTriedLater() {
        assertEquals(
                new TryLater("answered with status 429", Optional.of(Duration.ofSeconds(9))),
                send(Reply.json(429, Map.of("Retry-After", "9"), Map.of())));
        assertInstanceOf(TryLater.class, send(Reply.text(500, "text/html", "oh")));
        for (int code : new int[] {2, 4, 613, 1200, 80_002}) {
            assertInstanceOf(TryLater.class, send(error(400, code, 0)));
        }
        assertInstanceOf(
                TryLater.class,
                send(Reply.json(400, Map.of("error", Map.of("code", 77, "is_transient", true)))));
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
        assertInstanceOf(Sending.Unknown.class, send(Reply.hangUp()));
        assertInstanceOf(Sending.Unknown.class, send(Reply.json(200, Map.of())));
        assertInstanceOf(Sending.Unknown.class, send(Reply.text(200, "application/json", "{\"m")));
        assertEquals(3, graph.requests().size());
    }

    @Test
    void whatNeverWentOutIsTriedLater() {
        graph.close();
        assertInstanceOf(TryLater.class, send(ACCEPTED));
    }

    @Test
    void verifyingTellsTheAccountsName() {
        graph.usual(Reply.json(200, Map.of("username", "luckyshrub", "id", Direct.OURS)));
        assertEquals(new Verified(true, "@luckyshrub"), channel.verify(Direct.account()));
        graph.usual(error(400, 190, 463));
        assertEquals(new Verified(false, "Something (190/463)"), channel.verify(Direct.account()));
    }
}
