package handcar.channel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What visitors do besides writing: an address for later, what they have read, and who they see.
class WebVisitTest {
    private static TestServer shop;
    private static TestClient caller;
    private static String closed;

    @BeforeAll
    static void open() {
        shop = new TestServer(Map.of("MESSAGE_BUFFER_SECONDS", "0"));
        caller = shop.caller;
        closed = caller.agent("Takes none");
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static Said staff(Guest guest, String verb, Map<String, ?> body, String token) {
        return caller.post("/api/v1/conversations/" + guest.id() + "/" + verb, body, token);
    }

    /// The access token of a new member of staff.
    private static String colleague(String name) {
        String email = "u" + UUID.randomUUID() + "@shop.example";
        Map<String, String> user =
                Map.of(
                        "email",
                        email,
                        "name",
                        name,
                        "role",
                        "agent",
                        "password",
                        "quite a long pass phrase 7");
        assertEquals(201, caller.post("/api/v1/users", user, TestClient.ADMIN).status());
        return caller.post(
                        "/api/v1/auth/login",
                        Map.of("email", email, "password", "quite a long pass phrase 7"),
                        "")
                .body()
                .text("access_token")
                .orElseThrow();
    }

    private static JsonView facts(Guest guest) {
        return caller.get(guest.path(""), guest.token()).body();
    }

    @Test
    void aVisitorLearnsTheNameOfWhoHasTheConversationAndNothingElseOfThem() throws Exception {
        Guest guest = caller.guest(closed);
        String anna = colleague("Anna");
        String ben = colleague("Ben");
        String unnamed = colleague("someone@shop.example");
        staff(guest, "takeover", Map.of(), anna);
        assertEquals("Anna", facts(guest).text("assignee").orElse(""));
        staff(guest, "replies", Map.of("content", "Hello, this is Anna."), anna);
        staff(guest, "takeover", Map.of(), ben);
        assertEquals("Ben", facts(guest).text("assignee").orElse(""));
        staff(guest, "takeover", Map.of(), unnamed);
        assertEquals(Optional.empty(), facts(guest).text("assignee"));
        staff(guest, "release", Map.of(), unnamed);
        try (EventStreamClient stream = caller.listen(guest)) {
            List<String> told = new ArrayList<>();
            for (EventStreamClient.Event event :
                    stream.until(heard -> heard.kept().size() >= 5).kept()) {
                told.add(
                        event.name()
                                + " "
                                + event.data().text("status").orElse("")
                                + event.data().text("author_name").orElse("")
                                + " "
                                + event.data().text("name").orElse("-"));
                assertFalse(Json.text(event.data().value()).contains("@shop.example"));
            }
            assertEquals(
                    List.of(
                            "status human_active Anna",
                            "message Anna -",
                            "status human_active Ben",
                            "status human_active -",
                            "status ai_active -"),
                    told);
        }
        assertEquals(
                "Anna",
                caller.thread(guest).getFirst().text("author_name").orElse(""),
                "also to who reads the messages");
    }

    @Test
    void aRatingIsToldToWhoGaveIt() {
        Guest guest = caller.guest(closed);
        staff(guest, "replies", Map.of("content", "Hello."), colleague("Anna"));
        String message = caller.thread(guest).getFirst().text("id").orElseThrow();
        assertEquals(
                204,
                caller.post(
                                guest.path("/feedback"),
                                Map.of("message_id", message, "rating", "down"),
                                guest.token())
                        .status());
        JsonView rated = caller.thread(guest).getFirst();
        assertEquals("down", rated.at("feedback").text("rating").orElse(""));
    }

    @Test
    void whatWasReadIsKeptAndNeverMoreThanThereIs() {
        Guest guest = caller.guest(closed);
        staff(guest, "replies", Map.of("content", "One."), TestClient.ADMIN);
        staff(guest, "notes", Map.of("content", "Not for the customer."), TestClient.ADMIN);
        staff(guest, "replies", Map.of("content", "Two."), TestClient.ADMIN);
        assertEquals(2, facts(guest).number("unread_count").orElse(-1));
        long first = caller.thread(guest).getFirst().number("seq").orElseThrow();
        assertEquals(
                204,
                caller.post(guest.path("/read"), Map.of("seq", first), guest.token()).status());
        assertEquals(1, facts(guest).number("unread_count").orElse(-1));
        caller.post(guest.path("/read"), Map.of("seq", 1_000_000), guest.token());
        caller.post(guest.path("/read"), Map.of("seq", 0), guest.token());
        JsonView now = facts(guest);
        assertEquals(0, now.number("unread_count").orElse(-1));
        assertEquals(now.number("last_seq"), now.number("seen_seq"));
        staff(guest, "replies", Map.of("content", "Three."), TestClient.ADMIN);
        assertEquals(1, facts(guest).number("unread_count").orElse(-1));
        assertEquals(422, caller.post(guest.path("/read"), Map.of(), guest.token()).status());
    }

    @Test
    void anAddressIsKeptAsClaimedToldToStaffOnceAndBounded() {
        Guest guest = caller.guest(closed);
        Map<String, String> address = Map.of("email", "Kim.O'Neill+chat@exämple.co.uk");
        for (int i = 0; i < 2; i++) {
            Said kept = caller.post(guest.path("/email"), address, guest.token());
            assertEquals(200, kept.status());
            assertEquals(address.get("email"), kept.body().text("email").orElse(""));
        }
        assertEquals(address.get("email"), facts(guest).text("answer_email").orElse(""));
        JsonView seen = caller.get("/api/v1/conversations/" + guest.id(), TestClient.ADMIN).body();
        assertEquals(address.get("email"), seen.at("contact").text("email").orElse(""));
        List<JsonView> notes =
                caller.get("/api/v1/conversations/" + guest.id() + "/messages", TestClient.ADMIN)
                        .body()
                        .at("data")
                        .each()
                        .toList();
        assertEquals(1, notes.size());
        assertTrue(notes.getFirst().isTrue("private"));
        assertTrue(notes.getFirst().text("content").orElse("").contains("not proven"));
        assertEquals(
                200,
                caller.post(guest.path("/email"), Map.of("email", "b@example.com"), guest.token())
                        .status());
        Said many =
                caller.post(guest.path("/email"), Map.of("email", "c@example.com"), guest.token());
        assertEquals(429, many.status());
        assertEquals("b@example.com", facts(guest).text("answer_email").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kim",
                "kim@",
                "@example.com",
                "kim@example",
                "kim @example.com",
                "a@b.example, c@d.example",
                "Kim <kim@example.com>",
                "kim@example.com\\r\\nBcc: all@example.com",
                "kim@@example.com",
                "kim..o@example.com",
                "kim@-example.com",
                "kim@example..com"
            })
    void whatIsNoAddressIsRefused(String text) {
        Guest guest = caller.guest(closed);
        Said refused =
                caller.post(
                        guest.path("/email"),
                        Map.of("email", text.replace("\\r\\n", "\r\n")),
                        guest.token());
        assertEquals(422, refused.status());
        assertEquals(List.of("email"), refused.badFields());
        assertEquals(Optional.empty(), facts(guest).text("answer_email"));
    }

    @Test
    void whoAsksForAPersonReadsThatInTheirLanguage() {
        Guest silent = caller.guest(closed);
        caller.post(silent.path("/handoff"), Map.of("language", "ru"), silent.token());
        assertTrue(
                caller.from("system", silent)
                        .getFirst()
                        .text("content")
                        .orElse("")
                        .contains("сотрудника"));
        Guest german = caller.guest(closed);
        caller.says(german, "Guten Tag, ich habe eine Frage zu meiner Bestellung von gestern.");
        caller.post(german.path("/handoff"), Map.of("language", "en"), german.token());
        Wait.until(
                "the notice is German",
                () -> caller.from("system", german),
                found ->
                        found.stream()
                                .anyMatch(
                                        each ->
                                                each.text("content")
                                                        .orElse("")
                                                        .contains("Wir haben jemanden")));
        assertEquals(
                422,
                caller.post(silent.path("/handoff"), Map.of("language", "russian"), silent.token())
                        .status());
    }
}
