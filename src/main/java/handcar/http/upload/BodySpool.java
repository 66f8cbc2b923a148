package handcar.http.upload;

import module java.base;

import handcar.http.BodyReader;
import handcar.problem.Problem;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

/// Keeps large bodies of requests in files while they are passed on, so that they take no memory, and bounds what they take of
/// the disk. The files have no names: nothing is left of them when the process ends.
public final class BodySpool {
    /// A slow office line of 1 Mbit/s sends 32 MB in less.
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final long MEGABYTE = 1024 * 1024;

    /// Megabytes of all bodies that are passed on at the moment.
    private static final int MOST_MEGABYTES = 2_048;

    private final long limit;
    private final Semaphore megabytes = new Semaphore(MOST_MEGABYTES);

    /// @param limit bytes of one body at most
    public BodySpool(long limit) {
        this.limit = limit;
    }

    /// The whole body, which must be closed. [Problem.TooLarge] beyond the limit, [Problem.Unavailable] when the disk's share is
    /// used up.
    public SpooledBody read(ServerRequest req) {
        Optional<Long> length =
                req.headers().value(HeaderNames.CONTENT_LENGTH).map(Long::parseLong);
        long announced = length.orElse(limit);
        if (announced > limit) {
            throw BodyReader.tooLarge(limit);
        }
        if (!req.content().hasEntity()) {
            return SpooledBody.of(InputStream.nullInputStream(), false, () -> {});
        }
        boolean large = announced > SpooledBody.IN_MEMORY;
        int held = large ? (int) (announced / MEGABYTE + 1) : 0;
        if (!megabytes.tryAcquire(held)) {
            throw new Problem.Unavailable(
                    "busy", "Too many large requests are in progress. Try again in a moment.");
        }
        try {
            return SpooledBody.of(
                    BodyReader.stream(req, limit, LONGEST),
                    large && length.isPresent(),
                    () -> megabytes.release(held));
        } catch (RuntimeException e) {
            megabytes.release(held);
            throw e;
        }
    }
}
