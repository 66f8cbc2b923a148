package handcar.contract;

import static handcar.contract.GeneralContractTest.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.testing.ContractServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.Test;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;

/// "Chat (visitor)", sentence by sentence, answered by the built-in model.
final class ChatContractTest {
    private static final String ROOT = "/api/v1/chat/conversations";
    private static final Set<String> MESSAGE =
            Set.of(
                    "id",
                    "seq",
                    "conversation_id",
                    "author",
                    "content",
                    "citations",
                    "channel",
                    "delivery",
                    "created_at");
    private static final Set<String> CONVERSATION =
            Set.of(
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
                    "last_message_at",
                    "last_seq",
                    "seen_seq",
                    "answer_email",
                    "waiting_since",
                    "snoozed_until",
                    "unread_count",
                    "preview",
                    "summary");

    private final ContractServer site = ContractServer.shared();

    private record Event(String id, String name, JsonView data) {}

    /// The events that come until one of that name, and for a message of that author, has come.
    private List<Event> events(String path, String token, String author, String... headers) {
        List<Event> events = new ArrayList<>();
        HttpResponse<java.io.InputStream> answer;
        try (HttpClient client = HttpClient.newHttpClient()) {
            answer =
                    client.send(
                            site.request(path, token, headers).build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertEquals(200, answer.statusCode());
            assertEquals(
                    "text/event-stream", answer.headers().firstValue("Content-Type").orElse(""));
            try (var lines =
                    new BufferedReader(
                            new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                String[] parts = {"", "", ""};
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("id: ")) {
                        parts[0] = line.substring(4);
                    } else if (line.startsWith("event: ")) {
                        parts[1] = line.substring(7);
                    } else if (line.startsWith("data: ")) {
                        JsonView data = new JsonView(Json.object(line.substring(6)));
                        events.add(new Event(parts[0], parts[1], data));
                        parts[0] = "";
                        if (parts[1].equals("message")
                                && data.text("author").orElse("").equals(author)) {
                            client.shutdownNow();
                            return events;
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("the stream ended: " + events);
    }

    @Test
    void aConversationIsMadeAndShown() {
        ContractServer.Said made =
                site.post(
                        ROOT,
                        "{\"agent\":\"guide\",\"visitor\":{\"name\":\"Ada\",\"email\":\"ada@shop.example\",\"phone\":\"+49"
                            + " 1\",\"external_id\":\"7\",\"attributes\":{\"plan\":\"pro\"}}}",
                        "");
        assertEquals(201, made.status(), made.text());
        assertEquals(Set.of("conversation", "token"), made.body().fields().keySet());
        JsonView conversation = made.body().at("conversation");
        assertEquals(CONVERSATION, conversation.fields().keySet());
        assertEquals("ai_active", conversation.text("status").orElse(""));
        assertEquals("Ada", conversation.at("contact").text("name").orElse(""));
        assertEquals("pro", conversation.at("contact").at("attributes").text("plan").orElse(""));
        String agent = conversation.text("agent_id").orElse("");
        assertEquals(201, site.post(ROOT, "{\"agent\":\"" + agent + "\"}", "").status());
        String path = ROOT + "/" + conversation.text("id").orElse("");
        ContractServer.Said shown = site.get(path, made.body().text("token").orElse(""));
        assertEquals(conversation, shown.body());
    }

    @Test
    void theSameClientIdIsTheSameMessage() {
        ContractServer.Guest guest = site.guest();
        String said = "{\"content\":\"How do I connect WhatsApp?\",\"client_id\":\"c-1\"}";
        ContractServer.Said first = site.post(guest.path("/messages"), said, guest.token());
        assertEquals(202, first.status(), first.text());
        assertEquals(Set.of("message"), first.body().fields().keySet());
        JsonView message = first.body().at("message");
        assertEquals(MESSAGE, message.fields().keySet());
        assertEquals(
                Set.of("status", "external_id", "error"), message.at("delivery").fields().keySet());
        assertEquals("contact", message.text("author").orElse(""));
        ContractServer.Said again = site.post(guest.path("/messages"), said, guest.token());
        assertEquals(200, again.status());
        assertEquals(message.text("id"), again.body().at("message").text("id"));
    }

    @Test
    void theAnswerComesInPiecesThenWholeWithCheckedCitationsAndIsReplayed()
            throws InterruptedException {
        site.know("guide", "Files", "The file types that you can upload are PDF, Word and Excel.");
        ContractServer.Guest guest = site.guest();
        // pieces are for whoever listens while it is written, and it is written fast
        Thread asking =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    Wait.pause(
                                            Duration.ofMillis(300),
                                            "the listener is registered first");
                                    site.post(
                                            guest.path("/messages"),
                                            "{\"content\":\"Which file types can I upload?\"}",
                                            guest.token());
                                });
        List<Event> events = events(guest.path("/events?token=" + guest.token()), "", "agent");
        assertTrue(asking.join(Duration.ofSeconds(5)));
        long seq = events.getFirst().data().number("seq").orElseThrow();
        Event whole = events.getLast();
        assertTrue(
                events.stream().anyMatch(event -> event.name().equals("delta")), events.toString());
        events.stream()
                .filter(event -> event.name().equals("delta"))
                .forEach(
                        event -> {
                            assertEquals(
                                    Set.of("message_id", "index", "text"),
                                    event.data().fields().keySet());
                            assertEquals(whole.data().text("id"), event.data().text("message_id"));
                        });
        assertEquals(MESSAGE, whole.data().fields().keySet());
        assertEquals(whole.id(), String.valueOf(whole.data().number("seq").orElseThrow()));
        JsonView citation = whole.data().at("citations").at(0);
        assertEquals(
                Set.of("index", "document_id", "title", "url", "quote", "start", "end"),
                citation.fields().keySet());
        assertTrue(whole.data().text("content").orElse("").contains("[1]"), whole.toString());
        for (List<Event> replayed :
                List.of(
                        events(guest.path("/events?after=" + seq), guest.token(), "agent"),
                        events(
                                guest.path("/events"),
                                guest.token(),
                                "agent",
                                "Last-Event-ID",
                                "" + seq))) {
            assertEquals(whole, replayed.getLast());
            assertTrue(replayed.stream().noneMatch(e -> e.id().equals(String.valueOf(seq))));
        }
        ContractServer.Said after = site.get(guest.path("/messages?after=" + seq), guest.token());
        assertEquals(whole.data(), after.row(0));
        String id = whole.data().text("id").orElse("");
        String rated = "{\"message_id\":\"" + id + "\",\"rating\":\"up\",\"comment\":\"good\"}";
        assertEquals(204, site.post(guest.path("/feedback"), rated, guest.token()).status());
    }

    @Test
    void aGetOfTheWebSocketsAddressWithoutAHandshakeSaysWhatIsExpected() {
        ContractServer.Guest guest = site.guest();
        String path = "/ws/chat/" + guest.id();
        ContractServer.Said said = site.get(path, guest.token());
        assertRefused(400, "invalid", said);
        assertEquals("websocket_expected", said.code());
        assertTrue(said.error().text("message").orElse("").contains("WebSocket handshake"));
        assertRefused(401, "unauthorized", site.get(path, ""));
    }

    @Test
    void aWebSocketTellsTheSame() throws Exception {
        ContractServer.Guest guest = site.guest();
        site.post(guest.path("/messages"), "{\"content\":\"Hello?\"}", guest.token());
        List<Event> events = events(guest.path("/events"), guest.token(), "agent");
        BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            WebSocket socket =
                    client.newWebSocketBuilder()
                            .buildAsync(
                                    URI.create(
                                            "ws://localhost:"
                                                    + site.port()
                                                    + "/ws/chat/"
                                                    + guest.id()
                                                    + "?token="
                                                    + guest.token()),
                                    new WebSocket.Listener() {
                                        @Override
                                        public CompletionStage<?> onText(
                                                WebSocket ws, CharSequence text, boolean last) {
                                            frames.add(text.toString());
                                            ws.request(1);
                                            return java.util.concurrent.CompletableFuture
                                                    .completedFuture(ws);
                                        }
                                    })
                            .get(10, TimeUnit.SECONDS);
            for (Event event : events) {
                if (event.id().isEmpty()) {
                    continue;
                }
                String frame = frames.poll(10, TimeUnit.SECONDS);
                assertFalse(frame == null, "no frame for " + event);
                JsonView told = new JsonView(Json.object(frame));
                assertEquals(event.name(), told.text("event").orElse(""));
                assertEquals(event.data(), told.at("data"));
                assertEquals(Long.parseLong(event.id()), told.number("id").orElseThrow());
            }
            socket.abort();
            client.shutdownNow();
        }
    }

    @Test
    void aTokenOpensItsOwnConversationOnly() {
        ContractServer.Guest mine = site.guest();
        ContractServer.Guest theirs = site.guest();
        for (String rest : List.of("", "/messages", "/events")) {
            assertRefused(403, "forbidden", site.get(theirs.path(rest), mine.token()));
            assertRefused(401, "unauthorized", site.get(theirs.path(rest), ""));
            assertRefused(401, "unauthorized", site.get(theirs.path(rest), mine.token() + "x"));
        }
        assertRefused(
                403,
                "forbidden",
                site.post(theirs.path("/messages"), "{\"content\":\"x\"}", mine.token()));
        assertRefused(401, "unauthorized", site.get("/api/v1/conversations", mine.token()));
        // in the address only where a browser can put it nowhere else
        assertRefused(401, "unauthorized", site.get(mine.path("?token=" + mine.token()), ""));
    }

    @Test
    void badMessagesNameTheirFields() {
        ContractServer.Guest guest = site.guest();
        for (String bad :
                List.of(
                        "{}",
                        "{\"content\":\"\"}",
                        "{\"content\":\" \"}",
                        "{\"content\":7}",
                        "{\"content\":\"" + "x".repeat(10_001) + "\"}")) {
            ContractServer.Said said = site.post(guest.path("/messages"), bad, guest.token());
            assertRefused(422, "invalid", said);
            assertEquals(List.of("content"), said.badFields());
        }
        String longest = "{\"content\":\"" + "x".repeat(10_000) + "\"}";
        assertEquals(202, site.post(guest.path("/messages"), longest, guest.token()).status());
        ContractServer.Said both =
                site.post(guest.path("/feedback"), "{\"rating\":\"sideways\"}", guest.token());
        assertEquals(List.of("message_id", "rating"), both.badFields());
        assertRefused(404, "not_found", site.post(ROOT, "{\"agent\":\"nobody\"}", ""));
    }
}
