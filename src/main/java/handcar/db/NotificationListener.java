package handcar.db;

import io.helidon.dbclient.DbClientException;

import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/// A connection of its own that hears what is notified on a channel. It also holds an advisory lock, which the server
/// frees in the moment this process dies: the sign by which others know that it lives.
///
/// While nothing is notified it sends and receives nothing.
public final class NotificationListener implements AutoCloseable {
    private final Connection connection;

    NotificationListener(Connection connection, String channel, int space, int number)
            throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement();
                PreparedStatement lock =
                        connection.prepareStatement("SELECT pg_advisory_lock(?, ?)")) {
            statement.execute("LISTEN " + channel);
            lock.setInt(1, space);
            lock.setInt(2, number);
            lock.execute();
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// Blocks until something is notified; the payloads in order. A `DbClientException` says that the connection is lost.
    public List<String> await() {
        try {
            PGNotification[] heard = connection.unwrap(PGConnection.class).getNotifications(0);
            return heard == null
                    ? List.of()
                    : Arrays.stream(heard).map(PGNotification::getParameter).toList();
        } catch (SQLException e) {
            throw new DbClientException("the listening connection was lost", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DbClientException("a listening connection could not be closed", e);
        }
    }
}
