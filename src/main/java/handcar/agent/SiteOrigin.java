package handcar.agent;

import module java.base;

/// A website as browsers name it in `Origin`: a scheme and a host, a port where it is not the usual one.
public final class SiteOrigin {
    private static final Pattern FORM =
            Pattern.compile(
                    "(https?)://([^\\s/:?#@\\\\]+)(?::(\\d{1,5}))?/?", Pattern.CASE_INSENSITIVE);

    private static final Pattern HOST =
            Pattern.compile(
                    "(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?");

    /// Signs that browsers keep and [IDN] replaces by others, which would be the name of somebody else; their owners write the ASCII
    /// form.
    private static final Pattern DEVIANT = Pattern.compile("[ßẞς\\x{200C}\\x{200D}]");

    private static final Map<String, String> USUAL_PORTS = Map.of("https", "443", "http", "80");

    private SiteOrigin() {}

    /// As a browser writes it, hosts of other scripts in ASCII; empty when it is none, has a path or a user.
    public static Optional<String> of(String given) {
        Matcher form = FORM.matcher(given.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        String scheme = form.group(1).toLowerCase(Locale.ROOT);
        String port = Objects.requireNonNullElse(form.group(3), "");
        boolean usual = port.isEmpty() || port.equals(USUAL_PORTS.get(scheme));
        return ascii(form.group(2))
                .filter(_ -> usual || Integer.parseInt(port) <= 65_535)
                .map(host -> scheme + "://" + host + (usual ? "" : ":" + Integer.parseInt(port)));
    }

    private static Optional<String> ascii(String host) {
        if (DEVIANT.matcher(host).find()) {
            return Optional.empty();
        }
        try {
            String plain = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            return Optional.of(plain).filter(name -> HOST.matcher(name).matches());
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // a label is too long or has signs that no host has
        }
    }
}
