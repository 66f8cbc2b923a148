package handcar.db;

import module java.base;

import com.zaxxer.hikari.HikariDataSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// A real PostgreSQL for tests: the embedded one, started once for the whole run, with a database of its own for each caller.
/// The current schema is made once and copied, and commits do not wait for the disk. `HANDCAR_PGVECTOR` names a folder with pgvector's files to give it vectors.
public final class TestDatabase {
    private static final EmbeddedPostgres SERVER = start();

    private TestDatabase() {}

    private static EmbeddedPostgres start() {
        try {
            Path home = Files.createTempDirectory("handcar-test-pg");
            EmbeddedPostgres server = new EmbeddedPostgres(home, "test", pgvector());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            Database.Address main = server.address();
            try (Connection connection =
                            DriverManager.getConnection(
                                    main.jdbcUrl(), main.user(), main.password());
                    Statement statement = connection.createStatement()) {
                // what a crash would lose is lost with the run anyway
                statement.execute(
                        "ALTER ROLE \"" + main.user() + "\" SET synchronous_commit = off");
            }
            return server;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Where pgvector's files are, when this machine has them.
    public static Optional<Path> pgvector() {
        return Optional.ofNullable(System.getenv("HANDCAR_PGVECTOR")).map(Path::of);
    }

    /// The address of a new, empty database.
    public static Database.Address empty() {
        return created("");
    }

    /// The address of a new database with the current schema and nothing in it.
    public static Database.Address withSchema() {
        return created(" TEMPLATE " + Schema.name());
    }

    /// A new database with the current schema.
    public static Database migrated() {
        return open(withSchema());
    }

    private static Database.Address created(String like) {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        execute("CREATE DATABASE " + name + like);
        return address(name);
    }

    private static Database.Address address(String name) {
        Database.Address main = SERVER.address();
        return new Database.Address(
                main.jdbcUrl().replaceFirst("/postgres$", "/" + name),
                main.user(),
                main.password());
    }

    private static void execute(String sql) {
        Database.Address main = SERVER.address();
        try (Connection connection =
                        DriverManager.getConnection(main.jdbcUrl(), main.user(), main.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The database that is copied, made when it is first needed. Nobody stays connected to it: PostgreSQL would not copy it.
    private static final class Schema {
        private static final String NAME = "schema_to_copy";

        static {
            execute("CREATE DATABASE " + NAME);
            try (Database db = open(address(NAME))) {
                new Migrations(db.source()).up();
            }
        }

        static String name() {
            return NAME;
        }
    }

    /// A pool whose callers wait a minute for a connection instead of a few seconds: for tests that ask for far more than
    /// there are, however busy the machine is.
    public static Database patient(Database.Address address) {
        Database db = open(address);
        try {
            db.source()
                    .unwrap(HikariDataSource.class)
                    .setConnectionTimeout(Duration.ofMinutes(1).toMillis());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return db;
    }

    /// A pool on an address.
    public static Database open(Database.Address address) {
        return new Database(address, 5, new SimpleMeterRegistry());
    }
}
