package handcar.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/// How long one connection may be read from. Between requests and within a request's head the whole phase has its time,
/// so that dripping does not help; within a body and on a WebSocket each silence has. Belongs to one connection and is
/// used by its one thread.
final class ReadClock {
    private static final ScopedValue<ReadClock> CURRENT = ScopedValue.newInstance();

    private final Optional<Socket> socket;
    private final Patience patience;
    private final Departures departures;
    private volatile Optional<ReadAhead> ahead = Optional.empty();
    private volatile Optional<HelidonSocket> source = Optional.empty();
    private Phase phase = Phase.BETWEEN;
    private long since = System.nanoTime();
    private boolean chunked;

    private enum Phase {
        BETWEEN,
        HEAD,
        BODY
    }

    ReadClock(Optional<Socket> socket, Patience patience, Departures departures) {
        this.socket = socket;
        this.patience = patience;
        this.departures = departures;
    }

    /// The clock of the connection whose request is being handled.
    static Optional<ReadClock> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    <T, X extends Throwable> T within(ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    Departures departures() {
        return departures;
    }

    /// Reads before it is the connection's turn, to notice when the client leaves. Any thread may ask for it; the
    /// connection's own thread must not be reading.
    void ahead(Runnable left) {
        if (socket.isEmpty() || source.isEmpty() || ahead.isPresent()) {
            return;
        }
        try {
            // how long it may take is decided by whoever takes what it reads
            socket.get().setSoTimeout(0);
        } catch (IOException e) {
            left.run();
            return;
        }
        ahead = Optional.of(new ReadAhead(source.get(), left));
    }

    /// The next bytes of the client; null at their end.
    byte @Nullable [] read(ConnectionContext connection) {
        DataReader first = connection.dataReader();
        if (first.available() > 0) {
            // read while it was found out what the client speaks
            return first.readBytes(first.available());
        }
        source = Optional.of(connection.serverSocket());
        Optional<ReadAhead> early = ahead;
        if (early.isPresent()) {
            ahead = Optional.empty();
            return early.get().take(left());
        }
        limit();
        try {
            byte[] bytes = connection.serverSocket().get();
            if (bytes == null && phase == Phase.HEAD) {
                throw new CloseConnectionException("the client went within its request's head");
            }
            return bytes;
        } catch (UncheckedIOException e) {
            throw failed(e);
        }
    }

    /// Whether a chunked body is to come or under way.
    boolean isChunked() {
        return chunked;
    }

    private RuntimeException failed(UncheckedIOException e) {
        boolean slow = e.getCause() instanceof SocketTimeoutException;
        return slow && phase == Phase.BODY ? new Silence() : gone(e);
    }

    static CloseConnectionException gone(UncheckedIOException e) {
        return new CloseConnectionException("the client is too slow or gone", e);
    }

    /// From here on the client may be silent for as long as it likes.
    void stop() {
        setLimit(0);
    }

    private Duration left() {
        Duration left =
                switch (phase) {
                    case BETWEEN -> patience.idle().minusNanos(System.nanoTime() - since);
                    case HEAD -> patience.head().minusNanos(System.nanoTime() - since);
                    case BODY -> patience.silence();
                };
        if (!left.isPositive()) {
            throw new CloseConnectionException("the client is too slow");
        }
        return left;
    }

    private void limit() {
        setLimit((int) Math.max(1, left().toMillis()));
    }

    private void setLimit(int millis) {
        try {
            if (socket.isPresent()) {
                socket.get().setSoTimeout(millis);
            }
        } catch (IOException e) {
            throw new CloseConnectionException("the client is gone", e);
        }
    }

    private void enter(Phase next) {
        phase = next;
        since = System.nanoTime();
    }

    /// Hears of the request's parts as they arrive.
    Http1ConnectionListener arriving() {
        return new Http1ConnectionListener() {
            @Override
            public void prologue(ConnectionContext ctx, HttpPrologue prologue) {
                enter(Phase.HEAD);
                chunked = false;
            }

            @Override
            public void headers(ConnectionContext ctx, Headers headers) {
                if (headers.stream().anyMatch(header -> header.name().isEmpty())) {
                    // Helidon 4.5.0 lets a header without a name pass
                    throw StrictReader.refused("A header has no name.");
                }
                enter(Phase.BODY);
                chunked = headers.contains(HeaderValues.TRANSFER_ENCODING_CHUNKED);
            }
        };
    }

    /// Hears of the answer.
    Http1ConnectionListener leaving() {
        return new Http1ConnectionListener() {
            @Override
            public void status(ConnectionContext ctx, Status status) {
                enter(Phase.BETWEEN);
            }
        };
    }

    /// Nothing came for too long in the middle of a body; the client may still be told.
    static final class Silence extends CloseConnectionException {
        Silence() {
            super("the client fell silent");
        }
    }
}
