package handcar.http.connection;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;

final class AcceptedSocketsTest {
    /// On a kept connection the client acknowledges late, and without this option the second event of a stream would wait for that.
    @Test
    void sendsAtOnceAndNoticesDeadClients() throws IOException {
        AcceptedSockets sockets = new AcceptedSockets();
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
                    SocketChannel accepted = server.accept()) {
                sockets.configureSocket(accepted);

                assertTrue(accepted.getOption(StandardSocketOptions.TCP_NODELAY));
                assertTrue(accepted.getOption(StandardSocketOptions.SO_KEEPALIVE));
                assertSame(accepted.socket(), sockets.take(client.getLocalAddress()).orElseThrow());
            }
        }
    }
}
