package handcar.net;

import module java.base;

/// What is known of an answer before its body.
public sealed interface ResponseHead permits Response, StreamingResponse {
    /// The HTTP status.
    int status();

    /// The headers.
    Headers headers();

    /// Where it came from in the end, after redirects.
    URI from();

    /// Whether the status is 2xx.
    default boolean ok() {
        return status() / 100 == 2;
    }

    /// The media type in lower case without parameters; empty when none is named.
    default String mediaType() {
        String type = headers().first("content-type").orElse("");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /// How long the provider asks us to stay away.
    default Optional<Duration> retryAfter() {
        return headers().retryAfter(Instant.now());
    }
}
