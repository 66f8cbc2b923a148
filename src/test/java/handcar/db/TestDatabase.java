package handcar.db;

import module java.base;

import com.zaxxer.hikari.HikariDataSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// A real PostgreSQL for tests: the embedded one, started once for the whole run, with a database of its own and the
/// current schema for each caller. `HANDCAR_PGVECTOR` names a folder with pgvector's files to give it vectors.
public final class TestDatabase {
    private static final EmbeddedPostgres SERVER = start();

    private TestDatabase() {}

    private static EmbeddedPostgres start() {
        try {
            Path home = Files.createTempDirectory("handcar-test-pg");
            EmbeddedPostgres server = new EmbeddedPostgres(home, "test", pgvector());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Where pgvector's files are, when this machine has them.
    public static Optional<Path> pgvector() {
        return Optional.ofNullable(System.getenv("HANDCAR_PGVECTOR")).map(Path::of);
    }

    /// The address of a new, empty database.
    public static Database.Address empty() {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        Database.Address main = SERVER.address();
        try (Connection connection =
                        DriverManager.getConnection(main.jdbcUrl(), main.user(), main.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Database.Address(
                main.jdbcUrl().replaceFirst("/postgres$", "/" + name),
                main.user(),
                main.password());
    }

    /// A new database with the current schema.
    public static Database migrated() {
        Database db = open(empty());
        new Migrations(db.source()).up();
        return db;
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
