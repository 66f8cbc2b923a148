package handcar.agent;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.web.EventStreamClient;
import handcar.channel.web.EventStreamClient.Event;
import handcar.fakes.FakeAnthropic;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the visitor reads when the model's provider, or the agent itself, is in trouble.
class AgentFailureTest {
    private static final String QUOTED = "The ferry leaves at ten past eight. [1]";
    private static final FakeReply OVERLOADED =
            FakeAnthropic.error(529, "overloaded_error", "Busy.");

    private static final FakeAnthropic MODEL = new FakeAnthropic();
    private static TestServer shop;
    private static TestClient caller;
    private static String captain;

    @BeforeAll
    static void open() {
        shop = new TestServer(settings(MODEL));
        caller = shop.caller;
        captain = caller.agent("Captain");
        caller.shelve(captain, "Timetable", "The ferry leaves at ten past eight.");
    }

    @AfterAll
    static void close() {
        shop.close();
        MODEL.close();
    }

    private static Map<String, String> settings(FakeServer model) {
        return Map.of("ANTHROPIC_API_KEY", "sk-ant", "ANTHROPIC_BASE_URL", model.baseUrl());
    }

    private static String asking(Guest guest) {
        return caller.ask(guest, "When does the ferry leave?").text("content").orElseThrow();
    }

    private static String asking() {
        return asking(caller.guest(captain));
    }

    @Test
    void theOtherProvidersModelAnswersJustAsWell() {
        MODEL.answering(_ -> "At ten past eight [1].");
        assertEquals("At ten past eight [1].", asking());
    }

    @Test
    void aProviderThatIsOverloadedIsStoodInFor() {
        MODEL.then(OVERLOADED, OVERLOADED, OVERLOADED);
        assertEquals(QUOTED, asking());
        asking(); // what is left of the script
    }

    @Test
    void aProviderThatWantsUsToWaitIsStoodInFor() {
        FakeReply wait =
                FakeReply.json(429, Map.of("Retry-After", "3600"), Map.of("type", "error"));
        MODEL.then(wait);
        assertEquals(QUOTED, asking());
    }

    @Test
    void aProviderThatSaysNothingIsStoodInFor() {
        MODEL.then(FakeReply.silence(), FakeReply.silence(), FakeReply.silence());
        assertEquals(QUOTED, asking());
        MODEL.answering(_ -> "At ten past eight [1].");
        Wait.until(
                "the provider is asked again",
                AgentFailureTest::asking,
                "At ten past eight [1]."::equals);
    }

    @Test
    void aStreamThatBreaksIsReplacedByTheBuiltInAnswerFromItsBeginning()
            throws InterruptedException {
        FakeReply broken =
                (request, wire) -> {
                    wire.openStream("text/event-stream");
                    wire.chunk(FakeAnthropic.start(10));
                    for (String word :
                            List.of(
                                    "At ten past eight [1]. ",
                                    "Perhaps ",
                                    "never, ",
                                    "who ",
                                    "knows")) {
                        wire.chunk(FakeAnthropic.text(word));
                        Wait.pause(Duration.ofMillis(150), "a slow model");
                    }
                    wire.cut();
                };
        MODEL.then(broken);
        Guest alice = caller.guest(captain);
        try (EventStreamClient stream = caller.listen(alice)) {
            assertEquals(QUOTED, asking(alice));
            stream.until(s -> s.kept().size() > 1);
            List<Event> deltas =
                    stream.events().stream().filter(event -> event.is("delta")).toList();
            assertEquals(
                    "At ten past eight [1].", deltas.getFirst().data().text("text").orElseThrow());
            int anew = 1;
            while (anew < deltas.size()
                    && deltas.get(anew).data().number("index").orElseThrow() != 0) {
                anew++;
            }
            String shown =
                    deltas.subList(anew, deltas.size()).stream()
                            .map(event -> event.data().text("text").orElseThrow())
                            .collect(Collectors.joining());
            // the whole answer may be quicker than its pieces
            assertTrue(QUOTED.startsWith(shown), shown);
        }
        assertEquals(1, caller.from("agent", alice).size());
    }

    @Test
    void aProviderThatFailedTooOftenIsNotAskedForAWhile() {
        try (FakeServer down = new FakeServer(FakeAnthropic.error(500, "api_error", "Broken."))) {
            java.util.Map<String, String> settings = new java.util.HashMap<>(settings(down));
            settings.put("CIRCUIT_BREAKER_FAILURE_THRESHOLD", "2");
            try (TestServer other = new TestServer(settings)) {
                TestClient there = other.caller;
                there.shelve("house", "Timetable", "The ferry leaves at ten past eight.");
                Guest alice = there.guest("house");
                for (int i = 0; i < 3; i++) {
                    there.ask(alice, "When does the ferry leave?");
                }
                int asked = down.requests().size();
                long start = System.nanoTime();
                JsonView answer = there.ask(alice, "When does the ferry leave?");
                assertEquals(QUOTED, answer.text("content").orElseThrow());
                assertEquals(asked, down.requests().size());
                assertTrue(System.nanoTime() - start < 2_000_000_000L, "at once");
            }
        }
    }

    @Test
    void anAgentThatFailsEveryTimeCallsAPersonWhoLearnsWhy() {
        // without a default agent nobody can be found to answer
        try (TestServer broken = new TestServer(Map.of())) {
            TestClient there = broken.caller;
            Guest alice = there.guest("house");
            broken.update("DELETE FROM agents");
            there.says(alice, "Wann fährt die Fähre?");
            List<JsonView> notices =
                    Wait.until(
                            "the visitor reads a notice",
                            () -> there.from("system", alice),
                            all -> !all.isEmpty());
            assertEquals(
                    "Ich hole einen Menschen dazu.", notices.getFirst().text("content").orElse(""));
            assertEquals(1, notices.size(), "the note is private");
            String path = "/api/v1/conversations/" + alice.id();
            JsonView seen = there.get(path, ADMIN).body();
            assertEquals("needs_human", seen.text("status").orElseThrow());
            assertEquals("high", seen.text("priority").orElseThrow());
            assertEquals("the agent failed", seen.text("handoff_reason").orElseThrow());
            JsonView note =
                    there.get(path + "/messages", ADMIN)
                            .body()
                            .at("data")
                            .each()
                            .reduce((_, last) -> last)
                            .orElseThrow();
            assertTrue(note.text("content").orElse("").contains("no such agent"), note.toString());
            assertFalse(there.thread(alice).toString().contains("no such agent"));
        }
    }

    @Test
    void aWordAfterALongSilenceStillCounts() {
        MODEL.then(
                (request, wire) -> {
                    wire.openStream("text/event-stream");
                    wire.chunk(FakeAnthropic.start(10));
                    wire.chunk(FakeAnthropic.text("At ten "));
                    Wait.pause(Duration.ofMillis(900), "a silent model");
                    wire.chunk(FakeAnthropic.text("past eight [1]."));
                    wire.chunk(FakeAnthropic.stop("end_turn", 5));
                    wire.endStream();
                });
        assertEquals("At ten past eight [1].", asking());
    }
}
