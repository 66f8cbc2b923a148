package handcar.http;

import module java.base;

import handcar.http.connection.ClientConnection;
import handcar.problem.Problem;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;

/// A stream that throws beyond a limit in bytes or in time.
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
        int count = readTranslated(into, from, length);
        seen += Math.max(0, count);
        if (seen > limit) {
            throw BodyReader.tooLarge(limit);
        }
        if (System.nanoTime() - deadline > 0) {
            throw tooSlow();
        }
        return count;
    }

    /// Translates what Helidon throws while it reads; all of it is the sender's fault.
    private int readTranslated(byte[] into, int from, int length) throws IOException {
        try {
            return in.read(into, from, length);
        } catch (ClientConnection.SilentClientException _) {
            throw tooSlow();
        } catch (DataReader.InsufficientDataAvailableException | UncheckedIOException e) {
            throw new CloseConnectionException("the sender left", e);
        } catch (IllegalArgumentException e) {
            // the length of a chunk is not a number
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

    /// Does nothing: Helidon reads or drops the rest itself.
    @Override
    public void close() {}
}
