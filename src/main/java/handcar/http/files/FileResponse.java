package handcar.http.files;

import module java.base;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Sends a file that somebody sent to us: whole, or the one range of it that a player asks for (RFC 9110, section 14). It is
/// read piece by piece. Whatever it is, it runs no code in a page of ours, and no browser keeps it.
///
/// @param mediaType what its bytes are
/// @param name as its sender named it
/// @param size in bytes
/// @param tag tells its bytes from others
public record FileResponse(String mediaType, String name, long size, String tag) {
    private static final String POLICY =
            "default-src 'none'; base-uri 'none'; sandbox; frame-ancestors 'none'";

    /// A single range; what else there may be is answered with the whole file.
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /// Characters of a quoted name that need no encoding.
    private static final Pattern SPECIAL = Pattern.compile("[^A-Za-z0-9 ._()-]");

    private record Range(long from, long end) {}

    /// @param open the bytes from an offset to the end
    public void send(ServerRequest req, ServerResponse res, LongFunction<InputStream> open) {
        res.header(HeaderNames.ETAG, '"' + tag + '"');
        res.header(HeaderNames.CONTENT_TYPE, mediaType);
        res.header(HeaderNames.CONTENT_DISPOSITION, disposition());
        res.header(HeaderNames.ACCEPT_RANGES, "bytes");
        res.headers().set(HeaderValues.create("Content-Security-Policy", POLICY));
        res.headers().set(HeaderValues.create("Cross-Origin-Resource-Policy", "same-origin"));
        Range range = range(req);
        if (range.from >= range.end && size > 0) {
            res.header(HeaderNames.CONTENT_RANGE, "bytes */" + size);
            res.status(Status.REQUESTED_RANGE_NOT_SATISFIABLE_416).send();
            return;
        }
        if (range.end - range.from < size) {
            res.header(
                    HeaderNames.CONTENT_RANGE,
                    "bytes " + range.from + "-" + (range.end - 1) + "/" + size);
            res.status(Status.PARTIAL_CONTENT_206);
        }
        res.header(HeaderNames.CONTENT_LENGTH, Long.toString(range.end - range.from));
        if (req.prologue().method().equals(Method.HEAD) || size == 0) {
            res.send();
        } else {
            copy(open.apply(range.from), range.end - range.from, res);
        }
    }

    private static void copy(InputStream from, long count, ServerResponse res) {
        try (from;
                OutputStream out = res.outputStream()) {
            byte[] buffer = new byte[16 * 1024];
            long left = count;
            while (left > 0) {
                int read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException("the file ended " + left + " bytes early");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The range that is asked for; the whole file when none is. An impossible one ends before it begins.
    private Range range(ServerRequest req) {
        Matcher asked = RANGE.matcher(req.headers().value(HeaderNames.RANGE).orElse(""));
        String condition = req.headers().value(HeaderNames.IF_RANGE).orElse("");
        boolean changed = !condition.isEmpty() && !condition.contains(tag);
        if (changed || !asked.matches() || asked.group().equals("bytes=-")) {
            return new Range(0, size);
        }
        if (asked.group(1).isEmpty()) {
            long last = Long.parseLong(asked.group(2));
            return new Range(last == 0 ? size : Math.max(0, size - last), size);
        }
        long from = Long.parseLong(asked.group(1));
        long end =
                asked.group(2).isEmpty()
                        ? size
                        : Math.min(size, Long.parseLong(asked.group(2)) + 1);
        return new Range(from, end);
    }

    /// Never a page of its own: a page shows pictures and plays sounds whatever this says. With the name in ASCII for old programs and in UTF-8 for all others (RFC 6266).
    private String disposition() {
        String plain = name.replaceAll("[\\p{Cntrl}/\\\\]", "_");
        return "attachment; filename=\""
                + SPECIAL.matcher(plain).replaceAll("_")
                + "\"; filename*=UTF-8''"
                + URLEncoder.encode(plain, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A");
    }
}
