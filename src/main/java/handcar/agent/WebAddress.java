package handcar.agent;

import module java.base;

/// Where a link leads, in the parts that tell whether two of them lead to the same place.
///
/// @param scheme in lower case; empty where none is written
/// @param host in lower case and without `www.`
/// @param port empty for the usual one
/// @param rest path, query and fragment as they are written, without a slash at the end
record WebAddress(String scheme, String host, String port, String rest) {
    /// No user before the host, and no backslash: both hide where an address leads.
    private static final Pattern FORM =
            Pattern.compile(
                    "(?i)^(?:(https?)://)?(?:www\\.)?([^/?#:@\\\\]+)(?::(\\d+))?([/?#][^@\\\\]*)?$");

    private static final Map<String, String> USUAL_PORTS = Map.of("https", "443", "http", "80");

    /// Empty when it is none, or hides where it leads.
    static Optional<WebAddress> of(String address) {
        Matcher form = FORM.matcher(address.strip());
        if (!form.find()) {
            return Optional.empty();
        }
        String scheme = Objects.requireNonNullElse(form.group(1), "").toLowerCase(Locale.ROOT);
        String port = Objects.requireNonNullElse(form.group(3), "");
        String rest = Objects.requireNonNullElse(form.group(4), "");
        return Optional.of(
                new WebAddress(
                        scheme,
                        form.group(2).toLowerCase(Locale.ROOT),
                        port.equals(USUAL_PORTS.get(scheme)) ? "" : port,
                        rest.replaceFirst("/$", "")));
    }

    /// Whether it is a page of the site of the other: the same host and port, and no less protected.
    boolean isOnSiteOf(WebAddress site) {
        return host.equals(site.host)
                && port.equals(site.port)
                && !(scheme.equals("http") && site.scheme.equals("https"));
    }

    /// Whether whoever reads the other address was shown this one: it is the same, or the first page of its site.
    boolean isNamedBy(WebAddress other) {
        return isOnSiteOf(other) && (rest.isEmpty() || rest.equals(other.rest));
    }
}
