package handcar.channel.web;

import module java.base;

import handcar.audit.AuditEntries;
import handcar.audit.AuditLog;
import handcar.auth.ApiKeyLimits;
import handcar.auth.ApiKeyScope;
import handcar.auth.ApiKeys;
import handcar.auth.Auth;
import handcar.auth.IdentitySecrets;
import handcar.auth.SecretEncryption;
import handcar.auth.Sessions;
import handcar.auth.StaffPrincipal;
import handcar.auth.VisitorAccess;
import handcar.auth.VisitorTokens;
import handcar.chat.AgentTurn;
import handcar.chat.BurstWindow;
import handcar.chat.Citation;
import handcar.chat.Conversations;
import handcar.chat.InboxStore;
import handcar.chat.MessageLimits;
import handcar.chat.OptOutMatcher;
import handcar.chat.Outbox;
import handcar.chat.StaffActions;
import handcar.chat.live.LiveUpdates;
import handcar.config.Config;
import handcar.config.Secret;
import handcar.config.SigningSecrets;
import handcar.config.TrustedProxies;
import handcar.db.Database;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
import handcar.db.UuidV7;
import handcar.http.ClientAddress;
import handcar.http.SlidingWindowRateLimiter;
import handcar.http.server.Server;
import handcar.http.stream.EventStreams;
import handcar.inbox.ConversationListRoutes;
import handcar.inbox.InboxRoutes;
import handcar.inbox.InboxStream;
import handcar.inbox.ReplyRoutes;
import handcar.inbox.ScheduledReplies;
import handcar.jobs.JobQueue;
import handcar.jobs.NotificationBus;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.rag.CitationVerifier;
import handcar.testing.TestClient.Said;
import handcar.testing.TestMedia;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// A real server with the visitor's and the staff's routes of the chat, and a client for it. The agent is played by the test.
public final class WebFixture implements AutoCloseable {
    public static final String ADMIN = "the-admin-token-of-the-tests";
    static final SigningSecrets JWT =
            SigningSecrets.of(
                    new Secret("the signing secret of the tests, 32 and more characters"));
    static final UUID AGENT = UuidV7.next();
    static final UUID DOCUMENT = UuidV7.next();

    public final Database db;
    public final NotificationBus bells;
    final Conversations conversations;
    final LiveUpdates live;
    final ApiKeys keys;
    private final InboxStream inbox;
    private final Server server;
    private final HttpClient client = HttpClient.newHttpClient();

    record Guest(UUID id, String token) {
        String path(String rest) {
            return "/api/v1/chat/conversations/" + id + rest;
        }
    }

    public WebFixture(Database.Address address) {
        this(address, new MessageLimits(1_000_000, 1_000_000));
    }

    WebFixture(Database.Address address, MessageLimits limits) {
        db = TestDatabase.open(address);
        new Migrations(db.source()).up();
        addDocument();
        bells = new NotificationBus(db);
        bells.start();
        JobQueue jobs = new JobQueue(db, bells);
        AuditLog audit = AuditEntries.log(db);
        ClientAddress clients = new ClientAddress(TrustedProxies.NONE);
        VisitorAccess tokens = new VisitorAccess(db, new VisitorTokens(JWT));
        keys = new ApiKeys(db);
        IdentitySecrets identities =
                new IdentitySecrets(db, new SecretEncryption(Secret.random(), List.of()));
        Auth auth =
                new Auth(
                        new Sessions(db, audit, JWT, new Secret(ADMIN)),
                        keys,
                        tokens,
                        clients,
                        (_, _) -> {},
                        Optional.empty());
        conversations =
                new Conversations(
                        db,
                        bells,
                        jobs,
                        limits,
                        new BurstWindow(Duration.ZERO),
                        Outbox.NONE,
                        OptOutMatcher.NONE);
        live = new LiveUpdates(db, bells);
        inbox = new InboxStream(auth, bells, conversations, WebFixture::document);
        EventStreams streams = new EventStreams(clients);
        WebRoutes web =
                new WebRoutes(
                        auth,
                        streams,
                        tokens,
                        identities,
                        bells,
                        conversations,
                        live,
                        VisitFixture.of(db, jobs, bells, conversations),
                        WebFixture::card,
                        new CitationVerifier(db),
                        new VisitLimits(
                                db,
                                new SlidingWindowRateLimiter(1, Duration.ofMinutes(1)),
                                new Config.Limits(60, 10, 100, 3_000, 1_000_000, 0, 0),
                                JWT.present()));
        StaffActions actions =
                new StaffActions(db, jobs, conversations, TestMedia.store(db), audit);
        InboxRoutes staff = new InboxRoutes(auth, streams, conversations, actions, inbox);
        ReplyRoutes replies =
                ReplyRoutes.of(
                        auth,
                        db,
                        bells,
                        conversations,
                        actions,
                        live,
                        new ScheduledReplies(db, jobs, conversations, actions, audit));
        ConversationListRoutes lists =
                new ConversationListRoutes(
                        auth,
                        conversations,
                        new InboxStore(db),
                        name -> Optional.of(AGENT).filter(_ -> name.equals("demo")));
        server = TestServer.withRoutes(streams, web, staff, replies, lists);
    }

