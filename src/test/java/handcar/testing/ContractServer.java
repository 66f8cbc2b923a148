package handcar.testing;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// A caller of a [TestServer] who knows only the contract.
public final class ContractServer implements AutoCloseable {
    public static final String ADMIN = TestClient.ADMIN;
    public static final String FORM = "multipart/form-data; boundary=cut";

    /// The server most tests share: starting one takes seconds.
    private static final class Shared {
        private static final ContractServer SITE = new ContractServer(Map.of());

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SITE::close));
        }
    }

    private final TestServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    /// One answer of the server.
    public record Said(HttpResponse<byte[]> http) {
        public int status() {
            return http.statusCode();
        }

        public String text() {
            return new String(http.body(), StandardCharsets.UTF_8);
        }

        public JsonView body() {
            return new JsonView(text().isEmpty() ? Map.of() : Json.object(text()));
        }

        public JsonView error() {
            return body().at("error");
        }

        public String code() {
            return error().text("code").orElse("");
        }

        public List<String> badFields() {
            return error().at("details").at("fields").fields().keySet().stream().sorted().toList();
        }

        public String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        public JsonView row(int index) {
            return body().at("data").at(index);
        }

        public long rows() {
            return body().at("data").each().count();
        }
    }

    /// A visitor with their conversation.
    public record Guest(UUID id, String token) {
        public String path(String rest) {
            return "/api/v1/chat/conversations/" + id + rest;
        }
    }

    public ContractServer(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("CORS_ORIGINS", "[\"https://shop.example\"]");
        settings.putAll(more);
        server = TestServer.withGuide(settings);
    }

    public static ContractServer shared() {
        return Shared.SITE;
    }

    public int port() {
        return server.port();
    }

    public List<String> routes() {
        return server.routes();
    }

    public HttpRequest.Builder request(String path, String token, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    public Said get(String path, String token, String... headers) {
        return send(request(path, token, headers));
    }

    /// As staff.
    public Said get(String path) {
        return get(path, ADMIN);
    }

    public Said post(String path, String json, String token) {
        return send("POST", path, token, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /// As staff.
    public Said post(String path, String json) {
        return post(path, json, ADMIN);
    }

    public Said send(String method, String path, String token, String type, byte[] body) {
        HttpRequest.Builder request = request(path, token);
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        return send(
                request.method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    public Said send(String method, String path, String token) {
        return send(method, path, token, "", new byte[0]);
    }

    public Said send(HttpRequest.Builder request) {
        try {
            return new Said(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Said upload(String name, byte[] file) {
        byte[] head =
                ("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                                + name
                                + "\"\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8);
        byte[] tail = "\r\n--cut--\r\n".getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[head.length + file.length + tail.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(file, 0, whole, head.length, file.length);
        System.arraycopy(tail, 0, whole, head.length + file.length, tail.length);
        return send("POST", "/api/v1/documents", ADMIN, FORM, whole);
    }

    /// Gives an agent a text and waits until it can be found.
    public void know(String agent, String title, String text) {
        Map<String, String> document = Map.of("agent", agent, "title", title, "text", text);
        String id = post("/api/v1/documents", Json.text(document)).body().text("id").orElseThrow();
        Wait.until(
                "the document is ready",
                () -> get("/api/v1/documents/" + id).body().text("status").orElse(""),
                "ready"::equals);
    }

    public Guest guest() {
        JsonView made = post("/api/v1/chat/conversations", "{}", "").body();
        return new Guest(
                UUID.fromString(made.at("conversation").text("id").orElseThrow()),
                made.text("token").orElseThrow());
    }

    @Override
    public void close() {
        server.close();
    }
}
