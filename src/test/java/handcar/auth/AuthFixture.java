package handcar.auth;

import module java.base;

import handcar.audit.AuditEntries;
import handcar.audit.AuditLog;
import handcar.config.Secret;
import handcar.config.SigningSecrets;
import handcar.config.TrustedProxies;
import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.http.ClientAddress;
import handcar.http.Responses;
import handcar.http.server.Server;
import handcar.jobs.JobQueue;
import handcar.jobs.JobResult;
import handcar.jobs.JobWorker;
import handcar.jobs.NotificationBus;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.problem.Problem;
import handcar.testing.TestServer;

import io.helidon.webserver.http.HttpRules;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// A real server with the account routes and one route behind each door, and a client for it.
final class AuthFixture implements AutoCloseable {
    static final String ADMIN = "the-admin-token-of-the-tests";
    static final SigningSecrets JWT =
            SigningSecrets.of(
                    new Secret("the signing secret of the tests, 32 and more characters"));
    private static final SecretEncryption ENCRYPTION =
            new SecretEncryption(Secret.random(), List.of());

    static final String PASSWORD = "correct horse battery";

    final Database db = TestDatabase.migrated();
    final AuditLog audit = AuditEntries.log(db);
    final Sessions sessions = new Sessions(db, audit, JWT, new Secret(ADMIN));
    final MailedCodes mailed = new MailedCodes(JWT);
    final SecondFactors factors = new SecondFactors(db, ENCRYPTION);
    final LoginMethods methods = new LoginMethods(db, audit, sessions, factors, mailed);
    final ApiKeys keys = new ApiKeys(db);
    final VisitorAccess visitors = new VisitorAccess(db, new VisitorTokens(JWT));
    final SessionList logins = new SessionList(db, audit, sessions);
    final Users users = new Users(db, audit, sessions, mailed);

    /// The mails that were sent; without a server they are kept here.
    final List<StaffMail> mails = new CopyOnWriteArrayList<>();

    final NotificationBus bells = new NotificationBus(db);
    final JobQueue jobs = new JobQueue(db, bells);
    final Auth door;
    final Server server;
    private final JobWorker worker;
    private final Map<String, Integer> counted = new HashMap<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private int most = Integer.MAX_VALUE;

    AuthFixture() {
        this(true);
    }

    /// @param canMail whether a mail server is set
    AuthFixture(boolean canMail) {
        ClientAddress clients = new ClientAddress(TrustedProxies.NONE);
        Optional<String> url = Optional.of("https://public.example");
        door = new Auth(sessions, keys, visitors, clients, this::count, url);
        StaffMailJob mailJob =
                new StaffMailJob(
                        db,
                        jobs,
                        ENCRYPTION,
                        mailed,
                        canMail ? Optional.of(this::mail) : Optional.empty(),
                        "https://public.example");
        worker = new JobWorker(jobs, bells, mailJob.spec(), () -> true);
        JobWorker.startAll(jobs, List.of(worker));
        AuthRoutes log = new AuthRoutes(door, sessions, methods, logins, users, clients);
        server =
                TestServer.withRoutes(
                        log,
                        new AccountRoutes(
                                door,
                                new Invitations(db, audit, JWT, mailJob),
                                mailJob,
                                methods,
                                users,
                                log),
                        new SecondFactorRoutes(door, db, audit, factors, users, clients),
                        new ApiKeyRoutes(door, db, keys, audit, _ -> Optional.empty()),
                        this::behindDoors);
    }

    private JobResult mail(StaffMail mail) {
        mails.add(mail);
        return new JobResult.Done();
    }

