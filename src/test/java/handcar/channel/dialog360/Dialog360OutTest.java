package handcar.channel.dialog360;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import handcar.channel.Account;
import handcar.channel.Channel.Verified;
import handcar.channel.News;
import handcar.channel.Part;
import handcar.channel.Sending;
import handcar.channel.Sending.Refused;
import handcar.channel.Sending.Sent;
import handcar.channel.Sending.TryLater;
import handcar.channel.meta.Knocks;
import handcar.channel.meta.TestOutgoing;
import handcar.channel.whatsapp.Cloud;
import handcar.config.Config;
import handcar.config.Secret;
import handcar.fakes.FakeServer;
import handcar.fakes.Reply;
import handcar.json.JsonView;
import handcar.net.Outgoing;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

final class Dialog360OutTest {
    private static final UUID ID = UUID.randomUUID();
    private static final Reply ACCEPTED =
            Reply.json(200, Map.of("messages", List.of(Map.of("id", "wamid.OUT"))));

    private final FakeServer hub = new FakeServer(ACCEPTED);
    private final Outgoing outgoing = TestOutgoing.open();
    private final Dialog360Channel channel = new Dialog360Channel(hub.baseUrl(), outgoing);

    @AfterEach
    void close() {
        outgoing.close();
        hub.close();
    }

    private Sending send(Reply reply) {
        hub.usual(reply);
        return channel.send(
                new Part(
                        ID,
                        Cloud.NUMBER,
                        Cloud.CUSTOMER,
                        new JsonView(Map.of("to", Cloud.CUSTOMER)),
                        "hello",
                        1,
                        1,
                        Optional.empty()),
                Hub360.account());
    }

    private static Reply error(int status, int code) {
        return Reply.json(status, Map.of("error", Map.of("code", code, "message", "no")));
    }

    @Test
    void aTextGoesOutInTheCloudApisShapeUnderTheNumbersKey() {
        assertEquals(new Sent("wamid.OUT"), send(ACCEPTED));
        assertEquals("/messages", hub.lastRequest().path());
        assertEquals("d360-key", hub.lastRequest().header("d360-api-key"));
        JsonView body = hub.lastRequest().json();
        assertEquals(Optional.of(Cloud.CUSTOMER), body.text("to"));
        assertEquals(Optional.of("hello"), body.at("text").text("body"));
        assertEquals(Optional.of(ID.toString()), body.text("biz_opaque_callback_data"));
    }

    @Test
    void tooManyRequestsAndServerErrorsAreTriedLater() {
        assertEquals(
                new TryLater("answered with status 429", Optional.of(Duration.ofSeconds(3))),
                send(Reply.json(429, Map.of("Retry-After", "3"), Map.of())));
        assertInstanceOf(TryLater.class, send(Reply.text(500, "text/html", "oh")));
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
        assertEquals(new Refused("answered with status 401"), send(Reply.json(401, invalidKey)));
        assertInstanceOf(Refused.class, send(error(400, 131047)));
    }

    @Test
    void whatBreaksOffAfterTheRequestIsUnknownAndNotRepeated() {
        assertInstanceOf(Sending.Unknown.class, send(Reply.hangUp()));
        assertInstanceOf(Sending.Unknown.class, send(Reply.text(200, "text/html", "<html>")));
        assertEquals(2, hub.requests().size());
    }

    @Test
    void verifyingTellsWhereWebhooksGo() {
        hub.usual(Reply.json(200, Map.of("url", "https://handcar.example/webhooks/360dialog?x=1")));
        assertEquals(
                new Verified(
                        true,
                        "The key is accepted; webhooks go to"
                                + " https://handcar.example/webhooks/360dialog"),
                channel.verify(Hub360.account()));
        assertEquals("/v1/configs/webhook", hub.lastRequest().path());
        hub.usual(Reply.json(401, Map.of()));
        assertFalse(channel.verify(Hub360.account()).ok());
    }

    @Test
    void theBodyIsReadLikeTheCloudApis() {
        List<News> news =
                new Dialog360Webhook()
                        .read(Knocks.posted(Cloud.text("hello"), Map.of()), Hub360.account());
        assertEquals("hello", ((News.Said) news.getFirst()).text());
    }

    @Test
    void theEnvironmentDescribesAnAccountOnceAnythingIsSet() {
        Optional<Secret> none = Optional.empty();
        assertEquals(
                Optional.empty(),
                new Dialog360(new Config.Dialog360(none, none, none, hub.baseUrl()), outgoing)
                        .fromEnvironment());
        Account account =
                new Dialog360(
                                new Config.Dialog360(
                                        Optional.of(new Secret("k")),
                                        Optional.of(new Secret("s")),
                                        Optional.of(new Secret("f")),
                                        hub.baseUrl()),
                                outgoing)
                        .fromEnvironment()
                        .orElseThrow();
        assertEquals(List.of("s", "f"), account.webhookSecrets());
    }
}
