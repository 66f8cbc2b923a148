package handcar.db;

import module java.base;

import handcar.time.RetrySchedule;

import io.helidon.dbclient.DbClientException;

import org.postgresql.util.PSQLException;

import java.sql.SQLException;

/// Waits for a database that is not there yet and says what it waits for: hosts start a service and its database in no
/// particular order. What waiting cannot mend (a wrong password, no such database, no TLS) is said at once.
public final class DatabaseWait {
    private static final RetrySchedule RETRIES =
            RetrySchedule.doubling(Duration.ofMillis(500), Duration.ofSeconds(10));

    /// The server or the driver rejects the connection for good, for example because the server has no TLS
    /// (`org.postgresql.util.PSQLState.CONNECTION_REJECTED`).
    private static final String REJECTED = "08004";

    /// What a server says that starts, stops or is full, see <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
    private static final String BUSY = "57P0[1-3]|53...|58000|08(?!004|P01)...";

    /// The words of what passes and has no state of its own: the driver's when a server takes the connection and says nothing or
    /// none of several is the primary yet, and those of PgBouncer whose PostgreSQL is away, or which it passes on from it.
    private static final Pattern PASSING =
            Pattern.compile(
                    """
                    ^Connection attempt timed out
                    |^Could not find a server with specified targetServerType
                    |server_login_retry|connect failed|cannot connect to server|server conn crashed
                    |query_wait_timeout|client_login_timeout|no more connections allowed
                    |the database system is |too many clients|connection slots are reserved\
                    """
                            .replace("\n", ""));

    private DatabaseWait() {}

    /// Returns once `connect` succeeds. `IllegalStateException` says what a person must mend.
    ///
    /// @param connect throws [DbClientException] when there is no connection
    /// @param where the server, for messages
    public static void with(Runnable connect, String where, Consumer<String> report) {
        for (int attempt = 1; ; attempt++) {
            Optional<String> missing = once(connect, where);
            if (missing.isEmpty()) {
                return;
            }
            report.accept("Waiting for PostgreSQL at " + where + ": " + missing.get());
            if (!RETRIES.sleep(attempt)) {
                throw new IllegalStateException("interrupted while waiting for the database");
            }
        }
    }

    /// Tries once. Returns why there is no connection yet; `IllegalStateException` says what a person must mend.
    public static Optional<String> once(Runnable connect, String where) {
        try {
            connect.run();
            return Optional.empty();
        } catch (DbClientException e) {
            SQLException reason = reason(e);
            if (!passes(reason)) {
                throw new IllegalStateException(
                        "PostgreSQL at " + where + " refuses the connection: " + said(reason), e);
            }
            return Optional.of(String.valueOf(reason.getMessage()));
        }
    }

    private static SQLException reason(DbClientException e) {
        if (e.getCause() instanceof SQLException reason) {
            return reason;
        }
        throw e;
    }

    /// Whether this ends by itself. Anything else is ours to mend: a parameter, a password, a certificate that is missing, cannot
    /// be read or does not match.
    private static boolean passes(SQLException e) {
        List<Throwable> causes =
                Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause).toList();
        if (causes.stream().anyMatch(DatabaseWait::isOurs)) {
            return false;
        }
        if (causes.stream().anyMatch(IOException.class::isInstance)) {
            return true;
        }
        boolean server = e instanceof PSQLException said && said.getServerErrorMessage() != null;
        return (server && String.valueOf(e.getSQLState()).matches(BUSY))
                || PASSING.matcher(String.valueOf(e.getMessage())).find();
    }

    /// A server that goes away within the handshake has refused nothing.
    private static boolean isOurs(Throwable cause) {
        boolean cutOff = cause.getCause() instanceof EOFException;
        return cause instanceof GeneralSecurityException
                || (cause instanceof SSLHandshakeException && !cutOff)
                || cause instanceof FileNotFoundException
                || cause instanceof FileSystemException;
    }

    private static String said(SQLException e) {
        String message = String.valueOf(e.getMessage());
        return REJECTED.equals(e.getSQLState())
                ? message + " REQUIRE_DB_SSL or sslmode in DATABASE_URL asks for TLS."
                : message;
    }
}
