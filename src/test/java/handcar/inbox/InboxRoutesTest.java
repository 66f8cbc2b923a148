package handcar.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Many conversations at once, and the search in what was said.
final class InboxRoutesTest {
    private static final String BULK = "/api/v1/conversations/bulk";
    private static final String STAFF = TestClient.ADMIN;

    private static TestServer shop;
    private static TestClient caller;

    @BeforeAll
    static void open() {
        shop = new TestServer(Map.of("MESSAGE_BUFFER_SECONDS", "300"));
        caller = shop.caller;
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static Guest writes(String content) {
        Guest guest = caller.guest("house");
        caller.says(guest, content);
        return guest;
    }

    private static JsonView shown(Guest guest) {
        return caller.get("/api/v1/conversations/" + guest.id(), STAFF).body();
    }

    private static List<Long> counts(Said bulk) {
        assertEquals(200, bulk.status(), bulk.body().toString());
        return List.of(
                bulk.body().whole("changed").orElseThrow(),
                bulk.body().whole("unchanged").orElseThrow(),
                bulk.body().at("failed").each().count());
    }

    @Test
    void manyAreChangedAtOnceAndWhatCannotBeIsNamed() {
        List<Guest> guests = List.of(writes("one"), writes("two"), writes("three"));
        List<String> ids = new ArrayList<>(guests.stream().map(Guest::id).toList());
        ids.add("01a22a70-a54f-7890-8ea9-607914392930");
        Said closed = caller.post(BULK, Map.of("ids", ids, "action", "close"), STAFF);
        assertEquals(List.of(3L, 0L, 1L), counts(closed));
        assertEquals(
                "conversation_not_found",
                closed.body().at("failed").at(0).text("code").orElseThrow());
        ids.removeLast();
        assertEquals(
                List.of(0L, 3L, 0L),
                counts(caller.post(BULK, Map.of("ids", ids, "action", "close"), STAFF)));
        assertEquals(
                List.of(3L, 0L, 0L),
                counts(caller.post(BULK, Map.of("ids", ids, "action", "reopen"), STAFF)));
        caller.post(
                "/api/v1/conversations/" + ids.getFirst() + "/tags",
                Map.of("tags", List.of("vip")),
                STAFF);
        Map<String, Object> tag = Map.of("ids", ids, "action", "tag", "tags", List.of("fair"));
        assertEquals(List.of(3L, 0L, 0L), counts(caller.post(BULK, tag, STAFF)));
        assertEquals(
                List.of("vip", "fair"),
                shown(guests.getFirst())
                        .at("tags")
                        .each()
                        .flatMap(each -> each.text().stream())
                        .toList());
        Map<String, Object> mine = Map.of("ids", ids, "action", "assign", "assignee", "me");
        assertEquals(List.of(3L, 0L, 0L), counts(caller.post(BULK, mine, STAFF)));
        Map<String, Object> read = Map.of("ids", ids, "action", "read");
        assertEquals(0, counts(caller.post(BULK, read, STAFF)).getLast());
        assertEquals(0, shown(guests.getFirst()).whole("unread_count").orElseThrow());
        Map<String, Object> snooze =
                Map.of(
                        "ids",
                        ids,
                        "action",
                        "snooze",
                        "until",
                        Instant.now().plusSeconds(600).toString());
        assertEquals(List.of(3L, 0L, 0L), counts(caller.post(BULK, snooze, STAFF)));
    }

    @Test
    void aFilterChoosesWhatTheListShowsBeforeTheFirstIsChanged() {
        String agent = caller.agent("Lamps " + UUID.randomUUID());
        for (int i = 0; i < 5; i++) {
            Guest guest = caller.guest(agent);
            caller.says(guest, "Question " + i);
        }
        Map<String, Object> filter = Map.of("agent", agent, "view", "agent");
        Said closed = caller.post(BULK, Map.of("filter", filter, "action", "close"), STAFF);
        assertEquals(List.of(5L, 0L, 0L), counts(closed));
        assertEquals(
                List.of(0L, 0L, 0L),
                counts(caller.post(BULK, Map.of("filter", filter, "action", "close"), STAFF)));
        JsonView views = caller.get("/api/v1/conversations/counts", STAFF).body();
        assertTrue(views.whole("closed").orElseThrow() >= 5);
    }

    @Test
    void whatIsWrongWithARequestIsNamed() {
        String id = writes("hello").id();
        assertEquals(List.of("ids"), bad(Map.of("action", "close")));
        assertEquals(
                List.of("ids"),
                bad(Map.of("action", "close", "ids", List.of(id), "filter", Map.of())));
        assertEquals(List.of("ids"), bad(Map.of("action", "close", "ids", List.of("me"))));
        assertEquals(List.of("action"), bad(Map.of("action", "burn", "ids", List.of(id))));
        assertEquals(List.of("tags"), bad(Map.of("action", "tag", "ids", List.of(id))));
        assertEquals(List.of("until"), bad(Map.of("action", "snooze", "ids", List.of(id))));
        assertEquals(
                List.of("filter.status"),
                bad(Map.of("action", "close", "filter", Map.of("status", "asleep"))));
    }

    private static List<String> bad(Map<String, Object> body) {
        return caller.post(BULK, body, STAFF).badFields();
    }

    private static List<JsonView> found(String words) {
        String q = URLEncoder.encode(words, StandardCharsets.UTF_8);
        return caller.get("/api/v1/search/messages?q=" + q, STAFF)
                .body()
                .at("data")
                .each()
                .toList();
    }

    private static String marked(JsonView hit) {
        String text = hit.text("excerpt").orElseThrow();
        return hit.at("highlights")
                .each()
                .map(place -> text.substring(number(place.at(0)), number(place.at(1))))
                .collect(Collectors.joining("|"));
    }

    private static int number(JsonView place) {
        return Math.toIntExact(place.number().orElseThrow());
    }

    @Test
    void whatWasSaidIsFoundByItsWordsInEveryScript() {
        Guest guest =
                writes(
                        "🪔 ".repeat(60)
                                + "Haben Sie die Stehlampe B-1037 in Messing? "
                                + "x".repeat(300));
        Guest chinese = writes("请问台灯什么时候到货？");
        Guest russian = writes("Когда придёт лампа из Москвы?");
        caller.post(
                "/api/v1/conversations/" + guest.id() + "/notes",
                Map.of("content", "asks for brass xylograph"),
                STAFF);
        List<JsonView> hits = found("messing b-1037");
        assertEquals(List.of(guest.id()), ids(hits));
        assertEquals("B|1037|Messing", marked(hits.getFirst()));
        assertTrue(hits.getFirst().text("excerpt").orElseThrow().length() < 210);
        assertEquals(List.of(guest.id()), ids(found("Stehl")));
        assertEquals(List.of(chinese.id()), ids(found("台灯")));
        assertEquals("台灯", marked(found("台灯").getFirst()));
        assertEquals(List.of(russian.id()), ids(found("ЛАМПА москв")));
        assertTrue(found("xylograph").getFirst().isTrue("private"));
        assertEquals(List.of(), found("Stehlampe Silber"));
        for (String odd : List.of("'", "& | !", "a' & 'b:*", "\\", "%", ":*", "<->", "é")) {
            assertEquals(List.of(), found(odd), odd);
        }
        assertEquals(List.of("q"), caller.get("/api/v1/search/messages", STAFF).badFields());
    }

    private static List<String> ids(List<JsonView> hits) {
        return hits.stream().map(hit -> hit.text("conversation_id").orElseThrow()).toList();
    }
}
