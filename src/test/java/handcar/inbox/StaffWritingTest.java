package handcar.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.web.EventStreamClient;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Alice and Bob of staff write to customers: now, later, from saved texts, and seeing what the other does.
final class StaffWritingTest {
    private static TestServer shop;
    private static TestServer other;
    private static TestClient caller;
    private static String alice;
    private static String bob;

    @BeforeAll
    static void open() {
        shop = new TestServer(Map.of());
        other = shop.beside(Map.of());
        caller = shop.caller;
        alice = hire("alice");
        bob = hire("bob");
    }

    @AfterAll
    static void close() {
        other.close();
        shop.close();
    }

    private static String hire(String name) {
        Map<String, String> user =
                Map.of(
                        "email",
                        name + "@lamps.example",
                        "name",
                        name,
                        "role",
                        "agent",
                        "password",
                        "seventeen umbrellas on a bus");
        Said made = caller.post("/api/v1/users", user, TestClient.ADMIN);
        assertEquals(201, made.status(), made.body().toString());
        Map<String, String> proof =
                Map.of("email", user.get("email"), "password", user.get("password"));
        return caller.post("/api/v1/auth/login", proof, "")
                .body()
                .text("access_token")
                .orElseThrow();
    }

    private static Said at(Guest guest, String what, Object body, String token) {
        return caller.post("/api/v1/conversations/" + guest.id() + what, body, token);
    }

    private static JsonView shown(Guest guest) {
        return caller.get("/api/v1/conversations/" + guest.id(), alice).body();
    }

    private static String id(String token) {
        return caller.get("/api/v1/auth/me", token).body().text("id").orElseThrow();
    }

    @Test
    void whoAnswersAfterAColleagueIsToldAndSendsAgainIfTheyWant() {
        Guest guest = caller.guest("house");
        long seen =
                at(guest, "/replies", Map.of("content", "Hello!"), alice)
                        .body()
                        .at("message")
                        .whole("seq")
                        .orElseThrow();
        at(guest, "/notes", Map.of("content", "I take this one."), bob);
        at(guest, "/replies", Map.of("content", "It is in stock."), bob);
        Map<String, Object> late = Map.of("content", "Sold out.", "expected_seq", seen);
        Said refused = at(guest, "/replies", late, alice);
        assertEquals(409, refused.status());
        assertEquals("answered_meanwhile", refused.code());
        assertEquals(
                List.of("It is in stock."),
                refused.body()
                        .at("error")
                        .at("details")
                        .at("messages")
                        .each()
                        .map(each -> each.text("content").orElse(""))
                        .toList());
        Map<String, Object> again = Map.of("content", "Sold out.", "expected_seq", seen + 1);
        assertEquals(201, at(guest, "/replies", again, alice).status());
        assertEquals(3, caller.from("staff", guest).size());
    }

    @Test
    void aReplyIsSentAtItsTimeOnceAndCanBeTakenBackBefore() {
        Guest guest = caller.guest("house");
        Instant soon = Instant.now().plusMillis(1_500);
        Map<String, Object> later =
                Map.of("content", "It has arrived.", "send_at", soon.toString(), "client_id", "a");
        Said kept = at(guest, "/replies", later, alice);
        assertEquals(202, kept.status());
        String id = kept.body().at("scheduled").text("id").orElseThrow();
        assertEquals(
                id,
                at(guest, "/replies", later, alice)
                        .body()
                        .at("scheduled")
                        .text("id")
                        .orElseThrow());
        Map<String, Object> never =
                Map.of("content", "Wrong.", "send_at", Instant.now().plusSeconds(3_600).toString());
        String wrong =
                at(guest, "/replies", never, bob).body().at("scheduled").text("id").orElseThrow();
        assertEquals(2, scheduled(guest).size());
        String path = "/api/v1/conversations/" + guest.id() + "/scheduled/" + wrong;
        assertEquals(200, caller.send("DELETE", path, Map.of(), alice).status());
        assertEquals(404, caller.send("DELETE", path, Map.of(), alice).status());
        List<JsonView> said =
                Wait.until(
                        "the reply is sent",
                        () -> caller.from("staff", guest),
                        all -> !all.isEmpty());
        assertFalse(Instant.now().isBefore(soon));
        assertEquals("It has arrived.", said.getFirst().text("content").orElseThrow());
        assertEquals(1, said.size());
        assertEquals(List.of(), scheduled(guest));
        assertEquals("human_active", shown(guest).text("status").orElseThrow());
        assertEquals(id(alice), shown(guest).text("assignee").orElseThrow());
    }

    private static List<JsonView> scheduled(Guest guest) {
        return caller.get("/api/v1/conversations/" + guest.id() + "/scheduled", bob)
                .body()
                .at("data")
                .each()
                .toList();
    }

    @Test
    void whatMayNoLongerBeSentStaysAsANote() {
        Guest guest = caller.guest("house");
        Map<String, Object> later =
                Map.of(
                        "content",
                        "Are you still there?",
                        "send_at",
                        Instant.now().plusMillis(1_200).toString(),
                        "expected_seq",
                        0);
        assertEquals(202, at(guest, "/replies", later, alice).status());
        at(guest, "/replies", Map.of("content", "Solved by telephone."), bob);
        Wait.until("it is given up", () -> scheduled(guest).isEmpty());
        assertEquals(1, caller.from("staff", guest).size());
        List<String> notes = notes(guest);
        assertEquals(1, notes.size());
        assertTrue(notes.getFirst().contains("alice"), notes.toString());
        assertTrue(notes.getFirst().endsWith("Are you still there?"), notes.toString());
    }

