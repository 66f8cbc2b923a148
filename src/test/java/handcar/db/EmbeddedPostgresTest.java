package handcar.db;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.testing.Wait;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

final class EmbeddedPostgresTest {
    @TempDir Path folder;

    /// Also a cluster of an earlier version, which noted only that it has one.
    @Test
    void anotherPasswordOpensTheSameDataAndTheFormerOneNoMore() throws Exception {
        Path home = folder.resolve("postgresql");
        try (EmbeddedPostgres first =
                new EmbeddedPostgres(home, "it's the first", Optional.empty())) {
            try (Connection own = connect(first.address());
                    Statement statement = own.createStatement()) {
                statement.execute("CREATE TABLE kept AS SELECT 7 AS number");
            }
        }
        Path mark = home.resolve("data/secured");
        Files.writeString(mark, "");
        try (EmbeddedPostgres next = new EmbeddedPostgres(home, "the 2nd", Optional.empty())) {
            Database.Address address = next.address();
            assertEquals(7, kept(address));
            Database.Address former =
                    new Database.Address(address.jdbcUrl(), address.user(), "it's the first");
            Wait.until("the former one is refused", () -> !opens(former));
        }
        Instant noted = Files.getLastModifiedTime(mark).toInstant();
        try (EmbeddedPostgres same = new EmbeddedPostgres(home, "the 2nd", Optional.empty())) {
            assertEquals(7, kept(same.address()));
        }
        assertEquals(noted, Files.getLastModifiedTime(mark).toInstant(), "nothing was changed");
    }

    private static boolean opens(Database.Address address) {
        try (Connection connection = connect(address)) {
            return connection.isValid(1);
        } catch (SQLException _) {
            return false;
        }
    }

    private static int kept(Database.Address address) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT number FROM kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Connection connect(Database.Address address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }
}
