package handcar.channel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.audit.AuditEntries;
import handcar.auth.ApiKeyScope;
import handcar.channel.web.WebFixture.Guest;
import handcar.db.TestDatabase;
import handcar.db.UuidV7;
import handcar.json.JsonView;
import handcar.testing.TestClient.Said;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Staff and customer on one conversation, each by their own route.
class StaffAndVisitorTest {
    private static WebFixture lobby;

    @BeforeAll
    static void open() {
        lobby = new WebFixture(TestDatabase.withSchema());
    }

    @AfterAll
    static void close() {
        lobby.close();
    }

    private static Said staff(Guest guest, String verb, Map<String, ?> body) {
        return lobby.post(
                "/api/v1/conversations/" + guest.id() + "/" + verb, body, WebFixture.ADMIN);
    }

    private static Said staff(String path) {
        return lobby.get("/api/v1/" + path, WebFixture.ADMIN);
    }

    @Test
    void everyVerbOfTheContractWorksAndStandsInTheLog() {
        Guest alice = lobby.guest(Map.of("message", "hello?"));
        assertEquals(201, staff(alice, "replies", Map.of("content", "Hi!")).status());
        assertEquals(201, staff(alice, "notes", Map.of("content", "knows us")).status());
        Map<String, Map<String, Object>> verbs =
                Map.of(
                        "release", Map.of(),
                        "takeover", Map.of(),
                        "pause", Map.of("minutes", 5),
                        "resume", Map.of(),
                        "assign", Map.of("assignee", "me"),
                        "close", Map.of(),
                        "reopen", Map.of(),
                        "tags", Map.of("tags", List.of("vip")),
                        "priority", Map.of("priority", "urgent"),
                        "stage", Map.of("stage", "qualified"));
        verbs.forEach((verb, body) -> assertEquals(200, staff(alice, verb, body).status(), verb));
        JsonView now = staff("conversations/" + alice.id()).body();
        assertEquals("vip", now.at("tags").at(0).text().orElseThrow());
        assertEquals("urgent", now.text("priority").orElseThrow());
        long kept =
                AuditEntries.newest(AuditEntries.log(lobby.db), 100).stream()
                        .filter(entry -> entry.subjectId().equals(alice.id().toString()))
                        .count();
        assertEquals(12, kept);
    }

    @Test
    void theCustomerSeesTheReplyAndNeverTheNote() {
        Guest alice = lobby.guest(Map.of("message", "hello?"));
        staff(alice, "notes", Map.of("content", "difficult customer"));
        staff(alice, "replies", Map.of("content", "Hi, Bob here."));
        staff(alice, "tags", Map.of("tags", List.of("difficult")));
        Said thread = lobby.get(alice.path("/messages"), alice.token());
        assertEquals(List.of("hello?", "Hi, Bob here."), contents(thread));
        JsonView mine = lobby.get(alice.path(""), alice.token()).body();
        assertEquals(0, mine.at("tags").each().count());
        assertEquals("human_active", mine.text("status").orElseThrow());
        Said whole = staff("conversations/" + alice.id() + "/messages");
        assertEquals(List.of("hello?", "difficult customer", "Hi, Bob here."), contents(whole));
    }

    @Test
    void staffAndTheCustomerSeeAtTheAnswerWhatTheCustomerThinksOfIt() {
        Guest alice = lobby.guest(Map.of("message", "how much?"));
        UUID answer = lobby.answers(alice.id(), "It is ", "5 € [1]");
        for (String rating : List.of("up", "down")) {
            Map<String, String> rated =
                    Map.of("message_id", answer.toString(), "rating", rating, "comment", "hm");
            assertEquals(204, lobby.post(alice.path("/feedback"), rated, alice.token()).status());
            JsonView read =
                    staff("conversations/" + alice.id() + "/messages").body().at("data").at(1);
            assertEquals(rating, read.at("feedback").text("rating").orElseThrow());
            assertEquals("hm", read.at("feedback").text("comment").orElseThrow());
        }
        JsonView own = lobby.get(alice.path("/messages"), alice.token()).body().at("data").at(1);
        assertEquals("down", own.at("feedback").text("rating").orElseThrow(), "their own");
    }

    private static List<String> contents(Said thread) {
        return thread.body().at("data").each().map(m -> m.text("content").orElse("")).toList();
    }

