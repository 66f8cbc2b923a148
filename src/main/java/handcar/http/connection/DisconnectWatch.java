package handcar.http.connection;

import module java.base;

/// Notices that a client leaves while its request waits for another server: the waiting thread is interrupted, so that
/// nobody pays for an answer that cannot be delivered. It watches from its creation until it is closed.
public final class DisconnectWatch implements AutoCloseable {
    /// Most waits are over before it is worth reading the connection.
    private static final Duration DELAY = Duration.ofMillis(200);

    private final ClientConnection connection;
    private final Thread waiting = Thread.currentThread();
    private final long start = System.nanoTime() + DELAY.toNanos();
    private boolean closed;
    private boolean left;

    DisconnectWatch(ClientConnection connection) {
        this.connection = connection;
    }

    /// Begins to read the connection when the wait has become long. Nothing is read beside the connection's own thread,
    /// which reads again once this watch is closed.
    synchronized void check(long now) {
        if (!closed && now - start > 0) {
            connection.readAhead(this::leave);
        }
    }

    private synchronized void leave() {
        if (!closed) {
            left = true;
            waiting.interrupt();
        }
    }

    @Override
    public void close() {
        connection.stopWatching();
        synchronized (this) {
            closed = true;
            if (left) {
                Thread.interrupted(); // it was meant for the wait, which is over
            }
        }
    }
}
