package handcar.net;

import module java.base;

/// The addresses that share their first `bits` bits: a block in the notation of RFC 4632, such as `10.0.0.0/8`. An IPv4 address
/// that is written as an IPv6 one (`::ffff:10.0.0.1`) is the IPv4 address.
public final class IpRange {
    /// Four decimal numbers up to 255. Leading zeros are octal to some readers, and to some `1.2.3` or one number is an address too.
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

    /// Without a zone (`%eth0`), which means something on one machine only.
    private static final Pattern IPV6 =
            Pattern.compile("(?<six>[\\da-fA-F:]*:)(?<last>[\\da-fA-F.]*)");

    private final byte[] prefix;
    private final int bits;

    private IpRange(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /// The block of a text: an address alone, with or without brackets, or with the number of its leading bits behind a slash. Empty for
    /// anything else.
    public static Optional<IpRange> parse(String text) {
        String[] parts = text.strip().split("/", 2);
        String written = bare(parts[0]);
        return address(written)
                .flatMap(
                        address ->
                                parts.length == 2
                                        ? of(address, parts[1], written.contains(":"))
                                        : Optional.of(alone(address)));
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }

    /// One spelling for all of a host: an address without brackets and with all its numbers, an IPv4 address that is written as an IPv6
    /// one as itself, a name in lower case.
    public static String canonical(String host) {
        String plain = host.toLowerCase(Locale.ROOT);
        return address(bare(plain)).map(InetAddress::getHostAddress).orElse(plain);
    }

    private static IpRange alone(InetAddress address) {
        byte[] bytes = address.getAddress();
        return new IpRange(bytes, bytes.length * 8);
    }

    /// @param isWrittenAsSix whether the bits are counted from the beginning of an IPv6 address
    private static Optional<IpRange> of(InetAddress address, String bits, boolean isWrittenAsSix) {
        byte[] bytes = address.getAddress();
        int most = bytes.length * 8;
        int before = isWrittenAsSix ? 128 - most : 0;
        return Optional.of(bits)
                .filter(text -> text.matches("0|[1-9]\\d{0,2}"))
                .map(text -> Integer.parseInt(text) - before)
                .filter(count -> count >= 0 && count <= most)
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
        Matcher six = IPV6.matcher(text);
        boolean literal =
                six.matches()
                        ? !six.group("last").contains(".")
                                || IPV4.matcher(six.group("last")).matches()
                        : IPV4.matcher(text).matches();
        if (!literal) {
            return Optional.empty();
        }
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
