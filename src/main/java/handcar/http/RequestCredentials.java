package handcar.http;

import module java.base;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;

/// The tokens and cookies of a request.
public final class RequestCredentials {
    private static final String SCHEME = "bearer ";

    /// Where Anthropic's clients put their key.
    private static final HeaderName API_KEY = HeaderNames.create("x-api-key");

    private RequestCredentials() {}

    /// The key of a program, in either of the two usual headers.
    public static Optional<String> apiKey(Headers headers) {
        return bearer(headers).or(() -> headers.value(API_KEY));
    }

    /// The token of `Authorization: Bearer …`.
    public static Optional<String> bearer(Headers headers) {
        return headers.value(HeaderNames.AUTHORIZATION)
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip())
                .filter(token -> !token.isEmpty());
    }

    /// The value of a cookie; the first when a name comes twice.
    public static Optional<String> cookie(Headers headers, String name) {
        for (String line : headers.values(HeaderNames.COOKIE)) {
            for (String pair : line.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    return Optional.of(pair.substring(equals + 1).strip())
                            .filter(value -> !value.isEmpty());
                }
            }
        }
        return Optional.empty();
    }
}
