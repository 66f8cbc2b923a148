package handcar.http;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.spi.ServerConnection;

import java.time.Duration;

/// A connection whose clock is known to the code that handles its requests.
final class ClockedConnection implements ServerConnection {
    private final ServerConnection connection;
    private final ReadClock clock;

    ClockedConnection(ServerConnection connection, ReadClock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        clock.within(
                () -> {
                    connection.handle(limit);
                    return true;
                });
    }

    @Override
    public Duration idleTime() {
        return connection.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
        connection.close(interrupt);
    }
}
