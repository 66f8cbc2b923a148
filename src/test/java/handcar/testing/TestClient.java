package handcar.testing;

import module java.base;

import handcar.channel.web.EventStreamClient;
import handcar.json.Json;
import handcar.json.JsonView;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/// Who calls a whole server from outside: a visitor's page, and a script of the staff with the admin token.
public final class TestClient {
    public static final String ADMIN = "the-admin-token-of-the-tests";

    /// Longer than anything here takes, on a machine that does other things as well.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String CHATS = "/api/v1/chat/conversations";

    private final String address;
    private final HttpClient client = HttpClient.newHttpClient();

    /// One answer of the server.
    public record Said(int status, JsonView body) {
        public String code() {
            return body.at("error").text("code").orElse("");
        }

        public List<String> badFields() {
            return List.copyOf(body.at("error").at("details").at("fields").fields().keySet());
        }
    }

    /// A visitor with their conversation.
    public record Guest(String id, String token) {
        public String path(String rest) {
            return CHATS + "/" + id + rest;
        }
    }

    /// @param address without a slash at the end
    public TestClient(String address) {
        this.address = address;
    }

    /// A visitor of an agent, who said nothing yet.
    public Guest guest(String agent) {
        JsonView made = post(CHATS, Map.of("agent", agent), "").body();
        return new Guest(
                made.at("conversation").text("id").orElseThrow(), made.text("token").orElseThrow());
    }

    public Said says(Guest guest, String content) {
        return post(guest.path("/messages"), Map.of("content", content), guest.token());
    }

    /// Everything the visitor can read.
    public List<JsonView> thread(Guest guest) {
        List<JsonView> all = new ArrayList<>();
        List<JsonView> page;
        do {
            long after = all.isEmpty() ? 0 : all.getLast().number("seq").orElseThrow();
            page =
                    get(guest.path("/messages?limit=200&after=" + after), guest.token())
                            .body()
                            .at("data")
                            .each()
                            .toList();
            all.addAll(page);
        } while (page.size() == 200);
        return all;
    }

    /// What the visitor reads from one kind of author.
    public List<JsonView> from(String author, Guest guest) {
        return thread(guest).stream()
                .filter(message -> message.text("author").orElseThrow().equals(author))
                .toList();
    }

    /// Asks, and waits for the answer to it.
    public JsonView ask(Guest guest, String question) {
        int before = from("agent", guest).size();
        says(guest, question);
        return Wait.until(
                        "the agent answers", () -> from("agent", guest), now -> now.size() > before)
                .getLast();
    }

    /// Everything the visitor is told, as it happens.
    public EventStreamClient listen(Guest guest, String... headers) {
        HttpRequest.Builder request = request(guest.path("/events"), guest.token());
        return new EventStreamClient(
                client, (headers.length == 0 ? request : request.headers(headers)).build());
    }

    /// An event stream of staff.
    public EventStreamClient stream(String path, String token) {
        return new EventStreamClient(client, request(path, token).build());
    }

    /// Makes an agent for everybody; its slug.
    public String agent(String name) {
        Said made = post("/api/v1/agents", Map.of("name", name, "public", true), ADMIN);
        return made.body().text("slug").orElseThrow();
    }

    /// Hands a text in and waits until it can be found; its id.
    public String shelve(String agent, String title, String text) {
        Map<String, String> document = Map.of("title", title, "text", text, "agent", agent);
        String id = post("/api/v1/documents", document, ADMIN).body().text("id").orElseThrow();
        Wait.until(
                "the document is ready",
                () -> get("/api/v1/documents/" + id, ADMIN).body().text("status").orElse(""),
                "ready"::equals);
        return id;
    }

    public Said get(String path, String token) {
        return send(request(path, token));
    }

    public Said post(String path, Object body, String token) {
        return send("POST", path, body, token);
    }

    public Said send(String method, String path, Object body, String token) {
        return send(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofByteArray(Json.bytes(body))));
    }

    /// A provider's webhook, with its own headers.
    public Said knock(String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path, "").header("Content-Type", "application/json");
        headers.forEach(request::header);
        return send(request.method("POST", BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private Said send(HttpRequest.Builder request) {
        return trySend(request)
                .orElseThrow(() -> new IllegalStateException("nobody at " + address));
    }

    /// Empty when nobody answers.
    public Optional<Said> trySend(String method, String path, Object body, String token) {
        return trySend(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofByteArray(Json.bytes(body))));
    }

    private Optional<Said> trySend(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String text = response.body();
            return Optional.of(
                    new Said(
                            response.statusCode(),
                            new JsonView(text.isEmpty() ? Map.of() : Json.object(text))));
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
