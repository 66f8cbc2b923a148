package handcar.testing;

import module java.base;

import handcar.app.Application;
import handcar.app.ChannelModule;
import handcar.config.Config;
import handcar.config.TrustedProxies;
import handcar.db.Database;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
import handcar.http.ClientAddress;
import handcar.http.MemoryBudget;
import handcar.http.MemoryPressure;
import handcar.http.RequestObserver;
import handcar.http.server.Server;
import handcar.http.stream.EventStreams;

import io.helidon.webserver.http.HttpService;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The whole server in this process, on a database of its own, with a default agent that knows nothing.
public final class TestServer implements AutoCloseable {
    public final TestClient caller;
    public final Database db;
    private final Database.Address address;
    private final Application handcar;

    /// @param settings on top of the usual ones, by their names in the environment
    public TestServer(Map<String, String> settings) {
        this(TestDatabase.withSchema(), settings);
    }

    /// @param address an empty database, which gets the schema and a default agent
    public TestServer(Database.Address address, Map<String, String> settings) {
        this(address, settings, TestServer::furnish);
    }

    /// Another server on the same database.
    public TestServer beside(Map<String, String> settings) {
        return new TestServer(address, settings, _ -> {});
    }

    /// A server on an empty database without an agent, so that it adds the guide.
    public static TestServer withGuide(Map<String, String> settings) {
        return new TestServer(TestDatabase.withSchema(), settings, _ -> {});
    }

    private TestServer(
            Database.Address address, Map<String, String> settings, Consumer<Database> prepare) {
        this.address = address;
        db = TestDatabase.open(address);
        prepare.accept(db);
        try {
            Map<String, String> env = new HashMap<>(usual(address));
            env.put("DATA_DIR", Files.createTempDirectory("handcar-shop").toString());
            env.putAll(settings);
            handcar = new Application(Config.read(env, ChannelModule.variables()));
            handcar.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        caller = new TestClient(url());
    }

    /// A server with only these routes, for the tests of one room; no limit on its memory.
    public static Server withRoutes(HttpService... routes) {
        return withRoutes(new EventStreams(new ClientAddress(TrustedProxies.NONE)), routes);
    }

    /// A server with only these routes and the event streams that they open.
    public static Server withRoutes(EventStreams streams, HttpService... routes) {
        MemoryBudget memory = new MemoryBudget(() -> MemoryPressure.NONE);
        return start(
                rules -> rules.register(routes), streams, (_, _, _, _) -> {}, memory, () -> true);
    }

    /// A server with only these routes, under this memory budget.
    ///
    /// @param started whether its start is done; before that only health pages answer
    public static Server start(
            HttpService routes,
            EventStreams streams,
            RequestObserver observer,
            MemoryBudget memory,
            BooleanSupplier started) {
        Server.Options options = new Server.Options(0, List.of(), false, 1_000_000);
        return Server.start(options, routes, streams, observer, memory, started);
    }

    /// The schema and a default agent: an installation with an agent plants no guide.
    public static void furnish(Database db) {
        new Migrations(db.source()).up();
        update(
                db,
                "INSERT INTO agents (id, slug, name, is_default)"
                        + " VALUES (gen_random_uuid(), 'house', 'House', true)");
    }

    /// Settings that let a test do in a second what a customer does in a day.
    static Map<String, String> usual(Database.Address address) {
        return Map.ofEntries(
                Map.entry("DATABASE_URL", url(address)),
                Map.entry("PORT", "0"),
                Map.entry("ADMIN_TOKEN", TestClient.ADMIN),
                Map.entry("JWT_SECRET", "the signing secret of the tests, 32 and more characters"),
                Map.entry("RATE_LIMIT_PER_MINUTE", "1000000"),
                Map.entry("CONVERSATIONS_PER_ADDRESS_PER_DAY", "1000000"),
                Map.entry("MAX_MESSAGES_PER_USER_PER_MINUTE", "100000"),
                Map.entry("MAX_MESSAGES_PER_USER_PER_HOUR", "1000000"),
                Map.entry("LLM_TIMEOUT_SECONDS", "2"),
                Map.entry("GATEWAY_TIMEOUT_SECONDS", "2"),
                Map.entry("RETRY_MAX_ATTEMPTS", "2"),
                Map.entry("RETRY_INITIAL_DELAY", "5"),
                Map.entry("RETRY_MAX_DELAY", "20"),
                Map.entry("CIRCUIT_BREAKER_FAILURE_THRESHOLD", "1000"));
    }

    public static String url(Database.Address address) {
        return address.jdbcUrl()
                .replaceFirst(
                        "jdbc:postgresql://",
                        "postgres://" + address.user() + ":" + address.password() + "@");
    }

    /// Where it listens, without a slash at the end.
    public String url() {
        return "http://127.0.0.1:" + handcar.port();
    }

    /// The port it listens on.
    public int port() {
        return handcar.port();
    }

    /// Every route, as `GET /health`.
    public List<String> routes() {
        return handcar.routes();
    }

    /// Runs SQL that no route would.
    public void update(String sql) {
        update(db, sql);
    }

    /// The number that a query finds.
    public long count(String sql) {
        return count(db, sql);
    }

    /// The number that a query finds.
    public static long count(Database db, String sql) {
        try (Connection connection = db.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Runs SQL that no route would.
    public static void update(Database db, String sql) {
        try (Connection connection = db.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        handcar.close();
        db.close();
    }
}
