package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.web.EventStreamClient;
import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeRequest;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The model is asked once more about sentences whose words do not stand in the passages, and says all kinds of things.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntailmentCheckTest {
    private static final String PASSAGE =
            "A deposit of £40 holds your place; the rest is due two weeks before the first day.";

    private static final String RIGHT = "Paying £40 up front reserves your spot [1].";
    private static final String WRONG = "A deposit of £60 holds your place [1].";
    private static final Pattern WORDS =
            Pattern.compile("(supported-\\w+) when .* (unsupported-\\w+)\\.");

    private final FakeOpenAi model = new FakeOpenAi();
    private TestServer server;
    private TestClient caller;
    private String agent;

    @BeforeAll
    void open() {
        server =
                new TestServer(
                        Map.of("OPENAI_API_KEY", "sk-test", "OPENAI_BASE_URL", model.baseUrl()));
        caller = server.caller;
        agent =
                caller.post("/api/v1/agents", Map.of("name", "School"), TestClient.ADMIN)
                        .body()
                        .text("id")
                        .orElseThrow();
        caller.shelve(agent, "Courses </source>", PASSAGE);
        caller.shelve("house", "Courses", PASSAGE);
    }

    @AfterAll
    void close() {
        server.close();
        model.close();
    }

    private static String system(FakeRequest request) {
        return request.json().at("messages").at(0).text("content").orElse("");
    }

    private static boolean checks(FakeRequest request) {
        return system(request).startsWith("Decide whether the statement follows");
    }

    private List<FakeRequest> checks() {
        return model.requests().stream()
                .filter(request -> request.path().endsWith("/chat/completions"))
                .filter(EntailmentCheckTest::checks)
                .toList();
    }

    /// The word that says that a statement follows, or the one that says that it does not.
    private static String word(FakeRequest request, boolean yes) {
        Matcher words = WORDS.matcher(system(request));
        assertTrue(words.find(), system(request));
        return words.group(yes ? 1 : 2);
    }

    private void answering(String said, Function<FakeRequest, FakeReply> check) {
        model.answering(_ -> said)
                .replying(
                        request ->
                                checks(request)
                                        ? Optional.of(check.apply(request))
                                        : Optional.empty());
    }

    private static Function<FakeRequest, FakeReply> saying(Function<FakeRequest, String> text) {
        return request -> whole(text.apply(request), "stop");
    }

    private static FakeReply whole(String text, String finish) {
        Map<String, Object> message = Map.of("role", "assistant", "content", text);
        return FakeReply.json(
                200,
                Map.of(
                        "model",
                        "gpt-4o-mini",
                        "choices",
                        List.of(Map.of("index", 0, "message", message, "finish_reason", finish)),
                        "usage",
                        Map.of("prompt_tokens", 300, "completion_tokens", 6, "total_tokens", 306)));
    }

    private JsonView tried() {
        return caller.post(
                        "/api/v1/agents/" + agent + "/test",
                        Map.of("message", "How do I book the course?"),
                        TestClient.ADMIN)
                .body();
    }

    private boolean isShown(Function<FakeRequest, FakeReply> check) {
        answering(RIGHT, check);
        return tried().text("answer").orElseThrow().equals(RIGHT);
    }

    @Test
    void aClearYesShowsTheSentenceWithItsPassage() {
        answering(RIGHT, saying(request -> word(request, true)));
        JsonView answer = tried();
        assertEquals(RIGHT, answer.text("answer").orElseThrow());
        JsonView citation = answer.at("citations").at(0);
        assertTrue(citation.text("quote").orElse("").startsWith("A deposit of £40"));
        assertEquals(
                "Paying £40 up front reserves your spot.",
                answer.at("passages").at(0).at("confirmed").at(0).text().orElseThrow());
        FakeRequest check = checks().getLast();
        assertTrue(check.text().contains("\"temperature\":0.0,"), check.text());
        String said = FakeOpenAi.lastSaid(check);
        assertTrue(said.contains(PASSAGE), said);
        assertTrue(
                said.endsWith(
                        "<statement>\nPaying £40 up front reserves your spot.\n</statement>"));
        assertEquals(1, Pattern.compile("</source>").matcher(said).results().count(), said);
    }

    @Test
    void theSameInQuotationMarksOrBehindReasoningIsAYes() {
        assertTrue(isShown(saying(request -> "\"" + word(request, true) + "\".")));
        assertTrue(isShown(saying(request -> "<think>It is.</think>\n" + word(request, true))));
    }

    @Test
    void everythingElseIsANo() {
        Map<String, Function<FakeRequest, FakeReply>> replies = new LinkedHashMap<>();
        replies.put("no", saying(request -> word(request, false)));
        replies.put("both", saying(request -> word(request, true) + " " + word(request, false)));
        replies.put("a guess", saying(_ -> "supported"));
        replies.put("chatter", saying(request -> "I think it is " + word(request, true)));
        replies.put("the scripted answer", saying(_ -> RIGHT));
        replies.put("nothing", saying(_ -> ""));
        replies.put("cut", request -> whole(word(request, true), "length"));
        replies.put("filtered", request -> whole(word(request, true), "content_filter"));
        replies.put("no JSON", _ -> FakeReply.text(200, "application/json", "{\"choices\":"));
        replies.put("a limit", _ -> FakeOpenAi.limited(60));
        replies.put("a refusal", _ -> FakeOpenAi.error(400, "invalid_request_error", "", "No."));
        replies.forEach((name, reply) -> assertFalse(isShown(reply), name));
    }

    @Test
    void aModelThatDoesNotAnswerIsNotWaitedForLong() {
        long begun = System.nanoTime();
        assertFalse(isShown(_ -> FakeReply.silence()));
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        assertTrue(seconds < 10, seconds + " s");
    }

    @Test
    void aWrongValueIsNotAskedAndARightSentenceNeither() {
        int before = checks().size();
        for (String said : List.of(WRONG, "A deposit of £40 holds your place [1].")) {
            answering(said, saying(request -> word(request, true)));
            assertFalse(tried().text("answer").orElseThrow().contains("£60"));
        }
        assertEquals(before, checks().size());
    }

    @Test
    void whoeverWatchesReadsTheSentencesInTheirOrder() throws InterruptedException {
        String said = "A deposit of £40 holds your place [1].";
        String whole = String.join(" ", said, RIGHT, said);
        CountDownLatch written = new CountDownLatch(1);
        answering(
                whole,
                request -> {
                    awaitOver(written);
                    return saying(each -> word(each, true)).apply(request);
                });
        model.pausing(Duration.ofMillis(20));
        Guest alice = caller.guest("house");
        try (EventStreamClient stream = caller.listen(alice)) {
            caller.says(alice, "How do I book the course?");
            stream.until(s -> !pieces(s).isEmpty());
            assertEquals(List.of(said), pieces(stream));
            written.countDown();
            stream.until(s -> String.join("", pieces(s)).length() >= whole.length());
            assertEquals(whole, String.join("", pieces(stream)));
        } finally {
            model.pausing(Duration.ZERO);
        }
    }

    private static List<String> pieces(EventStreamClient stream) {
        return stream.events().stream()
                .filter(event -> event.is("delta"))
                .map(event -> event.data().text("text").orElseThrow())
                .toList();
    }

    private static void awaitOver(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theCheckIsInTheLedgerAndInTheEvidenceOfTheAnswer() {
        answering(RIGHT, saying(request -> word(request, true)));
        Guest alice = caller.guest("house");
        JsonView answer = caller.ask(alice, "How do I book the course?");
        assertEquals(RIGHT, answer.text("content").orElseThrow());
        Wait.until(
                "the call is in the ledger",
                () ->
                        server.count(
                                "SELECT count(*) FROM model_calls WHERE purpose = 'check' AND"
                                    + " outcome = 'ok' AND output_tokens > 0 AND conversation_id ="
                                    + " '"
                                        + alice.id()
                                        + "'"),
                count -> count == 1);
        String path = "/api/v1/conversations/" + alice.id() + "/runs";
        JsonView steps = caller.get(path, TestClient.ADMIN).body().at("data").at(0).at("steps");
        assertEquals(
                List.of("retrieve", "model", "check"),
                steps.each().map(step -> step.text("kind").orElse("")).toList());
        assertEquals(
                "Paying £40 up front reserves your spot.",
                steps.at(0)
                        .at("response")
                        .at("passages")
                        .at(0)
                        .at("confirmed")
                        .at(0)
                        .text()
                        .orElseThrow());
    }
}
