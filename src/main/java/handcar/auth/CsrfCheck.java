package handcar.auth;

import module java.base;

import handcar.problem.Problem;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;

/// Checks that a request that changes something comes from a page of this server. A browser adds the cookie to requests of
/// any page, so a cookie alone proves nothing (OWASP, Cross-Site Request Forgery Prevention). A request that does not name
/// its origin is refused: every current browser sends one.
final class CsrfCheck {
    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");

    private final Optional<String> publicUrl;

    CsrfCheck(Optional<String> publicUrl) {
        this.publicUrl = publicUrl;
    }

    /// Throws [Problem.Forbidden] for a request of another page.
    void require(Headers headers) {
        boolean ours =
                headers.value(FETCH_SITE)
                        .map("same-origin"::equals)
                        .or(() -> headers.value(HeaderNames.ORIGIN).map(o -> isOurs(o, headers)))
                        .orElse(false);
        if (!ours) {
            throw new Problem.Forbidden(
                    "cross_site",
                    "A browser's session may change things from Handcar's own pages only. Use a"
                            + " bearer token.");
        }
    }

    private boolean isOurs(String origin, Headers headers) {
        String host = headers.value(HeaderNames.HOST).orElse("");
        return origin.equalsIgnoreCase("https://" + host)
                || origin.equalsIgnoreCase("http://" + host)
                || publicUrl.filter(url -> url.equalsIgnoreCase(origin)).isPresent();
    }
}
