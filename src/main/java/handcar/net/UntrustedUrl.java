package handcar.net;

import module java.base;

import handcar.net.RejectedUrlException.Why;

/// A URL that a person, a page or a redirect gave us, in the one spelling we accept: `http` or `https`, a public host
/// written plainly, a web server's port, no credentials, no fragment. Whether the host's *name* leads to a public
/// address is checked when connecting, by [AddressGuard], on the very addresses that are connected to.
public record UntrustedUrl(URI uri) {
    private static final int LONGEST = 2_048;
    private static final Pattern PARTS =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^#]*)(?:#.*)?");
    private static final Pattern DOTTED_QUAD =
            Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");
    private static final Pattern NUMBER = Pattern.compile("\\d+|0[xX][0-9a-fA-F]*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_-]+");
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)+[a-z0-9-]{2,63}");

    /// Names that never leave the machine or the local network (RFC 6761, 6762, 8375, 9476; cloud conventions).
    private static final Set<String> LOCAL_ENDINGS =
            Set.of("localhost", "local", "internal", "lan", "home", "arpa", "onion", "intranet");

    /// Above 1023, these belong to protocols that an HTTP request could be mistaken for (WHATWG Fetch, "bad ports").
    private static final Set<Integer> BAD_PORTS =
            Set.of(
                    1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6379, 6566, 6665,
                    6666, 6667, 6668, 6669, 6679, 6697, 10080, 11211);

    /// The URL when it may be visited; [RejectedUrlException] with the reason otherwise.
    public static UntrustedUrl parse(String typed) {
        return parse(typed, TrustedHosts.NONE);
    }

    /// The same, where these hosts may be anywhere: the configuration names them.
    public static UntrustedUrl parse(String typed, TrustedHosts trusted) {
        String text = typed.strip();
        if (text.length() > LONGEST
                || text.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '\\')) {
            throw malformed();
        }
        var parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new RejectedUrlException(
                    Why.MALFORMED, "Give a full address that starts with https://.");
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new RejectedUrlException(
                    Why.SCHEME, "Only http and https addresses can be read.");
        }
        String authority = parts.group(2);
        if (authority.contains("@")) {
            throw new RejectedUrlException(
                    Why.CREDENTIALS, "The address must not carry a user name.");
        }
        int colon = authority.endsWith("]") ? -1 : authority.lastIndexOf(':');
        String digits = colon < 0 ? "" : authority.substring(colon + 1);
        String written = colon < 0 ? authority : authority.substring(0, colon);
        String host = host(written, number(digits, scheme), trusted);
        String port = port(digits, scheme);
        String rest = parts.group(3).startsWith("/") ? parts.group(3) : "/" + parts.group(3);
        return new UntrustedUrl(uri(scheme + "://" + host + port + escaped(rest)));
    }

    /// Where a `Location` header or a link on this page leads, checked like everything else.
    public UntrustedUrl resolve(String reference) {
        try {
            return parse(uri.resolve(new URI(escaped(reference.strip()))).toString());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw malformed();
        }
    }

    /// The usual port where none is written, 0 where it is no number.
    private static int number(String digits, String scheme) {
        if (digits.isEmpty()) {
            return scheme.equals("http") ? 80 : 443;
        }
        return digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0;
    }

    private static String host(String written, int port, TrustedHosts trusted) {
        String plain = written.toLowerCase(Locale.ROOT);
        if (trusted.allows(plain, port)) {
            return plain;
        }
        if (trusted.isListedElsewhere(plain) || (port != 443 && trusted.isConfigured(plain))) {
            throw inside();
        }
        if (written.startsWith("[")) {
            return literalV6(written);
        }
        String host = ascii(written);
        String lastLabel = host.substring(host.lastIndexOf('.') + 1);
        if (NUMBER.matcher(lastLabel).matches()) {
            return literalV4(host);
        }
        if (LOCAL_ENDINGS.contains(lastLabel) || LABEL.matcher(host).matches()) {
            throw inside();
        }
        if (!NAME.matcher(host).matches() || host.length() > 253) {
            throw odd();
        }
        return host;
    }

    /// Lower case, punycode, without the root's dot. Compatibility characters (full-width digits, the ideographic full
    /// stop) become what they stand for here, before anything is judged.
    private static String ascii(String written) {
        if (written.isEmpty() || written.contains("%")) {
            throw odd();
        }
        try {
            String host = IDN.toASCII(written).toLowerCase(Locale.ROOT);
            return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        } catch (IllegalArgumentException e) {
            throw odd();
        }
    }

    private static String literalV4(String host) {
        if (!DOTTED_QUAD.matcher(host).matches()) {
            throw odd(); // 2130706433, 0x7f.1, 0177.0.0.1, 127.1
        }
        return publicOnly(host, host);
    }

    private static String literalV6(String written) {
        if (!written.endsWith("]") || !written.contains(":") || written.contains("%")) {
            throw odd();
        }
        return publicOnly(written, written.substring(1, written.length() - 1));
    }

    private static String publicOnly(String written, String literal) {
        try {
            if (PublicAddresses.isPublic(InetAddress.ofLiteral(literal))) {
                return written.toLowerCase(Locale.ROOT);
            }
        } catch (IllegalArgumentException e) {
            throw odd();
        }
        throw inside();
    }

    private static String port(String digits, String scheme) {
        if (digits.isEmpty()) {
            return "";
        }
        int port = number(digits, scheme);
        boolean web = port == 80 || port == 443 || (port >= 1024 && port <= 65_535);
        if (!web || BAD_PORTS.contains(port)) {
            throw new RejectedUrlException(Why.PORT, "Nothing is read from port " + digits + ".");
        }
        return port == number("", scheme) ? "" : ":" + port;
    }

    /// People paste addresses with letters beyond ASCII, quotes and braces; a URI wants them percent-encoded.
    private static String escaped(String text) {
        return text.codePoints()
                .mapToObj(
                        c -> {
                            String letter = Character.toString(c);
                            return c > 0x7f || "\"<>^`{|}".indexOf(c) >= 0
                                    ? URLEncoder.encode(letter, StandardCharsets.UTF_8)
                                    : letter;
                        })
                .collect(Collectors.joining())
                .replace(" ", "%20");
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw malformed();
        }
    }

    private static RejectedUrlException malformed() {
        return new RejectedUrlException(Why.MALFORMED, "This is not a web address.");
    }

    private static RejectedUrlException odd() {
        return new RejectedUrlException(
                Why.HOST, "Write the host as a plain name, such as www.example.com.");
    }

    static RejectedUrlException inside() {
        return new RejectedUrlException(
                Why.PRIVATE, "This address is not on the public internet, so it is not read.");
    }
}
