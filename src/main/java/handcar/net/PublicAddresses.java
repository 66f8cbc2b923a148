package handcar.net;

import module java.base;

/// Which addresses belong to the public internet. IPv4 is everything outside IANA's special blocks, IPv6 is only what lies
/// inside global unicast and outside its special blocks, so an unknown range is refused.
///
/// Sources: the IANA IPv4 and IPv6 Special-Purpose Address Registries.
final class PublicAddresses {
    private static final List<Block> SPECIAL_V4 =
            List.of(
                    Block.v4(0, 0, 0, 0, 8), // "this network"
                    Block.v4(10, 0, 0, 0, 8), // private
                    Block.v4(100, 64, 0, 0, 10), // carrier-grade NAT
                    Block.v4(127, 0, 0, 0, 8), // loopback
                    Block.v4(169, 254, 0, 0, 16), // link-local, cloud metadata
                    Block.v4(172, 16, 0, 0, 12), // private
                    Block.v4(192, 0, 0, 0, 24), // protocol assignments
                    Block.v4(192, 0, 2, 0, 24), // documentation
                    Block.v4(192, 31, 196, 0, 24), // AS112
                    Block.v4(192, 52, 193, 0, 24), // multicast tunnels
                    Block.v4(192, 88, 99, 0, 24), // 6to4 relays
                    Block.v4(192, 168, 0, 0, 16), // private
                    Block.v4(192, 175, 48, 0, 24), // AS112
                    Block.v4(198, 18, 0, 0, 15), // benchmarks
                    Block.v4(198, 51, 100, 0, 24), // documentation
                    Block.v4(203, 0, 113, 0, 24), // documentation
                    Block.v4(224, 0, 0, 0, 4), // multicast
                    Block.v4(240, 0, 0, 0, 4)); // reserved and broadcast

    private static final Block GLOBAL_UNICAST = Block.v6(3, 0x20, 0x00);

    private static final List<Block> SPECIAL_V6 =
            List.of(
                    Block.v6(23, 0x20, 0x01, 0x00, 0x00), // Teredo, ORCHID, benchmarks
                    Block.v6(32, 0x20, 0x01, 0x0d, 0xb8), // documentation
                    Block.v6(16, 0x20, 0x02), // 6to4: carries any IPv4 address
                    Block.v6(48, 0x26, 0x20, 0x00, 0x4f, 0x80, 0x00), // AS112
                    Block.v6(20, 0x3f, 0xff, 0x00)); // documentation

    private static final Block MAPPED_V4 = Block.v6(96, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff);

    /// RFC 6052: what a resolver on an IPv6-only network makes of an IPv4 address.
    private static final Block NAT64 = Block.v6(96, 0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0);

    private PublicAddresses() {}

    /// Whether a stranger's address may be connected to.
    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? isPublicV4(bytes) : isPublicV6(bytes);
    }

    private static boolean isPublicV4(byte[] bytes) {
        return SPECIAL_V4.stream().noneMatch(block -> block.holds(bytes));
    }

    private static boolean isPublicV6(byte[] bytes) {
        if (MAPPED_V4.holds(bytes) || NAT64.holds(bytes)) {
            return isPublicV4(new byte[] {bytes[12], bytes[13], bytes[14], bytes[15]});
        }
        return GLOBAL_UNICAST.holds(bytes)
                && SPECIAL_V6.stream().noneMatch(block -> block.holds(bytes));
    }

    /// The addresses that share their first `bits` bits with `prefix`.
    private record Block(List<Integer> prefix, int bits) {
        static Block v4(int a, int b, int c, int d, int bits) {
            return new Block(List.of(a, b, c, d), bits);
        }

        static Block v6(int bits, Integer... prefix) {
            return new Block(List.of(prefix), bits);
        }

        boolean holds(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (prefix.get(bit / 8) & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
