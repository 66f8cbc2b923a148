package handcar.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Carol and Dave of staff work together: they name each other in notes, share views, and read what an answer was written from.
final class StaffTeamTest {
    private static TestServer shop;
    private static TestClient caller;
    private static String carol;
    private static String dave;

    @BeforeAll
    static void open() {
        shop = new TestServer(Map.of("MESSAGE_BUFFER_SECONDS", "0"));
        caller = shop.caller;
        carol = hire("carol", "agent");
        dave = hire("dave", "agent");
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static String hire(String name, String role) {
        String email = name + "@lamps.example";
        String password = "seventeen umbrellas on a bus";
        caller.post(
                "/api/v1/users",
                Map.of("email", email, "name", name, "role", role, "password", password),
                TestClient.ADMIN);
        return caller.post("/api/v1/auth/login", Map.of("email", email, "password", password), "")
                .body()
                .text("access_token")
                .orElseThrow();
    }

    private static Said at(Guest guest, String what, Object body, String token) {
        return caller.post("/api/v1/conversations/" + guest.id() + what, body, token);
    }

    private static Stream<JsonView> list(String path, String token) {
        Said said = caller.get(path, token);
        assertEquals(200, said.status(), said.body().toString());
        return said.body().at("data").each();
    }

    private static List<String> ids(String view, String token) {
        return list("/api/v1/conversations?view=" + view, token)
                .map(each -> each.text("id").orElseThrow())
                .toList();
    }

    private static long count(String view, String token) {
        return caller.get("/api/v1/conversations/counts", token).body().whole(view).orElseThrow();
    }

    private static String id(String name) {
        return list("/api/v1/colleagues", carol)
                .filter(each -> each.text("name").equals(Optional.of(name)))
                .findFirst()
                .flatMap(each -> each.text("id"))
                .orElseThrow();
    }

    @Test
    void whoIsNamedInANoteFindsItAndOnlyThey() {
        Guest guest = caller.guest("house");
        Map<String, Object> note =
                Map.of("content", "@dave, is this yours?", "mentions", List.of(id("dave")));
        assertEquals(201, at(guest, "/notes", note, carol).status());
        assertEquals(List.of(guest.id()), ids("mentioned", dave));
        assertEquals(List.of(), ids("mentioned", carol));
        assertEquals(1, count("mentioned", dave));
        at(guest, "/read", Map.of(), carol);
        assertEquals(1, count("mentioned", dave));
        at(guest, "/read", Map.of(), dave);
        assertEquals(0, count("mentioned", dave));
        assertEquals(List.of(guest.id()), ids("mentioned", dave));
    }

    @Test
    void aNoteThatNamesNobodyWhoWouldReadItIsRefusedWhole() {
        hire("vera", "viewer");
        Guest guest = caller.guest("house");
        for (String nobody : List.of(UUID.randomUUID().toString(), id("vera"), "dave")) {
            Said said =
                    at(
                            guest,
                            "/notes",
                            Map.of("content", "Hello.", "mentions", List.of(nobody)),
                            carol);
            assertEquals(List.of("mentions"), said.badFields(), nobody);
        }
        assertEquals(0, list("/api/v1/conversations/" + guest.id() + "/messages", carol).count());
    }

    @Test
    void aViewIsKeptForAllOrForOneself() {
        Map<String, Object> filter = Map.of("view", "waiting", "tag", "refund", "assignee", "me");
        Said all = save("Refunds", filter, false);
        Said own = save("My refunds", filter, true);
        assertEquals(201, all.status(), all.body().toString());
        assertEquals(409, save("refunds", filter, false).status());
        assertEquals(422, save("Odd", Map.of("colour", "red"), false).status());
        assertEquals(List.of("My refunds", "Refunds"), names(carol));
        assertEquals(List.of("Refunds"), names(dave));
        String path = "/api/v1/saved-views/" + own.body().text("id").orElseThrow();
        assertEquals(404, caller.send("DELETE", path, Map.of(), dave).status());
        assertEquals(204, caller.send("DELETE", path, Map.of(), carol).status());
        assertEquals(List.of("Refunds"), names(carol));
    }

    private static Said save(String name, Map<String, Object> filter, boolean isPrivate) {
        return caller.post(
                "/api/v1/saved-views",
                Map.of("name", name, "filter", filter, "private", isPrivate),
                carol);
    }

    private static List<String> names(String token) {
        return list("/api/v1/saved-views", token)
                .map(each -> each.text("name").orElseThrow())
                .toList();
    }

    @Test
    void closingTooEarlyIsUndoneWhole() {
        Guest guest = caller.guest("house");
        caller.post(guest.path("/handoff"), Map.of(), guest.token());
        caller.says(guest, "Hello?");
        JsonView before = shown(guest);
        assertEquals("needs_human", before.text("status").orElseThrow());
        at(guest, "/close", Map.of(), carol);
        at(guest, "/reopen", Map.of(), carol);
        assertEquals(before.text("waiting_since"), shown(guest).text("waiting_since"));
        assertEquals("needs_human", shown(guest).text("status").orElseThrow());
    }

    private static JsonView shown(Guest guest) {
        return caller.get("/api/v1/conversations/" + guest.id(), carol).body();
    }

    @Test
    void aReplyForLaterIsChangedAndSentWithItsNewWordsAtItsNewTime() {
        Guest guest = caller.guest("house");
        Map<String, Object> later =
                Map.of("content", "Wrong.", "send_at", Instant.now().plusSeconds(3_600).toString());
        String id =
                at(guest, "/replies", later, carol).body().at("scheduled").text("id").orElseThrow();
        String path = "/api/v1/conversations/" + guest.id() + "/scheduled/" + id;
        assertEquals(422, caller.send("PATCH", path, Map.of(), dave).status());
        Map<String, Object> change =
                Map.of("content", "Right.", "send_at", Instant.now().plusSeconds(1).toString());
        Said changed = caller.send("PATCH", path, change, dave);
        assertEquals("Right.", changed.body().text("content").orElseThrow());
        List<JsonView> sent =
                Wait.until(
                        "the reply is sent",
                        () -> caller.from("staff", guest),
                        all -> !all.isEmpty());
        assertEquals("Right.", sent.getFirst().text("content").orElseThrow());
        assertEquals(404, caller.send("PATCH", path, Map.of("content", "More."), dave).status());
        assertEquals(1, caller.from("staff", guest).size());
    }

    @Test
    void anAnswerShowsWhatItWasWrittenFrom() {
        String agent = caller.agent("Evidence");
        caller.shelve(agent, "Opening hours", "We are open from 9 to 17 on all working days.");
        Guest guest = caller.guest("evidence");
        caller.ask(guest, "When are you open?");
        JsonView answer =
                list("/api/v1/conversations/" + guest.id() + "/messages", carol)
                        .filter(each -> each.text("author").equals(Optional.of("agent")))
                        .findFirst()
                        .orElseThrow();
        String id = answer.text("run_id").orElseThrow();
        JsonView run = caller.get("/api/v1/runs/" + id, carol).body();
        assertEquals(answer.text("id"), run.text("message_id"));
        List<JsonView> steps = run.at("steps").each().toList();
        JsonView passage =
                steps.getFirst().at("response").at("passages").each().toList().getFirst();
        assertEquals("Opening hours", passage.text("title").orElseThrow());
        assertTrue(passage.number("score").orElseThrow() > 0);
        assertEquals("built-in", steps.getLast().text("name").orElseThrow());
        assertEquals(1, list("/api/v1/conversations/" + guest.id() + "/runs", carol).count());
    }

    @Test
    void aContactIsShownWithTheirConversationsAndTheTagsInUseAreOffered() {
        Guest guest = caller.guest("house");
        at(guest, "/tags", Map.of("tags", List.of("a lamp")), carol);
        String contact = shown(guest).at("contact").text("id").orElseThrow();
        JsonView known = caller.get("/api/v1/contacts/" + contact, carol).body();
        assertEquals(
                "web",
                known.at("channels").each().toList().getFirst().text("channel").orElseThrow());
        assertEquals(
                List.of(guest.id()),
                list("/api/v1/contacts/" + contact + "/conversations", carol)
                        .map(each -> each.text("id").orElseThrow())
                        .toList());
        assertTrue(
                list("/api/v1/tags", carol)
                        .anyMatch(each -> each.text("tag").equals(Optional.of("a lamp"))));
        assertEquals(404, caller.get("/api/v1/contacts/" + UUID.randomUUID(), carol).status());
    }
}
