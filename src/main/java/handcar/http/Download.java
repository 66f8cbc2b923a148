package handcar.http;

import module java.base;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// A file that somebody sent, as an answer: streamed, never run, and shown in a browser only where its type is harmless.
///
/// @param shown whether a browser may show it; otherwise it is only saved
public record Download(String name, String mimeType, long size, boolean shown) {
    /// Sends the bytes; of a HEAD request only what describes them.
    public void send(ServerRequest req, ServerResponse res, InputStream bytes) {
        res.header(HeaderNames.CONTENT_TYPE, mimeType);
        res.header(HeaderNames.CONTENT_DISPOSITION, disposition());
        res.header("Content-Security-Policy", "default-src 'none'; sandbox");
        res.header(HeaderNames.CACHE_CONTROL, "private, max-age=3600");
        res.header(HeaderNames.CONTENT_LENGTH, Long.toString(size));
        if (req.prologue().method().equals(Method.HEAD)) {
            res.send();
            return;
        }
        try (bytes;
                OutputStream out = res.outputStream()) {
            bytes.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The name for all programs (RFC 6266): in ASCII, and as it is.
    private String disposition() {
        String ascii = name.replaceAll("[^\\x20-\\x7E]|[\"\\\\%]", "_");
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return (shown ? "inline" : "attachment")
                + "; filename=\""
                + ascii
                + "\"; filename*=UTF-8''"
                + encoded;
    }
}
