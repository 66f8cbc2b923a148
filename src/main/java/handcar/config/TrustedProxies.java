package handcar.config;

import module java.base;

import handcar.net.IpRange;

/// The reverse proxies in front of this server, whose word about a caller's address is believed.
///
/// @param ranges their addresses
/// @param edge whether they are the host's own edge, which sets `X-Real-IP` itself and lets no caller's through
public record TrustedProxies(List<IpRange> ranges, boolean edge) {
    /// Nobody is believed.
    public static final TrustedProxies NONE = new TrustedProxies(List.of(), false);

    /// `private`: the addresses that no network routes to the internet (RFC 1918, 4193, 6598, loopback and link-local).
    private static final List<IpRange> PRIVATE =
            Stream.of(
                            "127.0.0.0/8",
                            "10.0.0.0/8",
                            "172.16.0.0/12",
                            "192.168.0.0/16",
                            "169.254.0.0/16",
                            "100.64.0.0/10",
                            "::1",
                            "fc00::/7",
                            "fe80::/10")
                    .map(IpRange::of)
                    .toList();

    public TrustedProxies {
        ranges = List.copyOf(ranges);
    }

    /// Railway's edge, which calls from the private network.
    static TrustedProxies railway() {
        return new TrustedProxies(PRIVATE, true);
    }

    /// The proxies of a comma-separated list of addresses, blocks and `private`.
    ///
    /// @param mistake is told each entry that is none of these
    public static TrustedProxies parse(String list, Consumer<String> mistake) {
        List<IpRange> ranges = new ArrayList<>();
        for (String entry : list.split("[,\\s]+", -1)) {
            if (entry.equalsIgnoreCase("private")) {
                ranges.addAll(PRIVATE);
            } else if (!entry.isEmpty()) {
                IpRange.parse(entry).ifPresentOrElse(ranges::add, () -> mistake.accept(entry));
            }
        }
        return new TrustedProxies(ranges, false);
    }

    /// Whether this address is one of theirs.
    public boolean contains(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
