package handcar.http.connection;

import io.helidon.common.socket.SocketOptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The options of accepted sockets. Helidon's server reads without a time-out whatever it is told (4.5.0), so the sockets
/// are noted here between being accepted and getting their [ConnectionFactory] object, which sets the time-outs itself.
public final class AcceptedSockets implements SocketOptions {
    /// Some are closed before they say anything and are never asked for.
    private static final int MOST_WAITING = 1024;

    private final SocketOptions options =
            // without no-delay a stream's first bytes come 20–45 ms late
            SocketOptions.builder().tcpNoDelay(true).build();

    private final Map<SocketAddress, Socket> waiting = new ConcurrentHashMap<>();
    private final Duration idle;

    public AcceptedSockets(Duration idle) {
        this.idle = idle;
    }

    /// The socket of a client, once.
    Optional<Socket> take(SocketAddress client) {
        return Optional.ofNullable(waiting.remove(client));
    }

    @Override
    public void configureSocket(SocketChannel channel) {
        options.configureSocket(channel);
        note(channel.socket());
    }

    @Override
    public void configureSocket(Socket socket) {
        options.configureSocket(socket);
        note(socket);
    }

    private void note(Socket socket) {
        try {
            socket.setSoTimeout((int) idle.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (waiting.size() >= MOST_WAITING) {
            waiting.values().removeIf(Socket::isClosed);
        }
        waiting.put(socket.getRemoteSocketAddress(), socket);
    }

    @Override
    public Map<SocketOption<?>, Object> socketOptions() {
        return options.socketOptions();
    }

    @Override
    public Duration connectTimeout() {
        return options.connectTimeout();
    }

    @Override
    public Duration readTimeout() {
        return options.readTimeout();
    }

    @Override
    public Optional<Integer> socketReceiveBufferSize() {
        return options.socketReceiveBufferSize();
    }

    @Override
    public Optional<Integer> socketSendBufferSize() {
        return options.socketSendBufferSize();
    }

    @Override
    public boolean socketReuseAddress() {
        return options.socketReuseAddress();
    }

    @Override
    public boolean socketKeepAlive() {
        return options.socketKeepAlive();
    }

    @Override
    public boolean tcpNoDelay() {
        return options.tcpNoDelay();
    }
}
