package handcar.channel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.auth.ApiKeyScope;
import handcar.channel.web.WebFixture.Guest;
import handcar.chat.MessageLimits;
import handcar.db.TestDatabase;
import handcar.db.UuidV7;
import handcar.json.JsonView;
import handcar.testing.TestClient.Said;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WebRoutesTest {
    private static WebFixture lobby;

    @BeforeAll
    static void open() {
        lobby = new WebFixture(TestDatabase.withSchema());
    }

    @AfterAll
    static void close() {
        lobby.close();
    }

    private static Said begin(Map<String, ?> body) {
        return lobby.post("/api/v1/chat/conversations", body, "");
    }

    @Test
    void aConversationBeginsWithNothingOrWithEverything() {
        assertEquals(201, begin(Map.of()).status());
        Said made =
                begin(
                        Map.of(
                                "agent", "demo",
                                "visitor",
                                        Map.of(
                                                "name", "Alice",
                                                "email", "alice@example.com",
                                                "external_id", "7",
                                                "attributes", Map.of("plan", "pro")),
                                "message", "Grüße 🚂"));
        assertEquals(201, made.status());
        JsonView conversation = made.body().at("conversation");
        assertEquals("ai_active", conversation.text("status").orElseThrow());
        assertEquals(WebFixture.AGENT.toString(), conversation.text("agent_id").orElseThrow());
        assertEquals("Alice", conversation.at("contact").text("name").orElseThrow());
        assertEquals("Grüße 🚂", made.body().at("message").text("content").orElseThrow());
        assertTrue(made.body().text("token").isPresent());
    }

    @Test
    void everyFieldOfTheContractIsThere() {
        Guest alice = lobby.guest(Map.of("message", "hello"));
        JsonView conversation = lobby.get(alice.path(""), alice.token()).body();
        assertTrue(
                conversation
                        .fields()
                        .keySet()
                        .containsAll(
                                List.of(
                                        "id",
                                        "status",
                                        "channel",
                                        "agent_id",
                                        "contact",
                                        "assignee",
                                        "subject",
                                        "tags",
                                        "priority",
                                        "unread",
                                        "handoff_reason",
                                        "bot_paused_until",
                                        "stage",
                                        "created_at",
                                        "last_message_at")));
        JsonView message =
                lobby.get(alice.path("/messages"), alice.token()).body().at("data").at(0);
        assertEquals(
                java.util.Set.of(
                        "id",
                        "seq",
                        "conversation_id",
                        "author",
                        "content",
                        "citations",
                        "channel",
                        "delivery",
                        "created_at"),
                message.fields().keySet());
        assertTrue(message.text("created_at").orElseThrow().endsWith("Z"));
    }

    @Test
    void whatCannotBeIsRefusedFieldByField() {
        Map<String, Object> many = new HashMap<>();
        for (int i = 0; i < 51; i++) {
            many.put("k" + i, i);
        }
        assertEquals("agent_not_found", begin(Map.of("agent", "nobody")).code());
        assertEquals(
                List.of("visitor.attributes"),
                begin(Map.of("visitor", Map.of("attributes", many))).badFields());
        assertEquals(
                List.of("visitor.email"),
                begin(Map.of("visitor", Map.of("email", "alice"))).badFields());
        assertEquals(List.of("message"), begin(Map.of("message", "a\u0000b")).badFields());
        Guest alice = lobby.guest();
        assertEquals(List.of("content"), lobby.says(alice, " ").badFields());
        assertEquals(422, lobby.says(alice, "x".repeat(10_001)).status());
        assertEquals(202, lobby.says(alice, "🚂".repeat(10_000)).status());
        assertEquals(400, rawly(alice, "{\"content\":").status());
        assertEquals(415, rawly(alice, "{}", "text/plain").status());
    }

    private static Said rawly(Guest guest, String body) {
        return rawly(guest, body, "application/json");
    }

    private static Said rawly(Guest guest, String body, String type) {
        return lobby.send(
                lobby.request(guest.path("/messages"), guest.token())
                        .header("Content-Type", type)
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void theSameClientIdIsTheSameMessage() {
        Guest alice = lobby.guest();
        Map<String, String> body = Map.of("content", "once", "client_id", "c-1");
        Said first = lobby.post(alice.path("/messages"), body, alice.token());
        Said second = lobby.post(alice.path("/messages"), body, alice.token());
        assertEquals(202, first.status());
        assertEquals(200, second.status());
        assertEquals(first.body(), second.body());
    }

    @Test
    void aTokenOpensItsOwnConversationOnly() {
        Guest alice = lobby.guest(Map.of("message", "secret"));
        Guest bob = lobby.guest();
        for (String path : List.of("", "/messages", "/events")) {
            assertEquals(401, lobby.get(alice.path(path), "").status(), path);
            assertEquals(403, lobby.get(alice.path(path), bob.token()).status(), path);
            assertEquals(401, lobby.get(alice.path(path), bob.token() + "x").status(), path);
        }
        assertEquals(
                403,
                lobby.post(alice.path("/messages"), Map.of("content", "hi"), bob.token()).status());
        assertEquals(404, lobby.get("/api/v1/chat/conversations/nonsense", alice.token()).status());
    }

    @Test
    void onlyAProgramWithAKeyIsBelievedWhoTheVisitorIs() {
        Map<String, Object> body = Map.of("visitor", Map.of("external_id", "customer-7"));
        String key = lobby.key(ApiKeyScope.CHAT);
        assertEquals(
                contact(lobby.post("/api/v1/chat/conversations", body, key)),
                contact(lobby.post("/api/v1/chat/conversations", body, key)));
        assertNotEquals(contact(begin(body)), contact(begin(body)));
        JsonView proven = person(lobby.post("/api/v1/chat/conversations", body, key));
        assertEquals(Optional.of("customer-7"), proven.text("external_id"));
        assertTrue(proven.at("verified").isTrue("external_id"));
        assertFalse(proven.at("claimed_external_id").isPresent());
        JsonView claimed = person(begin(body));
        assertNotEquals(Optional.of("customer-7"), claimed.text("external_id"));
        assertEquals(Optional.of("customer-7"), claimed.text("claimed_external_id"));
        for (String what : List.of("external_id", "email", "phone")) {
            assertFalse(claimed.at("verified").isTrue(what), what);
        }
    }

    private static JsonView person(Said made) {
        return made.body().at("conversation").at("contact");
    }

    private static String contact(Said made) {
        return person(made).text("id").orElseThrow();
    }

    @Test
    void theThreadIsReadPageByPage() {
        Guest alice = lobby.guest();
        for (int i = 1; i <= 5; i++) {
            lobby.says(alice, "message " + i);
        }
        Said page = lobby.get(alice.path("/messages?after=1&limit=2"), alice.token());
        assertEquals(2, page.body().at("data").each().count());
        assertEquals("message 2", page.body().at("data").at(0).text("content").orElseThrow());
        assertEquals("3", page.body().text("next").orElseThrow());
        Said rest = lobby.get(alice.path("/messages?cursor=3"), alice.token());
        assertEquals(2, rest.body().at("data").each().count());
        assertFalse(rest.body().at("next").isPresent());
        assertEquals(422, lobby.get(alice.path("/messages?limit=0"), alice.token()).status());
    }

    @Test
    void anAnswerIsRatedAndItsSourceRead() {
        Guest alice = lobby.guest(Map.of("message", "how much?"));
        UUID answer = lobby.answers(alice.id(), "It is ", "5 € [1]");
        assertEquals(204, rate(alice, answer, "up").status());
        assertEquals(204, rate(alice, answer, "down").status());
        assertEquals(List.of("rating"), rate(alice, answer, "great").badFields());
        assertEquals(404, rate(lobby.guest(), answer, "up").status());
        assertEquals(404, rate(alice, UuidV7.next(), "up").status());
        String source = alice.path("/messages/" + answer + "/citations/");
        JsonView passage = lobby.get(source + "1", alice.token()).body();
        assertEquals("before ", passage.text("before").orElseThrow());
        assertEquals("It is 5 €.", passage.text("quote").orElseThrow());
        assertEquals(404, lobby.get(source + "2", alice.token()).status());
        assertEquals(404, lobby.get(source + "x", alice.token()).status());
    }

    private static Said rate(Guest guest, UUID message, String rating) {
        return lobby.post(
                guest.path("/feedback"),
                Map.of("message_id", message.toString(), "rating", rating),
                guest.token());
    }

    @Test
    void aPersonIsAskedForOnce() {
        Guest alice = lobby.guest(Map.of("message", "hello?"));
        Said asked = lobby.post(alice.path("/handoff"), Map.of(), alice.token());
        assertEquals(202, asked.status());
        assertEquals("needs_human", asked.body().at("conversation").text("status").orElseThrow());
        assertEquals(202, lobby.post(alice.path("/handoff"), Map.of(), alice.token()).status());
        Said thread = lobby.get(alice.path("/messages"), alice.token());
        assertEquals(
                List.of("contact", "system"),
                thread.body()
                        .at("data")
                        .each()
                        .map(message -> message.text("author").orElse(""))
                        .toList());
    }

    @Test
    void theAgentShowsItsCard() {
        Said card = lobby.get("/api/v1/chat/agent?agent=demo", "");
        assertEquals("Dora", card.body().text("name").orElseThrow());
        assertEquals("Prices?", card.body().at("suggestions").at(0).text().orElseThrow());
        assertEquals("agent_not_found", lobby.get("/api/v1/chat/agent?agent=x", "").code());
        for (String german : List.of("de", "de-AT")) {
            JsonView greeted =
                    lobby.get("/api/v1/chat/agent?agent=demo&language=" + german, "").body();
            assertEquals("Guten Tag!", greeted.text("greeting").orElseThrow());
            assertEquals("Prices?", greeted.at("suggestions").at(0).text().orElseThrow());
        }
    }

    @Test
    void whoWritesTooMuchIsToldSo() throws Exception {
        try (WebFixture strict =
                new WebFixture(TestDatabase.withSchema(), new MessageLimits(2, 100))) {
            Guest alice = strict.guest();
            try (EventStreamClient stream = strict.listen(alice.path("/events"), alice.token())) {
                for (int i = 0; i < 3; i++) {
                    assertEquals(202, strict.says(alice, "message " + i).status());
                }
                stream.until(heard -> heard.kept().size() == 4);
                assertEquals("error", stream.kept().getLast().name());
                assertEquals(
                        "rate_limited", stream.kept().getLast().data().text("code").orElseThrow());
            }
        }
    }
}
