package handcar.http.connection;

import module java.base;

import io.helidon.common.socket.SocketOptions;

/// The options of accepted sockets. Helidon 4.5.0 hands out no socket that its server accepted, so each is kept here, by the
/// address of its client, until its [ClientConnection] is made.
///
/// @param socketOptions what Helidon sets on an accepted channel; the booleans it sets on plain sockets alone. Without
///     `TCP_NODELAY` the second event of a stream waits for the client's delayed acknowledgement, some 40 ms
record AcceptedSockets(
        Map<SocketOption<?>, Object> socketOptions,
        Duration connectTimeout,
        Duration readTimeout,
        Optional<Integer> socketReceiveBufferSize,
        Optional<Integer> socketSendBufferSize,
        boolean socketReuseAddress,
        boolean socketKeepAlive,
        boolean tcpNoDelay,
        Map<SocketAddress, Socket> accepted)
        implements SocketOptions {
    /// A socket that failed before its connection was made is never asked for; such entries are removed beyond this number.
    private static final int LARGEST_BACKLOG = 1024;

    AcceptedSockets() {
        this(
                Map.of(
                        StandardSocketOptions.TCP_NODELAY,
                        true,
                        StandardSocketOptions.SO_KEEPALIVE,
                        true),
                Duration.ZERO,
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                true,
                true,
                true,
                new ConcurrentHashMap<>());
    }

    @Override
    public void configureSocket(SocketChannel channel) {
        SocketOptions.super.configureSocket(channel);
        if (accepted.size() >= LARGEST_BACKLOG) {
            accepted.values().removeIf(Socket::isClosed);
        }
        accepted.put(channel.socket().getRemoteSocketAddress(), channel.socket());
    }

    /// Hands over the socket of a client, once.
    Optional<Socket> take(SocketAddress client) {
        return Optional.ofNullable(accepted.remove(client));
    }
}
