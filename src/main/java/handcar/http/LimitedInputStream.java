package handcar.http;

import handcar.http.connection.ClientConnection;
import handcar.problem.Problem;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/// A stream that ends badly instead of endlessly: beyond its limit in bytes or in time.
public final class LimitedInputStream extends FilterInputStream {
    private final long limit;
    private final long deadline;
    private long seen;

    public LimitedInputStream(InputStream in, long limit, Duration longest) {
        super(in);
        this.limit = limit;
        this.deadline = System.nanoTime() + longest.toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int count = arrived(into, from, length);
        seen += Math.max(0, count);
        if (seen > limit) {
            throw BodyReader.tooLarge(limit);
        }
        if (System.nanoTime() - deadline > 0) {
            throw tooSlow();
        }
        return count;
    }

    /// What the web server throws while reading is the sender's fault, in one way or another.
    private int arrived(byte[] into, int from, int length) throws IOException {
        try {
            return in.read(into, from, length);
        } catch (ClientConnection.SilentClientException _) {
            throw tooSlow();
        } catch (DataReader.InsufficientDataAvailableException e) {
            throw new CloseConnectionException("the sender is gone", e);
        } catch (UncheckedIOException e) {
            throw new CloseConnectionException("the sender is gone", e);
        } catch (IllegalArgumentException e) {
            // a chunk whose length is no number
            throw new Problem.Malformed("malformed_body", "The body's chunks are malformed.");
        }
    }

    private static HttpException tooSlow() {
        return new HttpException("The body took too long to arrive.", Status.REQUEST_TIMEOUT_408);
    }

    @Override
    public long skip(long count) throws IOException {
        return in.readNBytes((int) Math.min(count, 8192)).length;
    }

    /// The web server drains or drops what is left; closing here would read on.
    @Override
    public void close() {}
}
