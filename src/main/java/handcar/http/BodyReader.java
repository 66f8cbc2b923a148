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
            long most = announced > 0 ? announced : limit;
            byte[] start = in.readNBytes((int) Math.min(most, MemoryBudget.UNRESERVED));
            int next = in.read(); // only reading the end shows that the body is over
            return next < 0 ? start : readOn(req, start, next, in, most);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reserves memory for the longest possible body, but allocates it as the bytes arrive.
    private static byte[] readOn(
            ServerRequest req, byte[] start, int next, InputStream in, long most)
            throws IOException {
        RequestContext.of(req).reserve(most);
        ByteArrayOutputStream all = new ByteArrayOutputStream(2 * start.length);
        all.writeBytes(start);
        all.write(next);
        in.transferTo(all);
        return all.toByteArray();
    }

    /// The whole body when it is JSON. 415 when it is something else, 413 beyond `limit` bytes.
    public static byte[] json(ServerRequest req, long limit) {
        JsonBodyReader.requireJson(req);
        return of(req, limit);
    }

    /// 415 when the body is something else than JSON.
    public static void requireJson(ServerRequest req) {
        JsonBodyReader.requireJson(req);
    }

    /// The body as a stream that throws [Problem.TooLarge] beyond `limit` bytes, and an error 408 when the sender needs longer
    /// than `longest` in all.
    public static InputStream stream(ServerRequest req, long limit, Duration longest) {
        return new LimitedInputStream(req.content().inputStream(), limit, longest);
    }

    /// The refusal of a body that is larger than allowed.
    public static Problem.TooLarge tooLarge(long limit) {
        String most = limit >= 1024 * 1024 ? limit / (1024 * 1024) + " MB" : limit + " bytes";
        return new Problem.TooLarge("body_too_large", "The body may have at most " + most + ".");
    }
}
