package handcar.net;

import module java.base;

/// The addresses that share their first `bits` bits: a block in the notation of RFC 4632, such as `10.0.0.0/8`. An IPv4 address
/// that is written as an IPv6 one (`::ffff:10.0.0.1`) is the IPv4 address.
public final class IpRange {
    private final byte[] prefix;
    private final int bits;

    private IpRange(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /// The block of a text: an address alone, or with the number of its leading bits behind a slash. Empty for anything else.
    public static Optional<IpRange> parse(String text) {
        String[] parts = text.strip().split("/", 2);
        return address(parts[0]).flatMap(address -> of(address, parts.length == 2 ? parts[1] : ""));
    }

    private static Optional<IpRange> of(InetAddress address, String bits) {
        byte[] bytes = address.getAddress();
        int most = bytes.length * 8;
        if (bits.isEmpty()) {
            return Optional.of(new IpRange(bytes, most));
        }
        return Optional.of(bits)
                .filter(text -> text.matches("\\d{1,3}"))
                .map(Integer::parseInt)
                .filter(count -> count <= most)
                .map(count -> new IpRange(bytes, count));
    }

    /// The block of so many leading bits that an address belongs to.
    public static IpRange around(InetAddress address, int bits) {
        byte[] bytes = address.getAddress();
        for (int bit = bits; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
        return new IpRange(bytes, bits);
    }

    /// The block of a text that is known to be one.
    public static IpRange of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException(text));
    }

    /// The address of a text without a name's look-up; empty when it is none.
    public static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Whether the address is one of these.
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((bytes[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(prefix).getHostAddress() + "/" + bits;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }
}
