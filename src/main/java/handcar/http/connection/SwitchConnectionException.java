package handcar.http.connection;

import module java.base;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;

/// The connection continues as something else than HTTP/1.1 requests: an event stream or a WebSocket. It is thrown because
/// the request, its headers and a deep stack would otherwise stay in memory for as long as the client listens, which may be
/// days. [Http1Connection] catches it.
public final class SwitchConnectionException extends CloseConnectionException {
    private static final long serialVersionUID = 1;

    private final transient Function<ConnectionContext, ServerConnection> next;

    /// @param next makes the connection that continues
    public SwitchConnectionException(Function<ConnectionContext, ServerConnection> next) {
        super("the connection switches its protocol");
        this.next = next;
    }

    ServerConnection next(ConnectionContext context) {
        return next.apply(context);
    }
}
