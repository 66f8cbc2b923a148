package handcar.fakes;

import module java.base;

/// A port of the loopback interface at which nobody listens, and nobody else can begin to.
public final class ClosedPort implements AutoCloseable {
    private final Socket holder = new Socket();

    public ClosedPort() throws IOException {
        this(0);
    }

    /// @param number of a port that is free; 0 for any
    public ClosedPort(int number) throws IOException {
        holder.setReuseAddress(true); // closed connections may wait there for a minute
        holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
    }

    public int number() {
        return holder.getLocalPort();
    }

    /// An address of HTTP there.
    public String baseUrl() {
        return "http://127.0.0.1:" + number();
    }

    @Override
    public void close() throws IOException {
        holder.close();
    }
}
