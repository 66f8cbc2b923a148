package handcar.auth;

import module java.base;

import handcar.http.RequestCredentials;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.http.ServerResponse;

/// The cookies of staff's browsers: the session, and the proof that an account has logged in here before. Behind https their names
/// begin with `__Host-`, so that neither a neighbouring sub-domain nor plain http can set them (RFC 6265bis, section 4.1.3.2).
final class SessionCookies {
    private static final String SESSION = "handcar_session";
    private static final String DEVICE = "handcar_device";
    private static final Duration DEVICE_LIFETIME = Duration.ofDays(180);

    private final boolean https;

    SessionCookies(boolean https) {
        this.https = https;
    }

    Optional<String> session(Headers headers) {
        return RequestCredentials.cookie(headers, name(SESSION));
    }

    Optional<String> device(Headers headers) {
        return RequestCredentials.cookie(headers, name(DEVICE));
    }

    /// The database decides how long the session lasts.
    void setSession(ServerResponse res, String value) {
        set(res, SESSION, value, Sessions.LONGEST);
    }

    /// What the browser has kept of this server's answers goes, too.
    void clearSession(ServerResponse res) {
        set(res, SESSION, "", Duration.ZERO);
        res.header("Clear-Site-Data", "\"cache\"");
    }

    void setDevice(ServerResponse res, String value) {
        set(res, DEVICE, value, DEVICE_LIFETIME);
    }

    private String name(String cookie) {
        return https ? "__Host-" + cookie : cookie;
    }

    /// Written by hand, since Helidon's cookie omits `Max-Age=0`, which deletes a cookie.
    private void set(ServerResponse res, String cookie, String value, Duration lifetime) {
        res.headers()
                .add(
                        HeaderNames.SET_COOKIE,
                        "%s=%s; Max-Age=%d; Path=/; HttpOnly; SameSite=Strict%s"
                                .formatted(
                                        name(cookie),
                                        value,
                                        lifetime.toSeconds(),
                                        https ? "; Secure" : ""));
    }
}
