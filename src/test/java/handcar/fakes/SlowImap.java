package handcar.fakes;

import module java.base;

/// A way to an IMAP server that is slow when it is told so: it passes a command on only after some time.
public final class SlowImap implements AutoCloseable {
    private final int target;
    private final ServerSocket door;
    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile boolean slow;
    private volatile CountDownLatch passes = new CountDownLatch(0);

    public SlowImap(int target) {
        this.target = target;
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

    /// The next mail that is asked for takes until [#goOn].
    public void hold() {
        passes = new CountDownLatch(1);
        slow = true;
    }

    /// Whether a mail was asked for since.
    public boolean isHolding() {
        return asked.getCount() == 0;
    }

    public void goOn() {
        slow = false;
        passes.countDown();
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
                if (slow && line.contains(" FETCH ")) {
                    asked.countDown();
                    passes.await();
                }
                far.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                far.getOutputStream().flush();
            }
        } catch (IOException | InterruptedException _) {
            // one end is gone, so is the other
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
