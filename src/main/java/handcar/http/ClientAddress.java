package handcar.http;

import module java.base;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;

/// The address of a caller: the peer of the connection, or what the host's proxy says. The header is believed only behind
/// that proxy, since anybody can send one.
public final class ClientAddress {
    private static final HeaderName REAL_IP = HeaderNames.create("X-Real-IP");

    private final boolean behindProxy;

    public ClientAddress(boolean behindProxy) {
        this.behindProxy = behindProxy;
    }

    /// The caller's address.
    public String address(io.helidon.webserver.http.ServerRequest req) {
        return address(req.headers(), req.remotePeer().host());
    }

    /// The network of an address, for rate limits: an IPv6 customer has 2⁶⁴ addresses and could be a new caller each time
    /// (RFC 6177). A text that is not an address is returned unchanged.
    public static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            if (bytes.length == 4) {
                return InetAddress.getByAddress(bytes).getHostAddress();
            }
            Arrays.fill(bytes, 8, 16, (byte) 0);
            return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
        } catch (IllegalArgumentException | UnknownHostException _) {
            return address;
        }
    }

    String address(Headers headers, String peer) {
        return behindProxy
                ? headers.value(REAL_IP).filter(text -> text.length() <= 45).orElse(peer)
                : peer;
    }
}
