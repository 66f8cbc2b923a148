package handcar.fakes;

import module java.base;

/// A way to an IMAP server that cannot give the first mail of a folder: it refuses, or it breaks the connection.
public final class ImapProxy implements AutoCloseable {
    private final int target;
    private final Pattern broken;
    private final boolean cuts;
    private final ServerSocket door;

    /// @param what of the first mail it cannot give, as a regular expression
    /// @param cuts whether it breaks the connection
    public ImapProxy(int target, String what, boolean cuts) {
        this.target = target;
        this.broken = Pattern.compile("(?i)^(\\S+) FETCH 1 .*(?:" + what + ").*");
        this.cuts = cuts;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                Thread.ofVirtual().start(() -> answers(near, far));
                Thread.ofVirtual().start(() -> commands(near, far));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private static void answers(Socket near, Socket far) {
        try (near;
                far) {
            far.getInputStream().transferTo(near.getOutputStream());
        } catch (IOException _) {
            // one end is gone, so is the other
        }
    }

    private void commands(Socket near, Socket far) {
        try (near;
                far) {
            BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    near.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher command = broken.matcher(line);
                if (!command.matches()) {
                    far.getOutputStream()
                            .write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                } else if (cuts) {
                    return;
                } else {
                    near.getOutputStream()
                            .write(
                                    (command.group(1) + " NO it is broken\r\n")
                                            .getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException _) {
            // one end is gone, so is the other
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
