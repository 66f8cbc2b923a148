package handcar.http.connection;

import module java.base;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;

import org.jspecify.annotations.Nullable;

/// The connection of one client, with all its time-outs. Between requests, within the head of a request and where a chunk
/// begins or ends the whole phase has one time limit, so that a client gains nothing by sending single bytes; within a body
/// and on a WebSocket each silence has; and each write has. Java's own time-outs of a socket end reading only, and each of
/// them costs a virtual thread more than the read itself (`docs/adr/0019-deadlines.md`); so a deadline is only noted here,
/// and [ClientConnections] calls [#check] steadily.
public final class ClientConnection {
    /// How long the rest of a refused body is read before the connection is closed.
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private static final long NEVER = Long.MAX_VALUE;

    private final ConnectionContext connection;
    private final Socket socket;
    private final ServerTimeouts timeouts;
    private final StrictChunkReader reader = new StrictChunkReader(this::read, this);
    private Phase phase = Phase.IDLE;
    private long since = System.nanoTime();
    private LargeBodyReader body = LargeBodyReader.NONE;
    private boolean chunked;
    private volatile long readDeadline = NEVER;
    private volatile long writeDeadline = NEVER;
    private volatile boolean late;
    private volatile @Nullable DisconnectWatch watch;
    private volatile @Nullable FutureTask<Optional<byte[]>> ahead;

    private enum Phase {
        IDLE,
        HEAD,
        BODY,
        CHUNK,
        DRAIN
    }

    ClientConnection(ConnectionContext connection, Socket socket, ServerTimeouts timeouts) {
        this.connection = connection;
        this.socket = socket;
        this.timeouts = timeouts;
    }

    DataReader reader() {
        return reader;
    }

    DataWriter writer() {
        return new TimeoutDataWriter(connection.dataWriter());
    }

    /// Reads the rest of a body that was refused for a moment only, then ends the client's sending.
    public void drain() {
        enter(Phase.DRAIN);
    }

    /// Watches whether the client leaves while the current thread waits for another server. The request's body must have
    /// been read.
    public DisconnectWatch watch() {
        DisconnectWatch started = new DisconnectWatch(this);
        watch = started;
        return started;
    }

    void stopWatching() {
        watch = null;
    }

    /// Ends what takes too long. Any thread may call this.
    void check(long now) {
        if (isPast(readDeadline, now)) {
            late = true;
            readDeadline = NEVER;
            endInput();
        }
        if (isPast(writeDeadline, now)) {
            writeDeadline = NEVER;
            closeSocket();
        }
        DisconnectWatch watching = watch;
        if (watching != null) {
            watching.check(now);
        }
    }

    private static boolean isPast(long deadline, long now) {
        return deadline != NEVER && now - deadline > 0;
    }

