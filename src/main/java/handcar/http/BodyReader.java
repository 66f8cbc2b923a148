package handcar.http;

import module java.base;

import handcar.problem.Problem;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

/// Reads the body of a request as bytes, with a limit and a deadline.
public final class BodyReader {
    /// Bytes of a webhook at most, by the contract.
    public static final long WEBHOOK_LIMIT = 5L * 1024 * 1024;

    /// A body that takes longer comes from a stuck or hostile sender: even 2 MB at 100 kB/s need only 20 s.
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /// Bytes allocated before any have arrived.
    private static final int FIRST_BUFFER = 16 * 1024;

    private BodyReader() {}

    /// The whole body. [Problem.TooLarge] beyond `limit` bytes, by its Content-Length or while it is read.
    public static byte[] of(ServerRequest req, long limit) {
        long announced =
                req.headers().value(HeaderNames.CONTENT_LENGTH).map(Long::parseLong).orElse(0L);
        if (announced > limit) {
            throw tooLarge(limit);
        }
        if (!req.content().hasEntity()) {
            return new byte[0];
        }
        try (InputStream in = stream(req, limit, DEADLINE)) {
            return announced > 0
                    ? readKnown(req, in, (int) announced)
                    : readUnknown(req, in, limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The whole body when it is JSON. 415 when it is something else, 413 beyond `limit` bytes.
    public static byte[] json(ServerRequest req, long limit) {
        JsonBodyReader.requireJson(req);
        return of(req, limit);
    }

    /// A short body is simply read; for a long one of unknown length the limit is reserved.
    private static byte[] readUnknown(ServerRequest req, InputStream in, long limit)
            throws IOException {
        byte[] start = in.readNBytes(MemoryBudget.UNRESERVED);
        if (start.length < MemoryBudget.UNRESERVED) {
            return start;
        }
        RequestContext.of(req).reserve(limit);
        byte[] rest = in.readAllBytes();
        byte[] all = Arrays.copyOf(start, start.length + rest.length);
        System.arraycopy(rest, 0, all, start.length, rest.length);
        return all;
    }

    /// Allocates memory as the bytes arrive, not as they are announced.
    private static byte[] readKnown(ServerRequest req, InputStream in, int length)
            throws IOException {
        RequestContext.of(req).reserve(length);
        byte[] bytes = new byte[Math.min(length, FIRST_BUFFER)];
        int count = in.readNBytes(bytes, 0, bytes.length);
        while (count == bytes.length && count < length) {
            bytes = Arrays.copyOf(bytes, Math.min(length, count * 2));
            count += in.readNBytes(bytes, count, bytes.length - count);
        }
        // Helidon would allocate a buffer to look for the end
        if (count == length && in.read() >= 0) {
            throw new IOException("more came than was announced");
        }
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    }

    /// The body as a stream that throws [Problem.TooLarge] beyond `limit` bytes, and an error 408 when the sender needs longer
    /// than `longest` in all.
    public static InputStream stream(ServerRequest req, long limit, Duration longest) {
        return new LimitedInputStream(req.content().inputStream(), limit, longest);
    }

    static Problem.TooLarge tooLarge(long limit) {
        String most = limit >= 1024 * 1024 ? limit / (1024 * 1024) + " MB" : limit + " bytes";
        return new Problem.TooLarge("body_too_large", "The body may have at most " + most + ".");
    }
}
