package handcar.http.connection;

import java.time.Duration;

/// How long the server waits for its clients.
///
/// @param silence nothing for so long in the middle of a request: a stuck client
/// @param head how long a request's head may take in all, however busily it drips
/// @param write how long a client may take to take one piece of an answer
/// @param idle how long a connection may wait for its next request
/// @param drain how long requests under way may take to finish when the server closes
public record ServerTimeouts(
        Duration silence, Duration head, Duration write, Duration idle, Duration drain) {
    /// Idle is longer than the 60 s usual proxies keep connections, so that they and not we decide, and none is closed
    /// under a request on its way.
    public static final ServerTimeouts USUAL =
            new ServerTimeouts(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(75),
                    Duration.ofSeconds(2));
}
