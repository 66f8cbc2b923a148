package handcar.net;

import module java.base;

/// A whole answer, whatever its status.
@SuppressWarnings("ArrayRecordComponent") // answers are read once and never compared
public record Response(int status, Headers headers, URI from, byte[] body) implements ResponseHead {
    /// The body as UTF-8 text.
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
