package handcar.http.stream;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;

import java.util.function.Function;

/// The connection goes on as something else than HTTP/1.1 requests: an event stream or a WebSocket. Thrown, because what
/// handles a request would otherwise stay in memory for as long as the client listens: a deep stack, and the request with
/// all its headers. Caught in [Http1Connection].
public final class SwitchConnectionException extends CloseConnectionException {
    private static final long serialVersionUID = 1;

    private final transient Function<ConnectionContext, ServerConnection> next;

    SwitchConnectionException(Function<ConnectionContext, ServerConnection> next) {
        super("the connection goes on as something else");
        this.next = next;
    }

    /// What it goes on as.
    public ServerConnection on(ConnectionContext connection) {
        return next.apply(connection);
    }
}
