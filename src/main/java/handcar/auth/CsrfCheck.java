package handcar.auth;

import handcar.problem.Problem;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;

import java.util.Optional;

/// Whether a request that changes something comes from our own page. A browser adds the cookie to whatever any page makes
/// it send, so with the cookie as the proof the page must be ours (OWASP, Cross-Site Request Forgery Prevention). What
/// says nothing about its origin is no browser of today and has no business with a cookie.
final class CsrfCheck {
    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");

    private final Optional<String> publicUrl;

    CsrfCheck(Optional<String> publicUrl) {
        this.publicUrl = publicUrl;
    }

    /// Refuses anything else with [Problem.Forbidden].
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
