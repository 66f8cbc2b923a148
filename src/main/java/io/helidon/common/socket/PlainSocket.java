package io.helidon.common.socket;

import io.helidon.common.buffers.BufferData;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Arrays;

/// Stands in for the class of the same name in Helidon 4.5.0, which keeps 8 KB for reading as long as a connection lives:
/// with ten thousand visitors who say nothing, 80 MB of zeros. This one waits with 1 KB and takes more when more comes.
/// Reason and end of life: `docs/adr/0001-helidon-mix.md`.
@SuppressWarnings("removal") // one of its methods is to go
public class PlainSocket implements HelidonSocket {
    /// Most requests without a file fit in.
    private static final int USUAL = 1024;

    /// While a body is coming in.
    private static final int MUCH = 8192;

    private final Socket delegate;
    private final String childSocketId;
    private final String socketId;
    private final IdleInputStream in;
    private final OutputStream out;
    private boolean more;

    protected PlainSocket(Socket delegate, String childSocketId, String socketId) {
        this.delegate = delegate;
        this.childSocketId = childSocketId;
        this.socketId = socketId;
        try {
            this.in =
                    new IdleInputStream(
                            delegate, delegate.getInputStream(), childSocketId, socketId);
            this.out = delegate.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The socket of a client who came to us.
    public static PlainSocket server(Socket delegate, String channelId, String serverChannelId) {
        return new PlainSocket(delegate, channelId, serverChannelId);
    }

    /// The socket of a server we went to.
    public static PlainSocket client(Socket delegate, String channelId) {
        return new PlainSocket(delegate, channelId, "client");
    }

    @Override
    public PeerInfo remotePeer() {
        return PeerInfoImpl.createRemote(this);
    }

    @Override
    public PeerInfo localPeer() {
        return PeerInfoImpl.createLocal(this);
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public String socketId() {
        return socketId;
    }

    @Override
    public String childSocketId() {
        return childSocketId;
    }

    @Override
    public void close() {
        try {
            delegate.shutdownOutput();
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void idle() {
        in.idle();
    }

    @Override
    public boolean isConnected() {
        return !in.isClosed();
    }

    @Override
    public int read(BufferData buffer) {
        return buffer.readFrom(in);
    }

    @Override
    public void write(BufferData buffer) {
        buffer.writeTo(out);
    }

    /// The next bytes of the other side, or null at their end, as Helidon's reader expects it.
    @Override
    public byte[] get() {
        byte[] room = new byte[more ? MUCH : USUAL];
        int count;
        try {
            count = in.read(room);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        more = count == room.length;
        if (count < 0) {
            return null;
        }
        return more ? room : Arrays.copyOf(room, count);
    }

    SocketAddress localSocketAddress() {
        return delegate.getLocalSocketAddress();
    }

    SocketAddress remoteSocketAddress() {
        return delegate.getRemoteSocketAddress();
    }

    String localHost() {
        return internet(localSocketAddress()).getHostString();
    }

    String remoteHost() {
        return internet(remoteSocketAddress()).getHostString();
    }

    int localPort() {
        return internet(localSocketAddress()).getPort();
    }

    int remotePort() {
        return internet(remoteSocketAddress()).getPort();
    }

    private static InetSocketAddress internet(SocketAddress address) {
        if (address instanceof InetSocketAddress internet) {
            return internet;
        }
        throw new IllegalStateException("not an address of the internet: " + address);
    }
}
