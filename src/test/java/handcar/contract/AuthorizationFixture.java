package handcar.contract;

import static handcar.contract.AuthorizationCallers.id;
import static handcar.testing.TestClient.ADMIN;

import module java.base;

import handcar.contract.AuthorizationMatrix.Caller;
import handcar.contract.AuthorizationMatrix.Operation;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A server with one of everything, and everybody who may call it.
final class AuthorizationFixture implements AutoCloseable {
    private static final String SECRET = "the-secret-of-the-matrix";

    /// What is written meanwhile by the server itself, or by whoever asks, and is nobody's property.
    private static final Set<String> ANYTIME =
            Set.of(
                    "jobs",
                    "security_events",
                    "sessions",
                    "channel_activity",
                    "replicas",
                    "log_in_tries",
                    "deliveries");

    /// Operations after which objects are gone, and those after which callers are.
    private static final List<Predicate<String>> ENDING =
            List.of(
                    Pattern.compile("DELETE .*|.*/logout").asMatchPredicate(),
                    Pattern.compile(".*/auth/(?:sessions|logout)").asMatchPredicate(),
                    Pattern.compile(".*/logout").asMatchPredicate());

    private final TestServer server =
            new TestServer(
                    Map.of(
                            "TELEGRAM_BOT_TOKEN", "1:token",
                            "TELEGRAM_WEBHOOK_SECRET", SECRET,
                            "TELEGRAM_BASE_URL", "http://127.0.0.1:9",
                            "MESSAGE_BUFFER_SECONDS", "0"));
    private final TestClient client = server.caller;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AuthorizationCallers callers = new AuthorizationCallers(client);

    /// What stands in the braces of a path, by the path's beginning.
    private final Map<String, String> ids = new LinkedHashMap<>();

    AuthorizationFixture() {
        objects();
    }

    private void objects() {
        JsonView house = client.get("/api/v1/agents", ADMIN).body().at("data").at(0);
        client.send("PATCH", "/api/v1/agents/" + id(house), Map.of("attachments", true), ADMIN);
        TestClient.Guest guest = client.guest("house");
        client.says(guest, "Where are you?");
        callers.show(Caller.VISITOR, guest.token());
        callers.show(Caller.OTHER_VISITOR, client.guest("house").token());
        ids.put("/api/v1/chat/conversations/", guest.id());
        ids.put("/ws/chat/", guest.id());
        ids.put("/api/v1/users/", id(callers.user("victim", "viewer")));
        made("/api/v1/agents", Map.of("name", "Night shift"));
        made("/api/v1/saved-replies", Map.of("shortcut", "hours", "content", "From nine."));
        made("/api/v1/saved-views", Map.of("name", "Waiting", "filter", Map.of("view", "waiting")));
        ids.put("/api/v1/documents/", client.shelve("house", "Where we are", "In Bergen."));
        made("/api/v1/api-keys", Map.of("name", "old", "scopes", List.of("chat")));
        made(
                "/api/v1/channels",
                Map.of(
                        "kind",
                        "telegram",
                        "name",
                        "Second",
                        "account",
                        "22",
                        "secrets",
                        Map.of("bot_token", "22:token", "webhook_secret", SECRET)));
        made(
                "/api/v1/subscriptions",
                Map.of("url", "https://crm.example/handcar", "events", List.of("message.created")));
        found("/api/v1/contacts", "/api/v1/contacts");
        found("/api/v1/conversations/" + guest.id() + "/runs", "/api/v1/runs");
        String claude =
                "{'name':'c','wire':'anthropic','base_url':'https://c.example','keys':['k']}";
        made("/api/v1/providers", Json.object(claude.replace('\'', '"')));
        made("/api/v1/model-aliases", Map.of("alias", "a", "targets", List.of("gpt-4o")));
        made("/api/v1/prices", Map.of("model", "x-*", "input", 1, "output", 2));
        provider();
        media(guest);
    }

    /// Makes an object and keeps its id for the paths of its kind.
    void made(String path, Map<String, ?> body) {
        ids.put(path + "/", id(callers.made(path, body)));
    }

    /// A message on Telegram, with what it leaves: an event, a conversation, and an answer that cannot be delivered.
    private void provider() {
        client.knock(
                "/webhooks/telegram",
                "{\"update_id\":7,\"message\":{\"message_id\":7,\"date\":"
                        + Instant.now().getEpochSecond()
                        + ",\"from\":{\"id\":70,\"first_name\":\"Ada\"},\"chat\":{\"id\":70,"
                        + "\"type\":\"private\"},\"text\":\"Where are you?\"}}",
                Map.of("X-Telegram-Bot-Api-Secret-Token", SECRET));
        for (String list : List.of("deliveries", "webhook-events")) {
            found("/api/v1/" + list, "/api/v1/" + list);
        }
        server.update(
                "INSERT INTO jobs (id, kind, payload, state, due_at, max_attempts)"
                        + " VALUES (gen_random_uuid(), 'matrix', '{}', 'dead', now(), 1)");
        ids.put(
                "/api/v1/jobs/",
                id(client.get("/api/v1/jobs/dead", ADMIN).body().at("data").at(0)));
    }

