package handcar.channel.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.net.HmacSignatures;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A customer on the website, staff in Slack, and the whole server between them.
class SlackRoundTripTest {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final FakeServer SLACK = new FakeServer(FakeReply.json(200, Map.of()));
    private static TestServer shop;
    private static TestClient caller;

    @BeforeAll
    static void open() {
        SLACK.usual(
                (request, wire) -> {
                    String ts = "1700000000." + (100_000 + COUNT.incrementAndGet());
                    FakeReply.json(
                                    200,
                                    Map.of("ok", true, "ts", ts, "channel", SlackFixture.CHANNEL))
                            .to(request, wire);
                });
        shop =
                new TestServer(
                        Map.of(
                                "SLACK_BOT_TOKEN",
                                "xoxb-1",
                                "SLACK_SIGNING_SECRET",
                                SlackFixture.SECRET,
                                "SLACK_CHANNEL",
                                SlackFixture.CHANNEL,
                                "SLACK_BASE_URL",
                                SLACK.baseUrl(),
                                "BACKEND_URL",
                                "https://handcar.example"));
        caller = shop.caller;
    }

    @AfterAll
    static void close() {
        shop.close();
        SLACK.close();
    }

    private static List<JsonView> posts() {
        return SLACK.requests().stream()
                .filter(request -> request.path().equals("/chat.postMessage"))
                .map(request -> request.json())
                .toList();
    }

    private static List<String> texts(String containing) {
        return posts().stream()
                .map(post -> post.text("text").orElse(""))
                .filter(text -> text.contains(containing))
                .toList();
    }

    /// The thread in which a text was posted, once it was.
    private static String thread(String text) {
        return Wait.until(
                        "the text is posted to Slack",
                        () ->
                                posts().stream()
                                        .filter(post -> post.text("text").orElse("").contains(text))
                                        .toList(),
                        found -> !found.isEmpty())
                .getFirst()
                .text("thread_ts")
                .orElse("");
    }

    private static Said event(String id, String thread, String text) {
        String body =
                SlackFixture.event(
                                Map.of(
                                        "text", text,
                                        "thread_ts", thread,
                                        "ts", "17000009" + id + ".000100"))
                        .replace("Ev9UQ52YNA", "Ev" + id);
        return webhook(body);
    }

    private static Said webhook(String body) {
        String stamp = Long.toString(Instant.now().getEpochSecond());
        String signature =
                HmacSignatures.hex(
                        SlackFixture.SECRET,
                        ("v0:" + stamp + ":").getBytes(StandardCharsets.UTF_8),
                        body.getBytes(StandardCharsets.UTF_8));
        return caller.knock(
                "/webhooks/slack",
                body,
                Map.of(
                        "X-Slack-Signature",
                        "v0=" + signature,
                        "X-Slack-Request-Timestamp",
                        stamp,
                        "X-Slack-Retry-Num",
                        "1"));
    }

    /// As staff see it: closing a conversation ends its visitor's token.
    private static String status(Guest guest) {
        return caller.get("/api/v1/conversations/" + guest.id(), TestClient.ADMIN)
                .body()
                .text("status")
                .orElse("");
    }

    @Test
    void whatAVisitorWritesIsAThreadAndWhatIsAnsweredThereIsAPersonsMessage() {
        Guest ann = caller.guest("house");
        caller.says(ann, "Where is <!channel> my blue bike?");
        String thread = thread("my blue bike");
        assertFalse(thread.isEmpty());
        assertEquals(1, texts(ann.id()).size(), "the heading links to the conversation");
        assertEquals(
                List.of("*A customer:* Where is &lt;!channel&gt; my blue bike?"),
                texts("my blue bike"));
        Wait.until(
                "the agent answers",
                () -> caller.from("agent", ann).size() + caller.from("system", ann).size(),
                n -> n > 0);

        assertEquals(200, event("01", thread, "I look it up. *Bob*").status());
        JsonView answer =
                Wait.until(
                                "the reply of staff is stored",
                                () -> caller.from("staff", ann),
                                found -> !found.isEmpty())
                        .getFirst();
        assertEquals("I look it up. **Bob**", answer.text("content").orElseThrow());
        assertEquals("human_active", status(ann));
        int spoken = caller.from("agent", ann).size() + caller.from("system", ann).size();

        assertEquals(200, event("01", thread, "I look it up. *Bob*").status());
        caller.says(ann, "Thank you, my blue bike is dear to me.");
        assertEquals(thread, thread("dear to me"));
        assertEquals(1, caller.from("staff", ann).size(), "told again, kept once");
        assertEquals(spoken, caller.from("agent", ann).size() + caller.from("system", ann).size());
        assertEquals(List.of(), texts("I look it up"), "it stands there already");

        assertEquals(200, event("02", thread, "!release").status());
        Wait.until(
                "the conversation is released",
                () -> status(ann),
                now -> !now.equals("human_active"));
        assertEquals(1, caller.from("staff", ann).size(), "orders are not for the customer");
        assertEquals(200, event("03", thread, "!close").status());
        Wait.until("the conversation is closed", () -> status(ann), "closed"::equals);
    }

    @Test
    void anAddressIsVerifiedOnlyWithASignature() {
        String body = Json.text(Map.of("type", "url_verification", "challenge", "word"));
        assertEquals("word", webhook(body).body().text("challenge").orElseThrow());
        assertEquals(401, caller.knock("/webhooks/slack", body, Map.of()).status());
    }

    @Test
    void whatIsSaidInAnUnknownThreadIsIgnored() {
        assertEquals(200, event("04", "1600000000.000001", "lunch?").status());
    }

    @Test
    void aSlackThatIsAwayLosesNothing() {
        SLACK.then(FakeReply.json(503, Map.of("Retry-After", "1"), Map.of()));
        Guest zoe = caller.guest("house");
        caller.says(zoe, "Is the green bike there?");
        assertTrue(!thread("green bike").isEmpty());
    }
}
