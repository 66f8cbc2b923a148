package handcar.http.connection;

import handcar.time.TimeoutScheduler;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.http.Header;
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
import java.time.Duration;
import java.util.Optional;

/// How long one connection may be read from. Between requests and within a request's head the whole phase has its time,
/// so that dripping does not help; within a body and on a WebSocket each silence has. Belongs to one connection and is
/// used by its one thread. Nobody is told by an exception of the socket that the time is up, since reading with a time-out
/// costs more than reading ([TimeoutScheduler]): its input is ended instead, so that the client can still be answered.
public final class ReadTimeouts {
    private static final ScopedValue<ReadTimeouts> CURRENT = ScopedValue.newInstance();

    private final Optional<Socket> socket;
    private final ServerTimeouts timeouts;
    private final TimeoutScheduler deadlines;
    private final TimeoutScheduler departures;
    private volatile Optional<DisconnectReader> ahead = Optional.empty();
    private volatile Optional<HelidonSocket> source = Optional.empty();
    private Phase phase = Phase.BETWEEN;
    private long since = System.nanoTime();
    private boolean chunked;
    private volatile boolean late;

    private enum Phase {
        BETWEEN,
        HEAD,
        BODY
    }

    /// @param deadlines rings when a client is too slow
    /// @param departures rings when a request has waited for so long that its client may have left
    ReadTimeouts(
            Optional<Socket> socket,
            ServerTimeouts timeouts,
            TimeoutScheduler deadlines,
            TimeoutScheduler departures) {
        this.socket = socket;
        this.timeouts = timeouts;
        this.deadlines = deadlines;
        this.departures = departures;
    }

    /// The clock of the connection whose request is being handled.
    static Optional<ReadTimeouts> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    <T, X extends Throwable> T within(ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    TimeoutScheduler departures() {
        return departures;
    }

    /// Reads before it is the connection's turn, to notice when the client leaves. Any thread may ask for it; the
    /// connection's own thread must not be reading.
    void ahead(Runnable left) {
        if (socket.isEmpty() || source.isEmpty() || ahead.isPresent()) {
            return;
        }
        // how long it may take is decided by whoever takes what it reads
        ahead = Optional.of(new DisconnectReader(source.get(), left));
    }

    /// The next bytes of the client; null at their end.
    byte @Nullable [] read(ConnectionContext connection) {
        DataReader first = connection.dataReader();
        if (first.available() > 0) {
            // read while it was found out what the client speaks
            return first.readBytes(first.available());
        }
        source = Optional.of(connection.serverSocket());
        Optional<DisconnectReader> early = ahead;
        if (early.isPresent()) {
            ahead = Optional.empty();
            return early.get().take(left());
        }
        TimeoutScheduler.Alarm alarm = deadlines.after(left(), this::endInput);
        try {
            byte[] bytes = connection.serverSocket().get();
            if (late) {
                throw slow();
            }
            if (bytes == null && phase == Phase.HEAD) {
                throw new CloseConnectionException("the client went within its request's head");
            }
            return bytes;
        } catch (UncheckedIOException e) {
            throw gone(e);
        } finally {
            alarm.off();
        }
    }

    /// Wakes the thread that reads, which then finds it late.
    private void endInput() {
        late = true;
        try {
            if (socket.isPresent()) {
                socket.get().shutdownInput();
            }
        } catch (IOException _) {
            // closed in this moment, which wakes it as well
        }
    }

    private CloseConnectionException slow() {
        return phase == Phase.BODY
                ? new Silence()
                : new CloseConnectionException("the client is too slow");
    }

    /// Whether a chunked body is to come or under way.
    boolean isChunked() {
        return chunked;
    }

    public static CloseConnectionException gone(UncheckedIOException e) {
        return new CloseConnectionException("the client is gone", e);
    }

    private Duration left() {
        Duration left =
                switch (phase) {
                    case BETWEEN -> timeouts.idle().minusNanos(System.nanoTime() - since);
                    case HEAD -> timeouts.head().minusNanos(System.nanoTime() - since);
                    case BODY -> timeouts.silence();
                };
        if (!left.isPositive()) {
            throw new CloseConnectionException("the client is too slow");
        }
        return left;
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
                for (Header header : headers) {
                    if (header.name().isEmpty()) {
                        // Helidon 4.5.0 lets a header without a name pass
                        throw StrictChunkReader.refused("A header has no name.");
                    }
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
    public static final class Silence extends CloseConnectionException {
        Silence() {
            super("the client fell silent");
        }
    }
}
