package handcar.channel.slack;

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
import handcar.channel.TestAccount;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.json.JsonView;
import handcar.net.AddressGuard;
import handcar.net.CallMetrics;
import handcar.net.HttpClient;
import handcar.net.HttpClientSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlackSenderTest {
    private final FakeServer slack =
            new FakeServer(FakeReply.json(200, Map.of("ok", true, "ts", "1503435956.000247")));
    private final HttpClient httpClient =
            new HttpClient(
                    HttpClientSettings.defaults(), AddressGuard.publicOnly(), CallMetrics.none());
    private final SlackSender channel = new SlackSender(SlackProvider.BASE_URL, httpClient);

    @AfterEach
    void close() {
        httpClient.close();
        slack.close();
    }

    private ChannelAccount account() {
        return account(SlackFixture.CHANNEL);
    }

    private ChannelAccount account(String id) {
        return TestAccount.of(
                SlackProvider.KIND,
                id,
                Map.of(ChannelAccount.BASE_URL, slack.baseUrl()),
                Map.of(SlackProvider.TOKEN, "xoxb-1"));
    }

    private SendResult send(String thread) {
        OutboundPart part =
                new OutboundPart(
                        UUID.randomUUID(),
                        SlackFixture.CHANNEL,
                        thread,
                        new JsonView(Map.of()),
                        new Outbound.Text("*Ann:* hello"),
                        1,
                        1,
                        Optional.empty());
        return channel.send(part, account());
    }

    private void failing(String error) {
        slack.then(FakeReply.json(200, Map.of("ok", false, "error", error)));
    }

    @Test
    void aMessageIsPostedInItsThread() {
        assertEquals(new SendResult.Sent("1503435956.000247"), send("1503435950.000100"));
        assertEquals("/chat.postMessage", slack.lastRequest().path());
        assertEquals("Bearer xoxb-1", slack.lastRequest().header("authorization"));
        assertEquals(
                Map.of(
                        "channel",
                        SlackFixture.CHANNEL,
                        "thread_ts",
                        "1503435950.000100",
                        "text",
                        "*Ann:* hello",
                        "unfurl_links",
                        false,
                        "unfurl_media",
                        false),
                slack.lastRequest().json().fields());
    }

    @Test
    void withoutAThreadItBeginsOne() {
        assertInstanceOf(SendResult.Sent.class, send(""));
        assertFalse(slack.lastRequest().json().at("thread_ts").isPresent());
    }

    @Test
    void whatWillNeverWorkIsRefused() {
        for (String error :
                List.of("channel_not_found", "not_in_channel", "invalid_auth", "msg_too_long")) {
            failing(error);
            SendResult.Refused refused = assertInstanceOf(SendResult.Refused.class, send("1.1"));
            assertTrue(refused.reason().startsWith(error), refused.reason());
        }
    }

    @Test
    void tooManyMessagesAreSentLater() {
        slack.then(
                FakeReply.json(
                        429,
                        Map.of("Retry-After", "30"),
                        Map.of("ok", false, "error", "ratelimited")));
        assertEquals(
                Optional.of(Duration.ofSeconds(30)),
                assertInstanceOf(SendResult.TryLater.class, send("1.1")).after());
        for (String error : List.of("ratelimited", "rate_limited", "service_unavailable")) {
            failing(error);
            assertInstanceOf(SendResult.TryLater.class, send("1.1"));
        }
    }

    @Test
    void whatMayHaveArrivedIsNotSentAgain() {
        for (String error : List.of("internal_error", "fatal_error")) {
            failing(error);
            assertInstanceOf(SendResult.Unknown.class, send("1.1"), error);
        }
        slack.then(FakeReply.hangUp());
        assertInstanceOf(SendResult.Unknown.class, send("1.1"));
        slack.then(FakeReply.json(502, Map.of()));
        assertInstanceOf(SendResult.Unknown.class, send("1.1"));
        slack.then(FakeReply.json(200, Map.of("ok", true)));
        assertInstanceOf(SendResult.Unknown.class, send("1.1"));
        assertEquals(5, slack.requests().size());
    }

    @Test
    void anAnswerThatIsNoJsonIsRefused() {
        slack.then(FakeReply.text(404, "text/html", "<html>not here</html>"));
        assertInstanceOf(SendResult.Refused.class, send("1.1"));
    }

    @Test
    void nobodyListeningIsTriedLater() {
        slack.stopListening();
        assertInstanceOf(SendResult.TryLater.class, send("1.1"));
    }

    @Test
    void theTokenIsVerified() {
        slack.then(FakeReply.json(200, Map.of("ok", true, "team", "Shop", "user", "handcar")));
        assertEquals(new Verified(true, "handcar in Shop"), channel.verify(account()));
        assertEquals("/auth.test", slack.lastRequest().path());
        failing("invalid_auth");
        assertTrue(channel.verify(account()).detail().startsWith("invalid_auth: "));
        assertFalse(channel.verify(account("#general")).ok());
        slack.stopListening();
        assertFalse(channel.verify(account()).ok());
    }
}
