package handcar.http.connection;

import handcar.http.stream.SwitchConnectionException;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A connection whose clock is known to the code that handles its requests. It may go [SwitchConnectionException].
final class Http1Connection implements ServerConnection {
    private final ConnectionContext context;
    private final ReadTimeouts clock;
    private volatile ServerConnection connection;
    private volatile boolean closing;

    /// @param connection speaks HTTP/1.1
    Http1Connection(ConnectionContext context, ServerConnection connection, ReadTimeouts clock) {
        this.context = context;
        this.connection = connection;
        this.clock = clock;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        if (goesOn(limit)) {
            connection.handle(limit);
        }
    }

    private boolean goesOn(Limit limit) throws InterruptedException {
        try {
            onThreadOfTheirOwn(() -> connection.handle(limit));
            return false;
        } catch (SwitchConnectionException onward) {
            connection = onward.on(context);
            if (closing) {
                // it was told to the one before
                connection.close(true);
            }
            return true;
        }
    }

    /// What a virtual thread's stack has once taken of the heap it keeps (JDK 25), and that of a request is deep. Whoever
    /// listens for hours afterwards does so on a thread that never went so far.
    private void onThreadOfTheirOwn(Requests requests) throws InterruptedException {
        FutureTask<Boolean> task =
                new FutureTask<>(
                        () ->
                                clock.within(
                                        () -> {
                                            requests.handle();
                                            return true;
                                        }));
        Thread thread = Thread.ofVirtual().name(Thread.currentThread().getName()).start(task);
        try {
            task.get();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            thread.interrupt();
            thread.join();
            throw e;
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) throws InterruptedException {
        switch (cause) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case InterruptedException e -> throw e;
            case null, default -> throw new IllegalStateException(cause);
        }
    }

    private interface Requests {
        void handle() throws InterruptedException;
    }

    @Override
    public Duration idleTime() {
        return connection.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
        closing = true;
        connection.close(interrupt);
    }
}
