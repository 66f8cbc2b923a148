package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.web.EventStreamClient;
import handcar.channel.web.EventStreamClient.Event;
import handcar.fakes.FakeOpenAi;
import handcar.fakes.Ferries;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A person steps in, or is wished for, where a provider's model answers.
class EscalationTest {
    private static final FakeOpenAi MODEL = new FakeOpenAi();
    private static TestServer shop;
    private static TestClient caller;

    @BeforeAll
    static void open() {
        shop =
                new TestServer(
                        Map.of("OPENAI_API_KEY", "sk-test", "OPENAI_BASE_URL", MODEL.baseUrl()));
        caller = shop.caller;
    }

    @AfterAll
    static void close() {
        shop.close();
        MODEL.close();
    }

    private static void answering(String text) {
        MODEL.answering(_ -> text).pausing(Duration.ZERO);
    }

    private static String content(JsonView message) {
        return message.text("content").orElseThrow();
    }

    private static String status(Guest guest) {
        return caller.get(guest.path(""), guest.token()).body().text("status").orElseThrow();
    }

    private static List<Event> deltas(EventStreamClient stream) {
        return stream.events().stream().filter(event -> event.is("delta")).toList();
    }

    @Test
    void aTakeoverWhileTheModelWritesEndsTheDraftWithoutAnAnswer() throws InterruptedException {
        caller.shelve("house", "Ferries", Ferries.DOCUMENT);
        MODEL.answering(_ -> Ferries.ANSWER).pausing(Duration.ofMillis(60));
        int left = MODEL.left();
        Guest alice = caller.guest("house");
        try (EventStreamClient stream = caller.listen(alice)) {
            caller.says(alice, "Where does each ferry go to?");
            stream.until(s -> deltas(s).size() > 1);
            caller.post(
                    "/api/v1/conversations/" + alice.id() + "/takeover",
                    Map.of(),
                    TestClient.ADMIN);
            stream.until(
                    s ->
                            s.events().stream()
                                    .anyMatch(
                                            e ->
                                                    e.is("status")
                                                            && e.data()
                                                                    .text("status")
                                                                    .orElse("")
                                                                    .equals("human_active")));
            int shown = deltas(stream).size();
            assertEquals(left + 1, MODEL.left(left + 1), "the provider was told to stop");
            Wait.pause(Duration.ofMillis(300), "nothing must follow");
            assertEquals(shown, deltas(stream).size());
        }
        assertEquals(List.of(), caller.from("agent", alice));
    }

    @Test
    void whoAsksForAPersonGetsOneWithoutAskingTheModel() {
        answering("I am as good as a person.");
        long before = MODEL.requests().size();
        Guest alice = caller.guest("house");
        caller.says(alice, "I want to talk to a human");
        List<JsonView> notices =
                Wait.until(
                        "the visitor reads a notice",
                        () -> caller.from("system", alice),
                        all -> !all.isEmpty());
        assertEquals("I'm getting a person for you.", content(notices.getFirst()));
        assertEquals("needs_human", status(alice));
        assertEquals(before, MODEL.requests().size());
        assertEquals(List.of(), caller.from("agent", alice));
    }

    @Test
    void whoAsksForHelpIsToldWhoAnswersWithoutAskingTheModel() {
        long before = MODEL.requests().size();
        Guest alice = caller.guest("house");
        caller.says(alice, "/help");
        List<JsonView> answers =
                Wait.until(
                        "the visitor reads who answers",
                        () -> caller.from("agent", alice),
                        all -> !all.isEmpty());
        assertTrue(content(answers.getFirst()).startsWith("This is the automatic assistant of "));
        assertEquals(before, MODEL.requests().size());
        assertEquals("ai_active", status(alice));
    }

    @Test
    void whoAcceptsTheModelsOfferOfAPersonGetsOne() throws InterruptedException {
        answering("Das weiß ich leider nicht. Soll ich jemanden aus der Werkstatt holen?");
        Guest alice = caller.guest("house");
        caller.ask(alice, "Wie hoch ist der Eiffelturm in Paris eigentlich?");
        answering("[person]");
        try (EventStreamClient stream = caller.listen(alice)) {
            caller.says(alice, "Das wäre wirklich ganz wunderbar");
            stream.until(
                    s ->
                            s.events().stream()
                                    .anyMatch(e -> e.data().toString().contains("Ich hole")));
            assertFalse(
                    deltas(stream).stream().anyMatch(e -> e.data().toString().contains("[")),
                    "nobody sees the mark");
        }
        assertEquals("needs_human", status(alice));
        assertEquals("Ich hole einen Menschen dazu.", content(caller.thread(alice).getLast()));
    }
}
