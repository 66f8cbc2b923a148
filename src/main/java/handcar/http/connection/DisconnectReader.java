package handcar.http.connection;

import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.CloseConnectionException;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One read of a connection before its turn. Clients send nothing while they wait for an answer, so it ends when the
/// client leaves, or with the first bytes of the next request, which are kept for it.
final class DisconnectReader {
    private final FutureTask<Optional<byte[]>> reading;

    /// @param left runs when the client leaves
    DisconnectReader(HelidonSocket socket, Runnable left) {
        reading =
                new FutureTask<>(
                        () -> {
                            Optional<byte[]> bytes = read(socket);
                            if (bytes.isEmpty()) {
                                left.run();
                            }
                            return bytes;
                        });
        Thread.ofVirtual().name("read ahead").start(reading);
    }

    private static Optional<byte[]> read(HelidonSocket socket) {
        try {
            return Optional.ofNullable(socket.get());
        } catch (UncheckedIOException e) {
            return Optional.empty(); // reset instead of closed
        }
    }

    /// What it read, waiting for it; null at the client's end.
    byte @Nullable [] take(Duration longest) {
        try {
            return reading.get(longest.toMillis(), TimeUnit.MILLISECONDS).orElse(null);
        } catch (TimeoutException | ExecutionException e) {
            throw new CloseConnectionException("the client is too slow or gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("the server is closing", e);
        }
    }
}
