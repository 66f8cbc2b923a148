package handcar.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;

/// Who is calling, by address. The peer of the connection, or what the host's own proxy says it was: only behind that
/// proxy may its header be believed, since anybody can send one.
public final class Clients {
    private static final HeaderName REAL_IP = HeaderNames.create("X-Real-IP");

    private final boolean behindProxy;

    public Clients(boolean behindProxy) {
        this.behindProxy = behindProxy;
    }

    /// The caller's address.
    public String address(io.helidon.webserver.http.ServerRequest req) {
        return address(req.headers(), req.remotePeer().host());
    }

    String address(Headers headers, String peer) {
        return behindProxy
                ? headers.value(REAL_IP).filter(text -> text.length() <= 45).orElse(peer)
                : peer;
    }
}
