package handcar.db;

import java.sql.SQLException;

/// Distinguishes a database that is away for a while from our own mistakes: a pooled connection may break under a statement.
final class ConnectionErrors {
    /// Connection refused, lost, not accepted yet, too many connections, starting up or shutting down.
    /// See <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
    static final String STATES = "08...|53300|57P0[1-3]";

    private ConnectionErrors() {}

    /// Somebody else holds a lock for longer than the transaction waits.
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /// Whether a connection error caused this failure.
    static boolean isBehind(Throwable failure) {
        return hasState(failure, STATES);
    }

    /// Whether the failure is a lock that was waited for too long.
    static boolean isLockTimeout(Throwable failure) {
        return hasState(failure, LOCK_NOT_AVAILABLE);
    }

    private static boolean hasState(Throwable failure, String states) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e
                    && String.valueOf(e.getSQLState()).matches(states)) {
                return true;
            }
        }
        return false;
    }
}
