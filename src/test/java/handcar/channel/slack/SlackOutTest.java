package handcar.channel.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.channel.Account;
import handcar.channel.Channel.Verified;
import handcar.channel.Part;
import handcar.channel.Sending;
import handcar.channel.TestAccount;
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

class SlackOutTest {
    private final FakeServer slack =
            new FakeServer(Reply.json(200, Map.of("ok", true, "ts", "1503435956.000247")));
    private final Outgoing outgoing =
            new Outgoing(NetSettings.defaults(), Guard.publicOnly(), CallMeter.none());
    private final SlackChannel channel = new SlackChannel(outgoing);

    @AfterEach
    void close() {
        outgoing.close();
        slack.close();
    }

    private Account account() {
        return account(Knocks.CHANNEL);
    }

    private Account account(String id) {
        return TestAccount.of(
                Slack.KIND,
                id,
                Map.of(Account.BASE_URL, slack.baseUrl()),
                Map.of(SlackChannel.TOKEN, "xoxb-1"));
    }

    private Sending send(String thread) {
        Part part =
                new Part(
                        UUID.randomUUID(),
                        Knocks.CHANNEL,
                        thread,
                        new JsonView(Map.of()),
                        "*Ann:* hello",
                        1,
                        1,
                        Optional.empty());
        return channel.send(part, account());
    }

    private void failing(String error) {
        slack.then(Reply.json(200, Map.of("ok", false, "error", error)));
    }

    @Test
    void aMessageIsPostedInItsThread() {
        assertEquals(new Sending.Sent("1503435956.000247"), send("1503435950.000100"));
        assertEquals("/chat.postMessage", slack.lastRequest().path());
        assertEquals("Bearer xoxb-1", slack.lastRequest().header("authorization"));
        assertEquals(
                Map.of(
                        "channel",
                        Knocks.CHANNEL,
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
        assertInstanceOf(Sending.Sent.class, send(""));
        assertFalse(slack.lastRequest().json().at("thread_ts").isPresent());
    }

    @Test
    void whatWillNeverWorkIsRefused() {
        for (String error :
                List.of("channel_not_found", "not_in_channel", "invalid_auth", "msg_too_long")) {
            failing(error);
            Sending.Refused refused = assertInstanceOf(Sending.Refused.class, send("1.1"));
            assertTrue(refused.reason().startsWith(error), refused.reason());
        }
    }

    @Test
    void tooManyMessagesAreSentLater() {
        slack.then(
                Reply.json(
                        429,
                        Map.of("Retry-After", "30"),
                        Map.of("ok", false, "error", "ratelimited")));
        assertEquals(
                Optional.of(Duration.ofSeconds(30)),
                assertInstanceOf(Sending.TryLater.class, send("1.1")).after());
        for (String error : List.of("ratelimited", "rate_limited", "service_unavailable")) {
            failing(error);
            assertInstanceOf(Sending.TryLater.class, send("1.1"));
        }
    }

    @Test
    void whatMayHaveArrivedIsNotSentAgain() {
        for (String error : List.of("internal_error", "fatal_error")) {
            failing(error);
            assertInstanceOf(Sending.Unknown.class, send("1.1"), error);
        }
        slack.then(Reply.hangUp());
        assertInstanceOf(Sending.Unknown.class, send("1.1"));
        slack.then(Reply.json(502, Map.of()));
        assertInstanceOf(Sending.Unknown.class, send("1.1"));
        slack.then(Reply.json(200, Map.of("ok", true)));
        assertInstanceOf(Sending.Unknown.class, send("1.1"));
        assertEquals(5, slack.requests().size());
    }

    @Test
    void anAnswerThatIsNoJsonIsRefused() {
        slack.then(Reply.text(404, "text/html", "<html>not here</html>"));
        assertInstanceOf(Sending.Refused.class, send("1.1"));
    }

    @Test
    void nobodyListeningIsTriedLater() {
        slack.close();
        assertInstanceOf(Sending.TryLater.class, send("1.1"));
    }

    @Test
    void theTokenIsVerified() {
        slack.then(Reply.json(200, Map.of("ok", true, "team", "Shop", "user", "handcar")));
        assertEquals(new Verified(true, "handcar in Shop"), channel.verify(account()));
        assertEquals("/auth.test", slack.lastRequest().path());
        failing("invalid_auth");
        assertTrue(channel.verify(account()).detail().startsWith("invalid_auth: "));
        assertFalse(channel.verify(account("#general")).ok());
        slack.close();
        assertFalse(channel.verify(account()).ok());
    }
}
