package handcar.rag;

import handcar.account.ApiKeys;
import handcar.account.Audit;
import handcar.account.Door;
import handcar.account.Sessions;
import handcar.account.VisitorTokens;
import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.http.Clients;
import handcar.http.EventStreams;
import handcar.http.Load;
import handcar.http.Server;
import handcar.http.Strain;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.net.CallMeter;
import handcar.net.Guard;
import handcar.net.NetSettings;
import handcar.net.Outgoing;
import handcar.net.Retries;
import handcar.work.Bells;
import handcar.work.Jobs;
import handcar.work.Worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A real server with the documents' routes and a worker that reads them, and a client for it.
final class Archives implements AutoCloseable {
    static final UUID AGENT = UUID.fromString("0192a000-0000-7000-8000-000000000001");
    private static final String ADMIN = "the-admin-token-of-the-tests";
    private static final Secret JWT =
            new Secret("the signing secret of the tests, 32 and more characters");
    private static final String BOUNDARY = "----the boundary of the tests";

    final Database db = TestDatabase.migrated();
    final Bells bells = new Bells(db);
    final Jobs jobs = new Jobs(db, bells);
    final Audit audit = new Audit(db);
    final Documents documents = new Documents(db, jobs, audit);
    final Outgoing outgoing = new Outgoing(settings(), guard(), CallMeter.none());
    final Ingest ingest =
            new Ingest(db, jobs, new Index(), new PageFetch(outgoing), new Load(() -> Strain.NONE));
    final Worker worker = new Worker(jobs, bells, Ingest.KIND, Ingest.SEATS, Ingest.LEASE, ingest);
    final Server server;
    private final HttpClient client = HttpClient.newHttpClient();

    Archives() {
        Clients clients = new Clients(false);
        Sessions sessions = new Sessions(db, audit, JWT, new Secret(ADMIN));
        Door door =
                new Door(
                        sessions,
                        new ApiKeys(db),
                        new VisitorTokens(JWT),
                        clients,
                        _ -> {},
                        Optional.empty());
        Optional<UUID> known = Optional.of(AGENT);
        server =
                Server.start(
                        new Server.Options(0, List.of(), false, false),
                        rules ->
                                rules.register(
                                        new DocumentRoutes(
                                                door,
                                                documents,
                                                name -> known.filter(_ -> name.equals("shop")))),
                        new EventStreams(clients),
                        (_, _, _, _) -> {});
        bells.start();
    }

    private static NetSettings settings() {
        return NetSettings.defaults()
                .with(new Retries(1, Duration.ofMillis(1), Duration.ofMillis(1)));
    }

    /// `public.example` is the test's own server; every other name leads inside.
    private static Guard guard() {
        Set<InetAddress> fine = Set.of(InetAddress.ofLiteral("127.0.0.1"));
        return new Guard(
                host ->
                        new InetAddress[] {
                            InetAddress.ofLiteral(
                                    host.equals("public.example") ? "127.0.0.1" : "10.0.0.1")
                        },
                fine::contains);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record File(String field, String name, byte[] bytes) {
        static File of(String name, String text) {
            return new File("file", name, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    HttpResponse<String> upload(Map<String, String> fields, File... files) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach(
                (name, value) ->
                        body.writeBytes(
                                part(
                                        "name=\"" + name + "\"",
                                        value.getBytes(StandardCharsets.UTF_8))));
        for (File file : files) {
            body.writeBytes(
                    part(
                            "name=\"" + file.field + "\"; filename=\"" + file.name + "\"",
                            file.bytes));
        }
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(
                "POST",
                "/api/v1/documents",
                "multipart/form-data; boundary=\"" + BOUNDARY + "\"",
                body.toByteArray());
    }

    private static byte[] part(String disposition, byte[] bytes) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes(
                ("--"
                                + BOUNDARY
                                + "\r\nContent-Disposition: form-data; "
                                + disposition
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        part.writeBytes(bytes);
        part.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return part.toByteArray();
    }

    HttpResponse<String> post(String path, Map<String, ?> body) {
        return send("POST", path, "application/json", Json.bytes(body));
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, "", new byte[0]);
    }

    HttpResponse<String> delete(String path) {
        return send("DELETE", path, "", new byte[0]);
    }

    HttpResponse<String> send(String method, String path, String type, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                        .header("Authorization", "Bearer " + ADMIN)
                        .timeout(Duration.ofSeconds(30))
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonView body(HttpResponse<String> response) {
        return new JsonView(Json.object(response.body()));
    }

    static String id(HttpResponse<String> response) {
        return body(response)
                .text("id")
                .orElseThrow(() -> new IllegalStateException(response.body()));
    }

    static String code(HttpResponse<String> response) {
        return body(response).at("error").text("code").orElse("");
    }

    /// The document once it is ready or failed.
    JsonView settled(String id) {
        for (int look = 0; look < 300; look++) {
            JsonView document = body(get("/api/v1/documents/" + id));
            String status = document.text("status").orElseThrow();
            if (status.equals("ready") || status.equals("failed")) {
                return document;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        throw new IllegalStateException("not settled: " + get("/api/v1/documents/" + id).body());
    }

    @Override
    public void close() {
        boolean _ = worker.stop(Instant.now().plusSeconds(5));
        server.close();
        bells.close();
        outgoing.close();
        db.close();
    }
}
