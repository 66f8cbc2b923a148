package handcar.http;

import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The rest of a body that was refused. Closing a connection on a client that is still sending resets it, and the client
/// then often never sees why; so for a moment what it sends is read and thrown away.
final class RequestDrain {
    private static final Logger LOG = Logger.getLogger(RequestDrain.class.getName());

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long MOST = 16L * 1024 * 1024;

    private RequestDrain() {}

    static void discard(ServerRequest req, ServerResponse res) {
        if (res.status().equals(Status.BAD_REQUEST_400)) {
            // where a malformed body ends is not known
            return;
        }
        boolean waits = req.headers().contains(HeaderValues.EXPECT_100) && !req.continueSent();
        if (waits || !req.content().hasEntity() || req.content().consumed()) {
            return;
        }
        Thread reader = Thread.currentThread();
        // interrupting a virtual thread that reads closes its socket, which is what comes next
        // anyway
        Thread alarm = Thread.ofVirtual().start(() -> interrupt(reader));
        try (InputStream in = req.content().inputStream()) {
            byte[] bytes = new byte[8192];
            long seen = 0;
            int count = in.read(bytes);
            while (count >= 0 && seen < MOST) {
                seen += count;
                count = in.read(bytes);
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.FINEST, "The rest of a refused body did not come", e);
        } finally {
            alarm.interrupt();
        }
    }

    private static void interrupt(Thread reader) {
        try {
            Thread.sleep(PATIENCE);
            reader.interrupt();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
