package handcar.http;

import module java.base;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;

/// Headers that restrict what a browser does with an answer.
public final class SecurityHeaders {
    /// Pages run scripts and styles of this server only, no inline code, and are framed by its own pages only.
    public static final Header PAGE_POLICY = pagePolicy(List.of("'self'"), List.of());

    /// Everything else is data and runs no code.
    private static final Header DATA_POLICY =
            policy("default-src 'none'; base-uri 'none'; frame-ancestors 'none'");

    private static final List<Header> ALWAYS =
            List.of(
                    HeaderValues.create("X-Content-Type-Options", "nosniff"),
                    HeaderValues.create("Referrer-Policy", "strict-origin-when-cross-origin"),
                    HeaderValues.create(
                            "Permissions-Policy",
                            "camera=(), geolocation=(), microphone=(self), payment=(), usb=()"),
                    HeaderValues.create("Cross-Origin-Opener-Policy", "same-origin"),
                    DATA_POLICY,
                    HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"));

    /// A year, without sub-domains, which may belong to others.
    private static final Header TRANSPORT =
            HeaderValues.create("Strict-Transport-Security", "max-age=31536000");

    private final boolean https;

    public SecurityHeaders(boolean https) {
        this.https = https;
    }

    /// Sets the defaults; a handler of pages or cacheable files replaces some.
    void set(ServerResponseHeaders headers) {
        for (Header header : ALWAYS) {
            headers.setIfAbsent(header);
        }
        if (https) {
            headers.setIfAbsent(TRANSPORT);
        }
    }

    /// A page that others may frame, too, or that shows pictures of theirs.
    ///
    /// @param framing who may frame it: `'self'`, origins or `*`
    /// @param pictures origins of pictures besides its own
    public static Header pagePolicy(List<String> framing, List<String> pictures) {
        String images = pictures.isEmpty() ? "" : " " + String.join(" ", pictures);
        return policy(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
                        + images
                        + "; media-src 'self'; connect-src 'self'; font-src 'self'; frame-src"
                        + " 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "
                        + String.join(" ", framing));
    }

    private static Header policy(String text) {
        return HeaderValues.create("Content-Security-Policy", text);
    }
}
