package handcar.fakes;

import module java.base;

import handcar.db.Database;

/// A way to a database that can be cut and mended: everything is passed on, until it is cut.
public final class TcpProxy implements AutoCloseable {
    private final int target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Socket> numb = ConcurrentHashMap.newKeySet();
    private ServerSocket door;

    /// Opens a way to a port of this machine.
    public TcpProxy(int target) {
        this.target = target;
        this.door = listening(0);
        this.port = door.getLocalPort();
        accept(door);
    }

    public static int port(Database.Address address) {
        Matcher port = Pattern.compile(":(\\d+)/").matcher(address.jdbcUrl());
        if (!port.find()) {
            throw new IllegalArgumentException("no port in " + address.jdbcUrl());
        }
        return Integer.parseInt(port.group(1));
    }

    /// The address with the detour in it.
    public String instead(String url) {
        return url.replace(":" + target + "/", ":" + port + "/");
    }

    /// Mends it, where it was.
    public void mend() {
        door = listening(port);
        accept(door);
    }

    private static ServerSocket listening(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket listening) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            while (!listening.isClosed()) {
                                try {
                                    Socket near = listening.accept();
                                    Socket far =
                                            new Socket(InetAddress.getLoopbackAddress(), target);
                                    pass(near, far);
                                    pass(far, near);
                                } catch (IOException _) {
                                    return; // closed
                                }
                            }
                        });
    }

    private void pass(Socket from, Socket to) {
        sockets.add(from);
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (from;
                                    to) {
                                carry(from, to);
                            } catch (IOException _) {
                                // one end is gone, so is the other
                            } finally {
                                sockets.remove(from);
                            }
                        });
    }

    private void carry(Socket from, Socket to) throws IOException {
        byte[] piece = new byte[8192];
        for (int count = from.getInputStream().read(piece);
                count >= 0;
                count = from.getInputStream().read(piece)) {
            if (!numb.contains(from)) {
                to.getOutputStream().write(piece, 0, count);
            }
        }
    }

    /// From now on every connection there is swallows what it is given and never says so, as one that a network forgot; new
    /// ones are well.
    public void forget() {
        numb.addAll(sockets);
    }

    @Override
    public void close() {
        cut();
    }

    /// Breaks every connection and takes no new ones.
    public void cut() {
        try {
            door.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
