package handcar.http;

import handcar.problem.Problem;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;

/// A request's body as bytes, with a limit and a deadline.
public final class BodyReader {
    /// The contract's limit for a webhook.
    public static final long WEBHOOK_LIMIT = 5L * 1024 * 1024;

    /// A body that takes longer is from a stuck or hostile sender: even 2 MB at 100 kB/s needs only 20 s.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final int AT_ONCE = 16 * 1024;

    private BodyReader() {}

    /// The whole body, at most `limit` bytes: [Problem.TooLarge] beyond, whether announced or found while reading.
    public static byte[] of(ServerRequest req, long limit) {
        long announced =
                req.headers().value(HeaderNames.CONTENT_LENGTH).map(Long::parseLong).orElse(0L);
        if (announced > limit) {
            throw tooLarge(limit);
        }
        if (!req.content().hasEntity()) {
            return new byte[0];
        }
        try (InputStream in = stream(req, limit, LONGEST)) {
            return announced > 0
                    ? announced(req, in, (int) announced)
                    : unannounced(req, in, limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The whole body when it is JSON, at most `limit` bytes; 415 when it is something else.
    public static byte[] json(ServerRequest req, long limit) {
        JsonBodyReader.requireJson(req);
        return of(req, limit);
    }

    /// A short one is simply read; for a long one there must be room for whatever it may become.
    private static byte[] unannounced(ServerRequest req, InputStream in, long limit)
            throws IOException {
        byte[] start = in.readNBytes(MemoryBudget.FREE);
        if (start.length < MemoryBudget.FREE) {
            return start;
        }
        RequestContext.of(req).reserve(limit);
        byte[] rest = in.readAllBytes();
        byte[] all = Arrays.copyOf(start, start.length + rest.length);
        System.arraycopy(rest, 0, all, start.length, rest.length);
        return all;
    }

    /// Memory is taken as the bytes come, not as they are announced; a usual body is read without being copied.
    private static byte[] announced(ServerRequest req, InputStream in, int length)
            throws IOException {
        RequestContext.of(req).reserve(length);
        byte[] bytes = new byte[Math.min(length, AT_ONCE)];
        int count = in.readNBytes(bytes, 0, bytes.length);
        while (count == bytes.length && count < length) {
            bytes = Arrays.copyOf(bytes, Math.min(length, count * 2));
            count += in.readNBytes(bytes, count, bytes.length - count);
        }
        // who does not read the end leaves it to the web server, which takes a buffer to look for
        // it
        if (count == length && in.read() >= 0) {
            throw new IOException("more came than was announced");
        }
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    }

    /// The body as a stream that throws [Problem.TooLarge] beyond `limit` bytes and [Problem.Timeout] when the sender
    /// needs longer than `longest` in all.
    public static InputStream stream(ServerRequest req, long limit, Duration longest) {
        return new LimitedInputStream(req.content().inputStream(), limit, longest);
    }

    static Problem.TooLarge tooLarge(long limit) {
        String most = limit >= 1024 * 1024 ? limit / (1024 * 1024) + " MB" : limit + " bytes";
        return new Problem.TooLarge("body_too_large", "The body may have at most " + most + ".");
    }
}
