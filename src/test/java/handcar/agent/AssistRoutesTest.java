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
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A model helps staff with a conversation that a person has.
final class AssistRoutesTest {
    private static final FakeOpenAi MODEL = new FakeOpenAi();
    private static final String ANSWER = "The workshop opens at nine on weekdays.";
    private static final String SUMMARY =
            "Ada asks for the opening hours; nobody has answered yet.";

    private static TestServer shop;
    private static TestClient caller;

    @BeforeAll
    static void open() {
        MODEL.answering(AssistRoutesTest::said);
        shop =
                new TestServer(
                        Map.of("OPENAI_API_KEY", "sk-test", "OPENAI_BASE_URL", MODEL.baseUrl()));
        caller = shop.caller;
        caller.shelve("house", "Hours", ANSWER);
    }

    private static String said(FakeRequest request) {
        return request.text().contains("Decorate it.")
                ? decorated(plain(request)) + decorated(" More follows.")
                : plain(request);
    }

    private static String decorated(String text) {
        return "![seen](https://foreign.example/p.png?q=hours)<img"
                + " src=\"https://foreign.example/i\"><b>"
                + text
                + "</b> [the form](https://foreign.example/form) https://foreign.example/bare";
    }

    private static String plain(FakeRequest request) {
        return request.text().contains("what this conversation is about")
                ? "<think>hm</think>" + SUMMARY
                : ANSWER + " [1]";
    }

    @AfterAll
    static void close() {
        shop.close();
        MODEL.close();
    }

    private static Guest taken() {
        Guest guest = caller.guest("house");
        assist(caller, guest, "takeover");
        caller.says(guest, "When does the workshop open on weekdays?");
        return guest;
    }

    private static Said assist(TestClient by, Guest guest, String what) {
        return by.post(
                "/api/v1/conversations/" + guest.id() + "/" + what, Map.of(), TestClient.ADMIN);
    }

    @Test
    void theSummaryIsKeptForStaffAlone() {
        Guest guest = taken();
        caller.post(
                "/api/v1/conversations/" + guest.id() + "/notes",
                Map.of("content", "a secret among staff"),
                TestClient.ADMIN);
        Said said = assist(caller, guest, "summary");
        assertEquals(200, said.status(), said.body().toString());
        assertEquals(SUMMARY, said.body().text("summary").orElseThrow());
        JsonView shown = caller.get("/api/v1/conversations/" + guest.id(), TestClient.ADMIN).body();
        assertEquals(SUMMARY, shown.text("summary").orElseThrow());
        JsonView visitors = caller.get(guest.path(""), guest.token()).body();
        assertTrue(visitors.text("summary").isEmpty());
        String asked = MODEL.requests().getLast().text();
        assertTrue(asked.contains("Customer: When does the workshop open"), asked);
        assertFalse(asked.contains("secret among staff"), asked);
    }

    @Test
    void aSuggestionIsCheckedLikeAnAnswerAndSentToNobody() {
        Guest guest = taken();
        Said said = assist(caller, guest, "suggest");
        assertEquals(200, said.status(), said.body().toString());
        assertTrue(
                said.body().text("suggestion").orElseThrow().startsWith(ANSWER.substring(0, 30)));
        assertTrue(said.body().isTrue("answered"));
        assertEquals(1, said.body().at("citations").each().count());
        assertEquals(List.of(), caller.from("agent", guest));
        caller.post(
                "/api/v1/conversations/" + guest.id() + "/replies",
                Map.of("content", "At nine."),
                TestClient.ADMIN);
        assertEquals("nothing_to_read", assist(caller, guest, "suggest").code());
    }

    @Test
    void linksPicturesAndTagsOfAModelAreWordsForStaffToo() {
        Guest guest = caller.guest("house");
        assist(caller, guest, "takeover");
        caller.says(guest, "When does the workshop open on weekdays? Decorate it.");
        String summary = assist(caller, guest, "summary").body().text("summary").orElseThrow();
        String suggestion =
                assist(caller, guest, "suggest").body().text("suggestion").orElseThrow();
        assertTrue(summary.contains(SUMMARY), summary);
        assertTrue(summary.contains("the form"), summary);
        for (String text : List.of(summary, suggestion)) {
            assertFalse(text.matches("(?s).*(foreign|<|!\\[|\\]\\().*"), text);
        }
        String kept =
                caller.get("/api/v1/conversations/" + guest.id(), TestClient.ADMIN)
                        .body()
                        .text("summary")
                        .orElseThrow();
        assertEquals(summary, kept);
    }

    @Test
    void withoutAModelOrWordsStaffAreToldWhy() {
        Guest silent = caller.guest("house");
        assertEquals("nothing_to_read", assist(caller, silent, "summary").code());
        try (TestServer keyless = shop.beside(Map.of())) {
            Guest guest = taken();
            for (String what : List.of("summary", "suggest")) {
                Said refused = assist(keyless.caller, guest, what);
                assertEquals(409, refused.status());
                assertEquals("no_model", refused.code());
            }
        }
    }
}
