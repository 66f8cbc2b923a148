package handcar.net;

import module java.base;

/// Which addresses belong to the public internet. IPv4 is everything outside IANA's special blocks, IPv6 is only what lies
/// inside global unicast and outside its special blocks, so an unknown range is refused.
///
/// Sources: the IANA IPv4 and IPv6 Special-Purpose Address Registries.
final class PublicAddresses {
    private static final List<IpRange> SPECIAL_V4 =
            List.of(
                    IpRange.of("0.0.0.0/8"), // "this network"
                    IpRange.of("10.0.0.0/8"), // private
                    IpRange.of("100.64.0.0/10"), // carrier-grade NAT
                    IpRange.of("127.0.0.0/8"), // loopback
                    IpRange.of("169.254.0.0/16"), // link-local, cloud metadata
                    IpRange.of("172.16.0.0/12"), // private
                    IpRange.of("192.0.0.0/24"), // protocol assignments
                    IpRange.of("192.0.2.0/24"), // documentation
                    IpRange.of("192.31.196.0/24"), // AS112
                    IpRange.of("192.52.193.0/24"), // multicast tunnels
                    IpRange.of("192.88.99.0/24"), // 6to4 relays
                    IpRange.of("192.168.0.0/16"), // private
                    IpRange.of("192.175.48.0/24"), // AS112
                    IpRange.of("198.18.0.0/15"), // benchmarks
                    IpRange.of("198.51.100.0/24"), // documentation
                    IpRange.of("203.0.113.0/24"), // documentation
                    IpRange.of("224.0.0.0/4"), // multicast
                    IpRange.of("240.0.0.0/4")); // reserved and broadcast

    private static final IpRange GLOBAL_UNICAST = IpRange.of("2000::/3");

    private static final List<IpRange> SPECIAL_V6 =
            List.of(
                    IpRange.of("2001::/23"), // Teredo, ORCHID, benchmarks
                    IpRange.of("2001:db8::/32"), // documentation
                    IpRange.of("2002::/16"), // 6to4: carries any IPv4 address
                    IpRange.of("2620:4f:8000::/48"), // AS112
                    IpRange.of("3fff::/20")); // documentation

    /// RFC 6052: what a resolver on an IPv6-only network makes of an IPv4 address.
    private static final IpRange NAT64 = IpRange.of("64:ff9b::/96");

    private PublicAddresses() {}

    /// Whether a stranger's address may be connected to.
    static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return isPublicV4(address);
        }
        return NAT64.contains(address)
                ? isPublicV4(lastFour(address.getAddress()))
                : GLOBAL_UNICAST.contains(address)
                        && SPECIAL_V6.stream().noneMatch(range -> range.contains(address));
    }

    private static boolean isPublicV4(InetAddress address) {
        return SPECIAL_V4.stream().noneMatch(range -> range.contains(address));
    }

    private static InetAddress lastFour(byte[] bytes) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
