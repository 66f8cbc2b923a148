package handcar.http.connection;

import module java.base;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;

/// An HTTP/1.1 connection that may continue as something else ([SwitchConnectionException]), on the same thread.
final class Http1Connection implements ServerConnection {
    private final ConnectionContext context;
    private final Runnable ended;
    private volatile ServerConnection connection;
    private volatile boolean closing;

    /// @param connection speaks HTTP/1.1
    /// @param ended runs when the connection is over
    Http1Connection(ConnectionContext context, ServerConnection connection, Runnable ended) {
        this.context = context;
        this.connection = connection;
        this.ended = ended;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        try {
            Optional<ServerConnection> next = handleRequests(limit);
            if (next.isPresent()) {
                connection = next.get();
                if (closing) {
                    connection.close(true); // the request was meant for the one before
                }
                connection.handle(limit);
            }
        } finally {
            ended.run();
        }
    }

    /// Returns what the connection continues as. The exception must not be on the stack any more when that begins.
    private Optional<ServerConnection> handleRequests(Limit limit) throws InterruptedException {
        try {
            connection.handle(limit);
            return Optional.empty();
        } catch (SwitchConnectionException e) {
            return Optional.of(e.next(context));
        }
    }

    /// [ClientConnection] ends idle connections; for Helidon's own timer this one is always busy. That timer would also
    /// interrupt a request that is answered for longer than the idle time-out.
    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
        closing = true;
        connection.close(interrupt);
    }
}