    /// Waits until a list has something, and keeps the first id for the paths of its kind.
    private void found(String list, String path) {
        JsonView first =
                Wait.until(
                                list,
                                () -> client.get(list, ADMIN).body().at("data").each().toList(),
                                rows -> !rows.isEmpty())
                        .getFirst();
        ids.put(path + "/", id(first));
    }

    private void media(TestClient.Guest guest) {
        HttpRequest.Builder upload =
                request("/api/v1/media", ADMIN)
                        .header("Content-Type", "multipart/form-data; boundary=cut")
                        .POST(
                                BodyPublishers.ofString(
                                        "--cut\r\nContent-Disposition: form-data; name=\"file\";"
                                                + " filename=\"a.txt\"\r\nContent-Type:"
                                                + " text/plain\r\n\r\nhello\r\n--cut--\r\n"));
        String file = id(new JsonView(Json.object(send(upload, BodyHandlers.ofString()).body())));
        String conversation = "/api/v1/conversations/" + guest.id();
        client.post(conversation + "/takeover", Map.of(), ADMIN);
        client.post(
                conversation + "/replies",
                Map.of("content", "Here.", "attachments", List.of(file)),
                ADMIN);
        JsonView message = client.from("staff", guest).getFirst();
        ids.put("/api/v1/conversations/", guest.id());
        ids.put("/api/v1/media/", file);
        ids.put("/api/v1/chat/media/", file);
        ids.put("/media/", file);
        ids.put("{message}", id(message));
        ids.put("{message_id}", id(message));
        ids.put("{event}", UUID.randomUUID().toString());
        ids.put("{model}", "gpt-4o-mini");
        ids.put("{kind}", "telegram");
        ids.put("{tail}", "22");
    }

    List<String> routes() {
        return server.routes().stream().map(route -> route.replace("{+", "{")).toList();
    }

    /// The operations after which others still find what they name, then the others, and last those that end log-ins.
    static List<Operation> mildFirst(List<Operation> operations) {
        return operations.stream()
                .sorted(
                        Comparator.comparingLong(
                                operation ->
                                        ENDING.stream()
                                                .filter(ends -> ends.test(operation.name()))
                                                .count()))
                .toList();
    }

    /// The status of a call.
    int call(Operation operation, Caller caller) {
        String path = path(operation.path());
        if (path.startsWith("/ws/")) {
            return handshake(path, callers.token(caller));
        }
        boolean bare = Set.of("GET", "DELETE").contains(operation.method());
        BodyPublisher body = bare ? BodyPublishers.noBody() : BodyPublishers.ofString("{}");
        HttpRequest.Builder request = request(operation, caller, body);
        if (path.endsWith("/events")) {
            HttpResponse<Stream<String>> stream = send(request, BodyHandlers.ofLines());
            stream.body().close();
            return stream.statusCode();
        }
        int status = send(request, BodyHandlers.discarding()).statusCode();
        if (operation.name().equals("DELETE /api/v1/auth/sessions")) {
            callers.logInAgain(caller);
        }
        return status;
    }

    /// The answer to a call with this body.
    HttpResponse<String> answer(Operation operation, Caller caller, Map<String, Object> body) {
        BodyPublisher json = BodyPublishers.ofString(Json.text(body));
        return send(request(operation, caller, json), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(Operation operation, Caller caller, BodyPublisher body) {
        return request(path(operation.path()), callers.token(caller))
                .header("Content-Type", "application/json")
                .method(operation.method(), body);
    }

    private int handshake(String path, String token) {
        var builder = http.newWebSocketBuilder();
        if (!token.isEmpty()) {
            builder.header("Authorization", "Bearer " + token);
        }
        URI address = URI.create("ws://127.0.0.1:" + server.port() + path);
        try {
            builder.buildAsync(address, new java.net.http.WebSocket.Listener() {}).join().abort();
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    private String path(String pattern) {
        String path = pattern;
        for (var each : ids.entrySet()) {
            if (each.getKey().startsWith("{")) {
                path = path.replace(each.getKey(), each.getValue());
            } else if (path.startsWith(each.getKey())) {
                path = path.replace("{id}", each.getValue()).replace("{media}", each.getValue());
            }
        }
        return path.replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
    }

    /// How many rows each table has that only people change.
    Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        String tables = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()";
        try (Connection connection = server.db.source().getConnection();
                Statement statement = connection.createStatement();
                Statement counts = connection.createStatement();
                ResultSet each = statement.executeQuery(tables)) {
            while (each.next()) {
                String name = each.getString(1);
                if (!ANYTIME.contains(name)) {
                    try (ResultSet count = counts.executeQuery("SELECT count(*) FROM " + name)) {
                        count.next();
                        rows.put(name, count.getLong(1));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    private HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .timeout(Duration.ofSeconds(30));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
        try {
            return http.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