    @Test
    void theThreadOfStaffIsReadPageByPageWithItsNotes() {
        Guest alice = lobby.guest(Map.of("message", "one"));
        staff(alice, "notes", Map.of("content", "two"));
        staff(alice, "notes", Map.of("content", "three"));
        lobby.says(alice, "four");
        String path = "conversations/" + alice.id() + "/messages?limit=2";
        Said first = staff(path + "&after=0");
        Said second = staff(path + "&after=0&cursor=" + first.body().text("next").orElseThrow());
        assertEquals(List.of("one", "two"), contents(first));
        assertEquals(List.of("three", "four"), contents(second));
        assertFalse(second.body().at("next").isPresent());
        Said newest = staff("conversations/" + alice.id() + "/messages?limit=1");
        assertEquals(List.of("four"), contents(newest));
        Said older = staff(path + "&cursor=" + newest.body().text("next").orElseThrow());
        assertEquals(List.of("one", "two", "three"), contents(older));
        assertEquals(contents(older), contents(staff(path + "&before=2")));
        assertEquals(List.of("before"), staff(path + "&before=2&after=1").badFields());
    }

    @Test
    void theListIsFilteredAndOnlyForStaff() {
        Guest alice = lobby.guest(Map.of("message", "a very particular question"));
        assertEquals(401, lobby.get("/api/v1/conversations", "").status());
        assertEquals(401, lobby.get("/api/v1/conversations", alice.token()).status());
        assertEquals(403, lobby.get("/api/v1/conversations", lobby.key(ApiKeyScope.CHAT)).status());
        staff(alice, "takeover", Map.of());
        assertEquals(List.of(alice.id().toString()), ids("conversations?q=PARTICULAR"));
        assertTrue(
                ids("conversations?assignee=me&status=human_active")
                        .contains(alice.id().toString()));
        assertFalse(ids("conversations?assignee=none").contains(alice.id().toString()));
        assertEquals(List.of("status"), staff("conversations?status=sleeping").badFields());
        assertEquals(200, staff("contacts?limit=1").status());
        assertEquals(404, staff("conversations/" + UuidV7.next()).status());
    }

    private static List<String> ids(String path) {
        return staff(path).body().at("data").each().map(c -> c.text("id").orElse("")).toList();
    }

    @Test
    void aProgramWithTheStaffsKeyAnswers() {
        Guest alice = lobby.guest(Map.of("message", "hello?"));
        String program = lobby.key(ApiKeyScope.STAFF);
        Said answered =
                lobby.post(
                        "/api/v1/conversations/" + alice.id() + "/replies",
                        Map.of("content", "Hi!", "client_id", "r-1"),
                        program);
        assertEquals(201, answered.status());
    }

    @Test
    void theInboxHearsWhatHappens() throws Exception {
        Guest alice = lobby.guest();
        assertEquals(401, lobby.listen("/api/v1/events", "").status());
        try (EventStreamClient inbox = lobby.listen("/api/v1/events", WebFixture.ADMIN)) {
            Wait.pause(Duration.ofMillis(300), "the listener is registered on its own thread");
            lobby.says(alice, "hello?");
            staff(alice, "notes", Map.of("content", "a note"));
            UUID document = UuidV7.next();
            lobby.db.runTx(tx -> lobby.bells.ring(tx, "rag:" + document));
            inbox.until(heard -> heard.events().stream().anyMatch(event -> event.is("document")));
            List<EventStreamClient.Event> messages =
                    inbox.events().stream().filter(event -> event.is("message")).toList();
            assertEquals(2, messages.size());
            UUID answer = lobby.answers(alice.id(), "It is ", "5 € [1]");
            lobby.post(
                    alice.path("/feedback"),
                    Map.of("message_id", answer.toString(), "rating", "up"),
                    alice.token());
            inbox.until(
                    heard ->
                            heard.events().stream()
                                    .anyMatch(event -> event.data().at("feedback").isPresent()));
            assertTrue(messages.getLast().data().isTrue("private"));
            assertTrue(inbox.events().stream().anyMatch(event -> event.is("conversation")));
        }
    }

    @Test
    void whoseKeyIsTakenAwayHearsNothingMore() throws Exception {
        Guest alice = lobby.guest();
        try (EventStreamClient inbox =
                lobby.listen("/api/v1/events", lobby.key(ApiKeyScope.STAFF))) {
            Wait.pause(Duration.ofMillis(300), "the listener is registered on its own thread");
            lobby.says(alice, "for staff");
            inbox.until(heard -> heard.events().stream().anyMatch(event -> event.is("message")));
            lobby.takeKeysAway();
            Wait.pause(Duration.ofMillis(1100), "a revoked key may be cached for a second");
            lobby.says(alice, "not for those who left");
            inbox.until(EventStreamClient::hasEnded);
            assertTrue(
                    inbox.events().stream()
                            .noneMatch(
                                    event ->
                                            event.data()
                                                    .text("content")
                                                    .filter(text -> text.startsWith("not for"))
                                                    .isPresent()));
        }
    }
}
