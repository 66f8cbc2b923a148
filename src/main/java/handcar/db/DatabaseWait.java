package handcar.db;

import handcar.time.RetrySchedule;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

import javax.sql.DataSource;

/// Waits for a database that is not there yet, telling what it waits for: hosts start a service and its database in no
/// particular order. What waiting cannot mend (a wrong password, no such database) is said at once.
public final class DatabaseWait {
    private static final RetrySchedule RETRIES =
            RetrySchedule.doubling(Duration.ofMillis(500), Duration.ofSeconds(10));

    private DatabaseWait() {}

    /// Returns once a connection could be made. `IllegalStateException` says what a person must mend.
    public static void with(DataSource source, String where, Consumer<String> tell) {
        for (int attempt = 1; ; attempt++) {
            Optional<SQLException> refusal = attempt(source);
            if (refusal.isEmpty()) {
                return;
            }
            String reason = reason(refusal.get());
            if (!passes(refusal.get())) {
                throw new IllegalStateException(
                        "PostgreSQL at " + where + " refuses us: " + reason);
            }
            tell.accept("Waiting for PostgreSQL at " + where + ": " + reason);
            if (!RETRIES.sleep(attempt)) {
                throw new IllegalStateException("interrupted while waiting for the database");
            }
        }
    }

    private static Optional<SQLException> attempt(DataSource source) {
        try (Connection _ = source.getConnection()) {
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }

    /// The pool wraps what the server said.
    private static SQLException innermost(SQLException e) {
        return e.getCause() instanceof SQLException cause ? innermost(cause) : e;
    }

    private static boolean passes(SQLException e) {
        String state = innermost(e).getSQLState();
        return state == null || state.matches(ConnectionErrors.STATES);
    }

    private static String reason(SQLException e) {
        return String.valueOf(innermost(e).getMessage());
    }
}
