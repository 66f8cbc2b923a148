package handcar.db;

import module java.base;

import io.helidon.dbclient.DbClientException;

import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/// A connection of its own that receives the notifications of a channel. It also holds an advisory lock, which the server
/// frees at once when this process dies, so that others know whether it lives. Between notifications it sends and receives
/// nothing.
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

    /// Blocks until notifications come; their payloads in order. A `DbClientException` tells that the connection is lost.
    public List<String> await() {
        try {
            PGNotification[] received = connection.unwrap(PGConnection.class).getNotifications(0);
            return received == null
                    ? List.of()
                    : Arrays.stream(received).map(PGNotification::getParameter).toList();
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