    private void behindDoors(HttpRules rules) {
        rules.get("/t/staff", door.staff((req, res, who) -> Responses.ok(req, res, name(who))));
        rules.post("/t/staff", door.staff((req, res, who) -> Responses.ok(req, res, name(who))));
        rules.get("/t/admin", door.admin((req, res, who) -> Responses.ok(req, res, name(who))));
        rules.get(
                "/t/visitor/{id}",
                door.visitor(
                        (req, res, who) ->
                                Responses.ok(
                                        req, res, Map.of("contact", who.contact().toString()))));
        rules.get(
                "/t/gateway",
                door.apiKey(
                        ApiKeyScope.GATEWAY,
                        (req, res, key) -> Responses.ok(req, res, Map.of("name", key.name()))));
        rules.post(
                "/t/chat",
                door.chat(
                        (req, res, key) -> Responses.ok(req, res, Map.of("key", key.isPresent()))));
    }

    private static Map<String, Object> name(StaffPrincipal who) {
        return Map.of("name", who.name(), "role", who.role().wire());
    }

    /// From now on a caller may come so often.
    void allow(int times) {
        most = times;
        counted.clear();
    }

    private synchronized void count(String caller, int times) {
        if (counted.merge(caller, 1, Integer::sum) > most * times) {
            throw new Problem.RateLimited("Too many.", Duration.ofSeconds(7));
        }
    }

    User hire(String email, Role role) {
        return users.add(
                StaffPrincipal.adminToken(Optional.empty()),
                email,
                email.split("@")[0],
                role,
                PASSWORD);
    }

    String key(ApiKeyScope... scopes) {
        return db.tx(
                tx ->
                        keys.make(
                                        tx,
                                        StaffPrincipal.adminToken(Optional.empty()),
                                        "program",
                                        Set.of(scopes),
                                        Optional.empty(),
                                        Optional.empty(),
                                        ApiKeyLimits.NONE)
                                .text());
    }

    /// A conversation of a new contact.
    UUID conversation() {
        UUID id = UUID.randomUUID();
        sql(
                """
                INSERT INTO contacts (id, channel, external_id) VALUES ('%1$s', 'web', '%1$s');
                INSERT INTO conversations (id, contact_id, channel) VALUES ('%1$s', '%1$s', 'web');
                """
                        .formatted(id));
        return id;
    }

    JsonView login(String email) {
        HttpResponse<String> response = tryLogin(email, PASSWORD);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.body());
        }
        return body(response);
    }

    String accessToken(String email) {
        return login(email).text("access_token").orElseThrow();
    }

    String cookie(String email) {
        return cookie(tryLogin(email, PASSWORD));
    }

    static String cookie(HttpResponse<String> login) {
        return login.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    HttpResponse<String> tryLogin(String email, String password) {
        return post("/api/v1/auth/login", Map.of("email", email, "password", password));
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, Optional.empty(), headers);
    }

    HttpResponse<String> post(String path, Map<String, ?> body, String... headers) {
        return send("POST", path, Optional.of(body), headers);
    }

    HttpResponse<String> as(String token, String method, String path, Map<String, ?> body) {
        return send(method, path, Optional.of(body), "Authorization", "Bearer " + token);
    }

    HttpResponse<String> as(String token, String path) {
        return get(path, "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(
            String method, String path, Optional<Map<String, ?>> body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                        .timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        body.ifPresent(_ -> request.header("Content-Type", "application/json"));
        request.method(
                method,
                body.map(map -> HttpRequest.BodyPublishers.ofString(Json.text(map)))
                        .orElseGet(HttpRequest.BodyPublishers::noBody));
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void sql(String text) {
        try (Connection connection = db.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonView body(HttpResponse<String> response) {
        return new JsonView(Json.object(response.body()));
    }

    static String code(HttpResponse<String> response) {
        return body(response).at("error").text("code").orElse("");
    }

    static Set<String> badFields(HttpResponse<String> response) {
        return body(response).at("error").at("details").at("fields").fields().keySet();
    }

    @Override
    public void close() {
        server.close();
        worker.close();
        worker.stop(Instant.now());
        bells.close();
        db.close();
    }
}
