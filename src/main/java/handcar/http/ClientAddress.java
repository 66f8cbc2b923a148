package handcar.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Who is calling, by address. The peer of the connection, or what the host's own proxy says it was: only behind that
/// proxy may its header be believed, since anybody can send one.
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

    /// Whose address it is, for counting: one IPv6 customer has a network of 2⁶⁴ addresses and could be a new caller each
    /// time, so the network counts (RFC 6177). What is no address counts as it is.
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
