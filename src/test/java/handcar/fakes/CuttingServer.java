package handcar.fakes;

import module java.base;

/// A server that reads the beginning of each request and breaks the connection.
public final class CuttingServer implements AutoCloseable {
    private static final int BEGINNING = 50_000;

    private final ServerSocket socket;

    public CuttingServer() throws IOException {
        socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("cutting").start(this::cutEach);
    }

    /// Where it listens, without a slash at the end.
    public String baseUrl() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    private void cutEach() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                int read = connection.getInputStream().readNBytes(BEGINNING).length;
                connection.setSoLinger(read > 0, 0);
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
