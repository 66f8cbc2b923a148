package handcar.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import io.helidon.dbclient.DbClientException;

import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

import java.security.cert.CertificateException;
import java.sql.SQLException;

/// Which faults of a connection end by themselves, and which end the start.
final class DatabaseWaitTest {
    private static SQLException said(String state, String message) {
        return new PSQLException(
                new ServerErrorMessage("SFATAL\0C" + state + "\0M" + message + "\0"));
    }

    private static SQLException noticed(String message, Exception... cause) {
        return new PSQLException(
                message,
                PSQLState.CONNECTION_UNABLE_TO_CONNECT,
                cause.length == 0 ? null : cause[0]);
    }

    private static Exception cutOff() {
        Exception handshake = new SSLHandshakeException("Remote host terminated the handshake");
        handshake.initCause(new EOFException("SSL peer shut down incorrectly"));
        return handshake;
    }

    private static Optional<String> once(SQLException reason) {
        return DatabaseWait.once(
                () -> {
                    throw new DbClientException("no connection", reason);
                },
                "db:5432/shop");
    }

    @Test
    void whatEndsByItselfIsWaitedFor() {
        for (SQLException reason :
                List.of(
                        said("57P03", "the database system is starting up"),
                        said("57P01", "terminating connection due to administrator command"),
                        said("53300", "sorry, too many clients already"),
                        said("53200", "out of memory"),
                        said("58000", "could not fork new process for connection"),
                        said("08P01", "server login has been failing (server_login_retry)"),
                        said("08P01", "the database system is starting up"),
                        said("08P01", "pgbouncer cannot connect to server"),
                        said("08P01", "sorry, too many clients already"),
                        noticed("Connection refused", new ConnectException("refused")),
                        noticed("failed", new UnknownHostException("db")),
                        noticed("failed", new SocketTimeoutException("Read timed out")),
                        noticed("failed", cutOff()),
                        noticed("Connection attempt timed out."),
                        noticed(
                                "Could not find a server with specified targetServerType:"
                                        + " primary"))) {
            assertEquals(Optional.of(String.valueOf(reason.getMessage())), once(reason));
        }
    }

    @Test
    void whatAPersonMustMendEndsTheStart() {
        Exception broken = new IOException("Incomplete data");
        for (SQLException reason :
                List.of(
                        said("08P01", "no such database: shop"),
                        said("08P01", "no such user: shop"),
                        said("08P01", "SSL required"),
                        said("08P01", "unsupported startup parameter: x"),
                        said("28P01", "password authentication failed"),
                        said("3D000", "database \"shop\" does not exist"),
                        said("08004", "the server does not accept this connection"),
                        noticed("Invalid targetServerType value: nonsense"),
                        noticed("no", new CertificateException("not readable", broken)),
                        noticed("no", new IOException(new KeyStoreException("no key"))),
                        noticed("no", new SSLHandshakeException("no trusted certificate")),
                        noticed("no", new FileNotFoundException("root.crt")),
                        noticed("no", new NoSuchFileException("root.crt")))) {
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> once(reason));
            assertTrue(
                    String.valueOf(e.getMessage())
                            .startsWith("PostgreSQL at db:5432/shop refuses"));
        }
    }
}
