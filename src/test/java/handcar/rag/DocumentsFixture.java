package handcar.rag;

import module java.base;

import handcar.audit.AuditEntries;
import handcar.audit.AuditLog;
import handcar.auth.ApiKeys;
import handcar.auth.Auth;
import handcar.auth.Sessions;
import handcar.auth.VisitorAccess;
import handcar.auth.VisitorTokens;
import handcar.config.Secret;
import handcar.config.SigningSecrets;
import handcar.config.TrustedProxies;
import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.http.ClientAddress;
import handcar.http.MemoryBudget;
import handcar.http.MemoryPressure;
import handcar.http.server.Server;
import handcar.jobs.JobQueue;
import handcar.jobs.JobSpec;
import handcar.jobs.JobWorker;
import handcar.jobs.NotificationBus;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.net.AddressGuard;
import handcar.net.CallMetrics;
import handcar.net.HttpClientSettings;
import handcar.rag.search.SearchIndex;
import handcar.testing.TestServer;
import handcar.testing.Wait;
import handcar.time.RetrySchedule;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// A real server with the documents' routes and a worker that reads them, and a client for it.
final class DocumentsFixture implements AutoCloseable {
    static final UUID AGENT = UUID.fromString("0192a000-0000-7000-8000-000000000001");
    private static final String ADMIN = "the-admin-token-of-the-tests";
    private static final SigningSecrets JWT =
            SigningSecrets.of(
                    new Secret("the signing secret of the tests, 32 and more characters"));
    private static final String BOUNDARY = "----the boundary of the tests";

    final Database db = TestDatabase.migrated();
    final NotificationBus bells = new NotificationBus(db);
    final JobQueue jobs = new JobQueue(db, bells);
    final AuditLog audit = AuditEntries.log(db);
    final Documents documents = new Documents(db, jobs, audit);
    final handcar.net.HttpClient outgoing =
            new handcar.net.HttpClient(settings(), guard(), CallMetrics.none());
    final IngestJob ingest =
            new IngestJob(
                    db,
                    jobs,
                    new SearchIndex(),
                    new WebPageFetcher(outgoing),
                    new MemoryBudget(() -> MemoryPressure.NONE),
                    audit);
    final JobWorker worker =
            new JobWorker(
                    jobs,
                    bells,
                    JobSpec.of(IngestJob.KIND, IngestJob.CONCURRENCY, IngestJob.LEASE, ingest),
                    () -> true);
    final Server server;
    private final HttpClient client = HttpClient.newHttpClient();

    DocumentsFixture() {
        ClientAddress clients = new ClientAddress(TrustedProxies.NONE);
        Sessions sessions = new Sessions(db, audit, JWT, new Secret(ADMIN));
        Auth auth =
                new Auth(
                        sessions,
                        new ApiKeys(db),
                        new VisitorAccess(db, new VisitorTokens(JWT)),
                        clients,
                        (_, _) -> {},
                        Optional.empty());
        Optional<UUID> known = Optional.of(AGENT);
        server =
                TestServer.withRoutes(
                        new DocumentRoutes(
                                auth, documents, name -> known.filter(_ -> name.equals("shop"))));
        bells.start();
    }

    private static HttpClientSettings settings() {
        return HttpClientSettings.defaults().with(RetrySchedule.NONE);
    }

    /// `public.example` is the test's own server; every other name leads inside.
    private static AddressGuard guard() {
        Set<InetAddress> fine = Set.of(InetAddress.ofLiteral("127.0.0.1"));
        return new AddressGuard(
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
        return Wait.until(
                "the document is ready or failed",
                () -> body(get("/api/v1/documents/" + id)),
                document ->
                        List.of("ready", "failed").contains(document.text("status").orElseThrow()));
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
