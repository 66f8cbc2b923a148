package handcar.fakes;

import module java.base;

/// A way to an IMAP server that cannot give the first mail of a folder: it refuses, or it breaks the connection. Or to one that has given
/// the next mail its UID already, while it cannot be read yet.
public final class ImapProxy implements AutoCloseable {
    private static final Pattern UIDNEXT = Pattern.compile("UIDNEXT (\\d+)");

    private final int target;
    private final Pattern broken;
    private final boolean cuts;
    private final int ahead;
    private final ServerSocket door;

    /// @param what of the first mail it cannot give, as a regular expression
    /// @param cuts whether it breaks the connection
    public ImapProxy(int target, String what, boolean cuts) {
        this(target, what, cuts, 0);
    }

    /// @param target a server that counts one mail more than it shows
    public static ImapProxy ahead(int target) {
        return new ImapProxy(target, "nothing", false, 1);
    }

    private ImapProxy(int target, String what, boolean cuts, int ahead) {
        this.target = target;
        this.ahead = ahead;
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

    private void answers(Socket near, Socket far) {
        try (near;
                far) {
            byte[] buffer = new byte[64_000];
            for (int n = far.getInputStream().read(buffer);
                    n > 0;
                    n = far.getInputStream().read(buffer)) {
                String answer = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                near.getOutputStream().write(counted(answer).getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException _) {
            // one end is gone, so is the other
        }
    }

    private String counted(String answer) {
        return UIDNEXT.matcher(answer)
                .replaceAll(next -> "UIDNEXT " + (Long.parseLong(next.group(1)) + ahead));
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