    private static List<String> notes(Guest guest) {
        return caller.get("/api/v1/conversations/" + guest.id() + "/messages", bob)
                .body()
                .at("data")
                .each()
                .filter(each -> each.isTrue("private"))
                .map(each -> each.text("content").orElse(""))
                .toList();
    }

    @Test
    void aTimeThatIsOverOrFarAwayIsRefused() {
        Guest guest = caller.guest("house");
        for (String at : List.of("2020-01-01T00:00:00Z", "2199-01-01T00:00:00Z", "tomorrow")) {
            Said refused = at(guest, "/replies", Map.of("content", "x", "send_at", at), alice);
            assertEquals(List.of("send_at"), refused.badFields());
        }
    }

    @Test
    void aDraftIsItsWritersAloneAndGoesWithTheReply() {
        Guest guest = caller.guest("house");
        String path = "/api/v1/conversations/" + guest.id() + "/draft";
        assertEquals("", caller.get(path, alice).body().text("content").orElse(""));
        caller.send("PUT", path, Map.of("content", "Dear customer, we"), alice);
        caller.send("PUT", path, Map.of("content", "Mine"), bob);
        assertEquals(
                "Dear customer, we", caller.get(path, alice).body().text("content").orElse(""));
        at(guest, "/replies", Map.of("content", "Dear customer, we are open."), alice);
        assertEquals("", caller.get(path, alice).body().text("content").orElse(""));
        assertEquals("Mine", caller.get(path, bob).body().text("content").orElse(""));
        caller.send("PUT", path, Map.of("content", "  "), bob);
        assertEquals("", caller.get(path, bob).body().text("content").orElse(""));
        assertEquals(204, caller.send("DELETE", path, Map.of(), bob).status());
        assertEquals(List.of("content"), caller.send("PUT", path, Map.of(), bob).badFields());
    }

    @Test
    void savedRepliesAreForAllOrForOneAndFilledInWhenSent() {
        Map<String, Object> hours =
                Map.of(
                        "shortcut",
                        "/hours",
                        "content",
                        "Hello {{contact.name}}, {{staff.name}} here.");
        Said made = caller.post("/api/v1/saved-replies", hours, alice);
        assertEquals(201, made.status());
        assertEquals("hours", made.body().text("shortcut").orElseThrow());
        assertEquals("shortcut_taken", caller.post("/api/v1/saved-replies", hours, bob).code());
        Map<String, Object> own =
                Map.of("shortcut", "HOURS", "content", "Mine alone", "private", true);
        String mine =
                caller.post("/api/v1/saved-replies", own, bob).body().text("id").orElseThrow();
        assertEquals(
                1, caller.get("/api/v1/saved-replies", alice).body().at("data").each().count());
        assertEquals(2, caller.get("/api/v1/saved-replies", bob).body().at("data").each().count());
        String path = "/api/v1/saved-replies/" + mine;
        assertEquals(404, caller.send("DELETE", path, Map.of(), alice).status());
        assertEquals(
                "shortcut_taken", caller.send("PATCH", path, Map.of("private", false), bob).code());
        assertEquals(
                "mine",
                caller.send("PATCH", path, Map.of("shortcut", "mine", "private", false), bob)
                        .body()
                        .text("shortcut")
                        .orElseThrow());
        assertEquals(204, caller.send("DELETE", path, Map.of(), alice).status());
        Guest nameless = caller.guest("house");
        Said refused =
                at(nameless, "/replies", Map.of("content", "Hello {{contact.name}}!"), alice);
        assertEquals(List.of("content"), refused.badFields());
        assertTrue(refused.body().toString().contains("contact.name"), refused.body().toString());
        shop.update(
                "UPDATE contacts SET name = 'Ada $1' WHERE id = (SELECT contact_id FROM"
                        + " conversations WHERE id = '"
                        + nameless.id()
                        + "')");
        at(
                nameless,
                "/replies",
                Map.of(
                        "content",
                        "Hello {{ contact.name }}, {{staff.name}} here. {{ x }} {{contact.name}"),
                alice);
        assertEquals(
                "Hello Ada $1, alice here. {{ x }} {{contact.name}",
                caller.from("staff", nameless).getFirst().text("content").orElseThrow());
        assertTrue(
                at(nameless, "/replies", Map.of("content", "{{contact.shoes}}"), alice)
                        .body()
                        .toString()
                        .contains("there is no variable contact.shoes"));
    }

    @Test
    void colleaguesOnEveryReplicaSeeWhoTypesAndTheCustomerToo() throws InterruptedException {
        Guest guest = caller.guest("house");
        at(guest, "/takeover", Map.of(), alice);
        try (EventStreamClient staff = other.caller.stream("/api/v1/events", bob);
                EventStreamClient visitor = caller.listen(guest)) {
            Wait.until(
                    "the streams are open", () -> staff.status() == 200 && visitor.status() == 200);
            assertEquals(204, at(guest, "/typing", Map.of("note", true), alice).status());
            assertEquals(204, at(guest, "/typing", Map.of(), alice).status());
            staff.until(s -> s.events().stream().filter(e -> e.is("presence")).count() == 2);
            JsonView who =
                    staff.events().stream()
                            .filter(e -> e.is("presence"))
                            .findFirst()
                            .orElseThrow()
                            .data();
            assertEquals(guest.id(), who.text("conversation_id").orElseThrow());
            assertEquals("alice", who.at("user").text("name").orElseThrow());
            assertEquals(id(alice), who.at("user").text("id").orElseThrow());
            visitor.until(s -> s.events().stream().anyMatch(e -> e.is("typing")));
            assertEquals(1, visitor.events().stream().filter(e -> e.is("typing")).count());
        }
    }
}
