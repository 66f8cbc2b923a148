package handcar.db;

import java.sql.SQLException;

/// The length up to which PostgreSQL indexes a text: about 2 700 bytes.
/// See <https://www.postgresql.org/docs/current/btree.html>.
public final class IndexRowLimit {
    /// `program_limit_exceeded`.
    private static final String EXCEEDED = "54000";

    private IndexRowLimit() {}

    /// Whether a text that is too long for an index caused this failure.
    public static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && EXCEEDED.equals(e.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
