package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeRequest;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A follow-up is searched as the question it stands for, in a library that is too large to be given whole.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FollowUpRewriterTest {
    private static final List<String> TOWNS =
            List.of(
                    "Ahus", "Bodo", "Cork", "Dover", "Esbjerg", "Faro", "Genoa", "Hull", "Izmir",
                    "Jaffa", "Kiel", "Lagos", "Malmo", "Narvik");

    private final FakeOpenAi model = new FakeOpenAi();
    private TestServer server;
    private TestClient caller;

    @BeforeAll
    void open() {
        server =
                new TestServer(
                        Map.of("OPENAI_API_KEY", "sk-test", "OPENAI_BASE_URL", model.baseUrl()));
        caller = server.caller;
        for (int at = 0; at < TOWNS.size(); at++) {
            String town = TOWNS.get(at);
            caller.shelve(
                    "house", "Line " + at, "A ticket to " + town + " costs " + (20 + at) + " €.");
        }
    }

    @AfterAll
    void close() {
        server.close();
        model.close();
    }

    private static boolean rewrites(FakeRequest request) {
        return system(request).startsWith("Rewrite");
    }

    private static String system(FakeRequest request) {
        return request.json().at("messages").at(0).text("content").orElse("");
    }

    private List<FakeRequest> chats() {
        return model.requests().stream()
                .filter(request -> request.path().endsWith("/chat/completions"))
                .toList();
    }

    private Guest asked(String first, UnaryOperator<String> rewriting) {
        model.answering(
                request ->
                        rewrites(request)
                                ? rewriting.apply(FakeOpenAi.lastSaid(request))
                                : "A ticket to Narvik costs 33 € [1].");
        Guest alice = caller.guest("house");
        caller.ask(alice, first);
        return alice;
    }

    @Test
    void aFollowUpIsSearchedAsTheModelRewritesIt() {
        Guest alice =
                asked(
                        "What does a ticket to Ahus cost?",
                        _ -> "What does a ticket to Narvik cost?");
        int before = chats().size();
        JsonView answer = caller.ask(alice, "And to the northern one?");
        assertEquals("A ticket to Narvik costs 33 € [1].", answer.text("content").orElse(""));
        List<FakeRequest> calls = chats().subList(before, chats().size());
        assertEquals(
                List.of(true, false), calls.stream().map(FollowUpRewriterTest::rewrites).toList());
        assertTrue(
                FakeOpenAi.lastSaid(calls.getFirst()).contains("ticket to Ahus"),
                "the conversation is given");
        assertTrue(system(calls.getLast()).contains("Narvik costs 33"), system(calls.getLast()));
        assertFalse(
                TOWNS.stream().allMatch(system(calls.getLast())::contains),
                "not the whole library");
    }

    @Test
    void whatTheModelSaysOfSomethingElseIsNotSearched() {
        Guest alice = asked("What does a ticket to Narvik cost?", _ -> "[person]");
        assertTrue(caller.ask(alice, "And for it?").text("content").orElse("").contains("33"));
    }

    @Test
    void aQuestionThatStandsAloneIsNotRewritten() {
        Guest alice = asked("What does a ticket to Ahus cost?", _ -> "never asked");
        long before = chats().stream().filter(FollowUpRewriterTest::rewrites).count();
        caller.ask(alice, "What does a ticket to Narvik cost for a grown person?");
        assertEquals(before, chats().stream().filter(FollowUpRewriterTest::rewrites).count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "And to Norway?",
                "How long does that take?",
                "Und nach Norwegen?",
                "And what would it be if I wanted it sent to Norway instead?",
                "Et pour la Suisse ?",
                "А в Норвегию?",
                "Why?"
            })
    void whatLeavesSomethingOutDoesNotStandAlone(String question) {
        assertFalse(FollowUpRewriter.standsAlone(question));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How much is shipping to Norway?",
                "Was kostet der Versand nach Norwegen?",
                "Combien coûte la livraison en Norvège ?",
                "Сколько стоит доставка в Норвегию?"
            })
    void aWholeQuestionStandsAlone(String question) {
        assertTrue(FollowUpRewriter.standsAlone(question));
    }
}
