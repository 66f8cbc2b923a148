package handcar.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// A stream that ends badly instead of endlessly: beyond its limit in bytes or in time.
final class BoundedStream extends FilterInputStream {
    private final long limit;
    private final long deadline;
    private long seen;

    BoundedStream(InputStream in, long limit, Duration longest) {
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
        int count = in.read(into, from, length);
        seen += Math.max(0, count);
        if (seen > limit) {
            throw Bytes.tooLarge(limit);
        }
        if (System.nanoTime() > deadline) {
            throw new Problem.Timeout("body_too_slow", "The body took too long to arrive.");
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return in.readNBytes((int) Math.min(count, 8192)).length;
    }

    /// The web server drains or drops what is left; closing here would read on.
    @Override
    public void close() {}
}
