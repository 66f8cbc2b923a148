package handcar.db;

import java.sql.SQLException;

/// Distinguishes a database that is away for a while from our own mistakes: a pooled connection may break under a statement.
final class ConnectionErrors {
    /// Connection refused, lost, not accepted yet, too many connections, starting up or shutting down.
    /// See <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
    static final String STATES = "08...|53300|57P0[1-3]";

    private ConnectionErrors() {}

    /// Whether a connection error caused this failure.
    static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e
                    && String.valueOf(e.getSQLState()).matches(STATES)) {
                return true;
            }
        }
        return false;
    }
}
