package handcar.http.connection;

import module java.base;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;

/// Helidon's context of a connection, with the reader and the writer that have time-outs.
///
/// @param client has the time-outs
/// @param childSocketId unique among the connections of this server, unlike Helidon's, which is an identity hash
record TimeoutConnectionContext(
        ConnectionContext connection,
        ClientConnection client,
        String childSocketId,
        DataReader dataReader,
        DataWriter dataWriter)
        implements ConnectionContext {
    TimeoutConnectionContext(ConnectionContext connection, ClientConnection client, String id) {
        this(connection, client, id, client.reader(), client.writer());
    }

    @Override
    public ListenerContext listenerContext() {
        return connection.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return connection.executor();
    }

    @Override
    public Router router() {
        return connection.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return connection.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return connection.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return connection.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return connection.localPeer();
    }

    @Override
    public boolean isSecure() {
        return connection.isSecure();
    }

    @Override
    public String socketId() {
        return connection.socketId();
    }
}