    private static Optional<AgentDirectory.Card> card(Optional<String> agent) {
        return VisitFixture.card(AGENT)
                .filter(_ -> agent.filter(name -> !name.equals("demo")).isEmpty());
    }

    /// The document that answers cite.
    private void addDocument() {
        try (Connection connection = db.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO rag_documents (id, title, source, content, sha256) VALUES ('"
                            + DOCUMENT
                            + "', 'Prices', 'text', 'before It is 5 €. after', 'prices')"
                            + " ON CONFLICT DO NOTHING");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Map<String, Object>> document(UUID id) {
        return Optional.of(Map.of("id", id.toString(), "status", "reading", "progress", 50));
    }

    Guest guest() {
        return guest(Map.of());
    }

    Guest guest(Map<String, Object> body) {
        JsonView made = post("/api/v1/chat/conversations", body, "").body();
        return new Guest(
                UUID.fromString(made.at("conversation").text("id").orElseThrow()),
                made.text("token").orElseThrow());
    }

    Said says(Guest guest, String content) {
        return post(guest.path("/messages"), Map.of("content", content), guest.token());
    }

    /// The agent answers what is open, in two pieces and then as a whole, with a source.
    UUID answers(UUID id, String first, String second) {
        AgentTurn turn = conversations.turn(id, 10);
        UUID message = UuidV7.next();
        live.delta(id, message, 0, first);
        Wait.pause(Duration.ofMillis(150), "a model writes slowly");
        live.delta(id, message, 1, second);
        Wait.pause(Duration.ofMillis(150), "a model writes slowly");
        Citation citation =
                new Citation(1, DOCUMENT, "Prices", Optional.empty(), "It is 5 €.", 7, 17);
        db.runTx(
                tx ->
                        conversations.reply(
                                tx, turn.answer(message, first + second, List.of(citation))));
        return message;
    }

    String key(ApiKeyScope scope) {
        return db.tx(
                tx ->
                        keys.make(
                                        tx,
                                        new StaffPrincipal(
                                                StaffPrincipal.Kind.ADMIN_TOKEN,
                                                Optional.empty(),
                                                Optional.empty(),
                                                "",
                                                "Admin token",
                                                handcar.auth.Role.OWNER),
                                        "program",
                                        Set.of(scope),
                                        Optional.empty(),
                                        Optional.empty(),
                                        ApiKeyLimits.NONE)
                                .text());
    }

    void takeKeysAway() {
        db.runTx(tx -> keys.all().forEach(key -> keys.revoke(tx, key.key().id())));
    }

    URI uri(String scheme, String path) {
        return URI.create(scheme + "://localhost:" + server.port() + path);
    }

    public HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri("http", path)).timeout(Duration.ofSeconds(30));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    public Said get(String path, String token) {
        return send(request(path, token));
    }

    public Said post(String path, Map<String, ?> body, String token) {
        return send(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body))));
    }

    Said send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Said(
                    response.statusCode(),
                    new JsonView(
                            response.body().isEmpty() ? Map.of() : Json.object(response.body())));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// An open stream of server-sent events.
    public EventStreamClient listen(String path, String token, String... headers) {
        HttpRequest.Builder request = request(path, token).header("Accept", "text/event-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new EventStreamClient(client, request.build());
    }

    /// Ends as a server does that is restarted; its database stays.
    void stop() {
        server.close();
    }

    @Override
    public void close() {
        server.close();
        inbox.close();
        live.close();
        bells.close();
        db.close();
    }
}
