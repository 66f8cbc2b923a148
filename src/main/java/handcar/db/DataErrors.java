package handcar.db;

import java.sql.SQLException;

/// Distinguishes a row that the database takes at no time, from a database that is away or busy for a while.
public final class DataErrors {
    /// A value that no column takes, a constraint, a row beyond a limit.
    /// See <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
    private static final String STATES = "22...|23...|54...";

    private DataErrors() {}

    /// Whether the values of a row caused this failure, so that the same row fails again.
    public static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e
                    && String.valueOf(e.getSQLState()).matches(STATES)) {
                return true;
            }
        }
        return false;
    }
}
