package handcar.http;

import module java.base;

import handcar.config.TrustedProxies;
import handcar.net.IpRange;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;

import java.util.logging.Level;
import java.util.logging.Logger;

/// The address of a caller: the peer of the connection or, when that is a trusted proxy, the right-most address of
/// `X-Forwarded-For` that is none. Each proxy adds the peer it saw on the right, so everything left of the first address that
/// nobody vouches for may have been invented by the caller. Railway's edge says it in `X-Real-IP`.
public final class ClientAddress {
    private static final Logger LOG = Logger.getLogger("handcar.http");
    private static final HeaderName REAL_IP = HeaderNames.create("X-Real-IP");

    /// `203.0.113.7:4711` and `[2001:db8::1]:4711`, as some proxies write an address.
    private static final Pattern WITH_PORT =
            Pattern.compile("\\[(?<six>[^\\]]+)](?::\\d+)?|(?<four>[\\d.]+):\\d+");

    private final TrustedProxies proxies;
    private final AtomicBoolean told = new AtomicBoolean();

    public ClientAddress(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /// The caller's address.
    public String address(io.helidon.webserver.http.ServerRequest req) {
        String peer = req.remotePeer().host();
        int zone = peer.indexOf('%'); // which of this machine's networks it came from
        return address(req.headers(), zone < 0 ? peer : peer.substring(0, zone));
    }

    /// Whether this is a trusted proxy's own address: it named nobody, so anybody may be behind it.
    boolean isProxy(String address) {
        return IpRange.address(address).filter(proxies::contains).isPresent();
    }

    /// The network of an address, for rate limits: an IPv6 customer has 2⁶⁴ addresses and could be a new caller each time
    /// (RFC 6177). A text that is not an address is returned unchanged.
    public static String network(String address) {
        return IpRange.address(address)
                .map(
                        found ->
                                found.getAddress().length == 4
                                        ? found.getHostAddress()
                                        : IpRange.around(found, 64).toString())
                .orElse(address);
    }

    /// The block that an address belongs to, in which one operator has many: `203.0.113.0/24`, `2001:db8:1::/48`. A text that is not an
    /// address is returned unchanged.
    public static String block(String address) {
        return IpRange.address(address)
                .map(found -> IpRange.around(found, found.getAddress().length == 4 ? 24 : 48))
                .map(IpRange::toString)
                .orElse(address);
    }

    String address(Headers headers, String peer) {
        if (!isProxy(peer)) {
            noteUnbelieved(headers, peer);
            return peer;
        }
        Optional<String> said =
                proxies.edge()
                        ? headers.value(REAL_IP).flatMap(ClientAddress::parse)
                        : Optional.empty();
        return said.orElseGet(() -> forwarded(headers, peer));
    }

    private String forwarded(Headers headers, String peer) {
        String caller = peer;
        for (String entry : entries(headers).reversed()) {
            Optional<String> address = parse(entry);
            if (address.isEmpty()) {
                break;
            }
            caller = address.get();
            if (!isProxy(caller)) {
                break;
            }
        }
        return caller;
    }

    private static List<String> entries(Headers headers) {
        return headers.contains(HeaderNames.X_FORWARDED_FOR)
                ? headers.get(HeaderNames.X_FORWARDED_FOR).allValues(true).stream()
                        .map(String::strip)
                        .toList()
                : List.of();
    }

    private static Optional<String> parse(String entry) {
        Matcher port = WITH_PORT.matcher(entry.strip());
        String address = entry.strip();
        if (port.matches()) {
            address = port.group("six") == null ? port.group("four") : port.group("six");
        }
        return IpRange.address(address).map(InetAddress::getHostAddress);
    }

    /// One line, since every request of a proxy that was forgotten in the settings would write another.
    private void noteUnbelieved(Headers headers, String peer) {
        if ((headers.contains(HeaderNames.X_FORWARDED_FOR) || headers.contains(REAL_IP))
                && told.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "forwarded_address.not_believed peer="
                            + peer
                            + " (callers behind a reverse proxy count as one; set TRUSTED_PROXIES"
                            + " to the proxy's address)");
        }
    }
}