    /// Wakes the thread that reads. The client can still be answered.
    private void endInput() {
        try {
            socket.shutdownInput();
        } catch (IOException _) {
            // closed in this moment, which wakes the reader as well
        }
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException _) {
            // closed all the same
        }
    }

    /// The next bytes of the client, null at their end.
    private byte @Nullable [] read() {
        readDeadline = deadline();
        try {
            byte[] bytes = next();
            if (late) {
                throw phase == Phase.BODY || phase == Phase.CHUNK
                        ? new SilentClientException()
                        : new CloseConnectionException("the client is too slow");
            }
            if (bytes == null && phase == Phase.HEAD) {
                throw new CloseConnectionException("the client left within the head");
            }
            return bytes;
        } catch (UncheckedIOException | ExecutionException e) {
            throw new CloseConnectionException("the client left", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("the server closes", e);
        } finally {
            readDeadline = NEVER;
        }
    }

    private byte @Nullable [] next() throws ExecutionException, InterruptedException {
        FutureTask<Optional<byte[]>> early = ahead;
        if (early == null) {
            return body.isComing()
                    ? body.next(() -> readDeadline = deadline())
                    : connection.serverSocket().get();
        }
        ahead = null;
        return early.get().orElse(null);
    }

    private long deadline() {
        return switch (phase) {
            case IDLE -> since + timeouts.idle().toNanos();
            case HEAD -> since + timeouts.head().toNanos();
            case CHUNK -> since + timeouts.silence().toNanos();
            case BODY -> System.nanoTime() + timeouts.silence().toNanos();
            case DRAIN -> since + DRAIN.toNanos();
        };
    }

    private void enter(Phase next) {
        phase = next;
        since = System.nanoTime();
    }

    /// Reads before it is the turn of the connection's own thread. Clients send nothing while they wait for an answer, so
    /// this ends when the client leaves, or with the first bytes of the next request, which are kept for it.
    ///
    /// @param left runs when the client leaves
    void readAhead(Runnable left) {
        if (ahead != null) {
            return;
        }
        FutureTask<Optional<byte[]>> reading =
                new FutureTask<>(
                        () -> {
                            Optional<byte[]> bytes = readOnce();
                            if (bytes.isEmpty()) {
                                left.run();
                            }
                            return bytes;
                        });
        ahead = reading;
        Thread.ofVirtual().name("read ahead").start(reading);
    }

    private Optional<byte[]> readOnce() {
        try {
            return Optional.ofNullable(connection.serverSocket().get());
        } catch (UncheckedIOException e) {
            return Optional.empty(); // reset instead of closed
        }
    }

    /// The first line of a request has arrived.
    void beginHead() {
        enter(Phase.HEAD);
        chunked = false;
    }

    /// The head has arrived.
    void beginBody(Headers headers) {
        for (Header header : headers) {
            if (header.name().isEmpty()) {
                // Helidon 4.5.0 accepts it
                throw StrictChunkReader.badRequest("A header has no name.");
            }
        }
        enter(Phase.BODY);
        // however it is written: Helidon takes "Chunked" and ",chunked" for it, and refuses any
        // other coding
        chunked = headers.contains(HeaderNames.TRANSFER_ENCODING);
        body = LargeBodyReader.of(socket, headers, reader.available());
    }

    boolean isChunked() {
        return chunked;
    }

    /// The beginning or the end of a chunk arrives, for which the whole phase has one limit; a body that is dropped has its own.
    void beginChunk() {
        if (phase == Phase.BODY) {
            enter(Phase.CHUNK);
        }
    }

    void endChunk() {
        if (phase == Phase.CHUNK) {
            enter(Phase.BODY);
        }
    }

    /// The answer is being sent.
    void beginIdle() {
        enter(Phase.IDLE);
    }

    /// The client sent nothing for too long in the middle of a body; it can still be answered.
    public static final class SilentClientException extends CloseConnectionException {
        private static final long serialVersionUID = 1;

        SilentClientException() {
            super("the client fell silent");
        }
    }

    /// Notes for each write until when it must be over. Helidon writes from one thread at a time.
    private final class TimeoutDataWriter implements DataWriter {
        private final DataWriter writer;

        TimeoutDataWriter(DataWriter writer) {
            this.writer = writer;
        }

        @Override
        public void write(BufferData... buffers) {
            timed(() -> writer.write(buffers));
        }

        @Override
        public void write(BufferData buffer) {
            timed(() -> writer.write(buffer));
        }

        @Override
        public void writeNow(BufferData... buffers) {
            timed(() -> writer.writeNow(buffers));
        }

        @Override
        public void writeNow(BufferData buffer) {
            timed(() -> writer.writeNow(buffer));
        }

        @Override
        public void flush() {
            timed(writer::flush);
        }

        @Override
        public void close() {
            writer.close();
        }

        private void timed(Runnable write) {
            writeDeadline = System.nanoTime() + timeouts.write().toNanos();
            try {
                write.run();
            } finally {
                writeDeadline = NEVER;
                if (phase == Phase.IDLE) {
                    // a stream may write for longer than a client may rest
                    since = System.nanoTime();
                }
            }
        }
    }
}
