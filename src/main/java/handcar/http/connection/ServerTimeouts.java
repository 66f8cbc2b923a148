package handcar.http.connection;

import module java.base;

/// How long the server waits for its clients.
///
/// @param silence how long a client may send nothing in the middle of a request's body
/// @param head how long the head of a request may take in all, even if its bytes arrive steadily
/// @param write how long a client may take to accept one write
/// @param idle how long a connection may wait for its next request
/// @param drain how long requests under way may take to finish when the server closes
public record ServerTimeouts(
        Duration silence, Duration head, Duration write, Duration idle, Duration drain) {
    /// `idle` is longer than the 60 s for which common proxies keep a connection, so that the proxy decides when it ends and
    /// the server never closes a connection on which a request is arriving.
    public static final ServerTimeouts DEFAULT =
            new ServerTimeouts(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(75),
                    Duration.ofSeconds(2));
}
