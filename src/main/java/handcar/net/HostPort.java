package handcar.net;

import module java.base;

/// The server that a web address names. [URI#getHost] has none where the name has an underscore, as the names of services in a Docker
/// network often do.
///
/// @param host in lower case, an IPv6 address with its brackets
/// @param port the one that is written, or the scheme's usual one
public record HostPort(String host, int port) {
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:[^@]*@)?(\\[[0-9A-Fa-f:.]+]|[\\p{L}\\p{N}._~-]+)(?::(\\d{0,5}))?");

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /// The server of an address; empty when it names none.
    public static Optional<HostPort> of(URI address) {
        return Optional.ofNullable(address.getRawAuthority())
                .map(AUTHORITY::matcher)
                .filter(Matcher::matches)
                .map(parts -> of(parts, "http".equalsIgnoreCase(address.getScheme())));
    }

    private static HostPort of(Matcher parts, boolean plain) {
        String port = Optional.ofNullable(parts.group(2)).orElse("");
        int usual = plain ? HTTP : HTTPS;
        return new HostPort(
                parts.group(1).toLowerCase(Locale.ROOT),
                port.isEmpty() ? usual : Integer.parseInt(port));
    }

    /// The name of the server of an address, for messages; empty when it names none.
    public static String host(URI address) {
        return of(address).map(HostPort::host).orElse("");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
