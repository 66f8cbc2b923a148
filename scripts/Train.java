import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Uses a new server as its first visitors and its owner do, so that the JVM learns which classes to have ready: pages, a
/// conversation with its event streams, the inbox, a document, search, health and metrics. What few need (PDF, a model
/// provider, each channel) is left out: it would cost everyone memory.
///
/// usage: java Train.java http://localhost:8080 ADMIN_TOKEN
final class Train {
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String server;
    private final String admin;

    private Train(String server, String admin) {
        this.server = server;
        this.admin = admin;
    }

    public static void main(String[] args) throws Exception {
        new Train(args[0], args[1]).live();
    }

    private void live() throws Exception {
        for (String page : List.of("/", "/admin", "/health", "/health/readiness", "/metrics", "/openapi.json", "/nowhere")) {
            Matcher asset = Pattern.compile("(?:href|src)=\"(/s/[^\"#]+)").matcher(get(page, ""));
            while (asset.find()) {
                get(asset.group(1), "");
            }
        }
        chat();
        post("/api/v1/documents", admin, "{\"title\":\"Delivery\",\"text\":\"Delivery takes three days. Returns are free.\"}");
        get("/api/v1/search?q=delivery", admin);
        for (String list : List.of("conversations", "documents", "agents", "contacts")) {
            get("/api/v1/" + list, admin);
        }
        client.send(
                request("/api/v1/auth/login", "")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"email\":\"nobody@staff.example\",\"password\":\"not a password\"}"))
                        .build(),
                BodyHandlers.discarding());
        get("/health/detailed", admin);
        get("/metrics", "");
    }

    /// A visitor who listens both ways and asks twice.
    private void chat() throws Exception {
        get("/api/v1/chat/agent", "");
        String made = post("/api/v1/chat/conversations", "", "{}");
        String token = find("\"token\":\"([^\"]+)", made);
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        String chat = "/api/v1/chat/conversations/" + find("\"conversation\":\"([^\"]+)", claims);
        var events = client.sendAsync(request(chat + "/events", token).build(), BodyHandlers.ofLines());
        WebSocket socket =
                client.newWebSocketBuilder()
                        .buildAsync(
                                URI.create(server.replace("http", "ws") + "/ws/chat" + chat.substring(chat.lastIndexOf('/')) + "?token=" + token),
                                new WebSocket.Listener() {})
                        .join();
        for (String question : List.of("How do I back up Handcar?", "Can I talk to a person?")) {
            post(chat + "/messages", token, "{\"content\":\"" + question + "\"}");
            for (int look = 0; look < 50 && !get(chat + "/messages", token).contains("\"agent\""); look++) {
                Thread.sleep(100);
            }
        }
        socket.abort();
        events.join().body().close();
    }

    private static String find(String pattern, String text) throws IOException {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new IOException("not found: " + pattern + " in " + text);
        }
        return found.group(1);
    }

    private String get(String path, String token) throws IOException, InterruptedException {
        return client.send(request(path, token).build(), BodyHandlers.ofString()).body();
    }

    private String post(String path, String token, String json) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(
                        request(path, token).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)).build(),
                        BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }
}
