package handcar.net;

import module java.base;

/// Private hosts that may be called all the same, because the operator's configuration names them: each for what it is named for.
/// Each is kept in the one spelling of [IpRange#canonical].
///
/// @param everywhere hosts that typed addresses may lead to: `host` with all its ports, `host:port` with this one
/// @param servers `host:port` of the channels' base URLs, which a typed address of a channel may repeat
/// @param configured the hosts of all addresses of the configuration, which the server itself calls
public record TrustedHosts(Set<String> everywhere, Set<String> servers, Set<String> configured) {
    public static final TrustedHosts NONE = new TrustedHosts(Set.of(), Set.of(), Set.of());

    private static final Pattern WITH_PORT = Pattern.compile("(\\[[^\\]]*]|[^:]*):(\\d+)");

    public TrustedHosts {
        everywhere = canonical(everywhere);
        servers = canonical(servers);
        configured = canonical(configured);
    }

    private static Set<String> canonical(Set<String> hosts) {
        return hosts.stream()
                .map(
                        host -> {
                            Matcher parts = WITH_PORT.matcher(host);
                            return parts.matches()
                                    ? server(parts.group(1), parts.group(2))
                                    : IpRange.canonical(host);
                        })
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String server(String host, Object port) {
        return IpRange.canonical(host) + ":" + port;
    }

    /// These hosts, with all their ports, for everything.
    public static TrustedHosts of(String... hosts) {
        return new TrustedHosts(Set.of(hosts), Set.of(), Set.of());
    }

    /// What holds for addresses that have nothing to do with the configured ones.
    public TrustedHosts typed() {
        return new TrustedHosts(everywhere, Set.of(), Set.of());
    }

    /// Where a base URL leads, as in [#servers].
    public static String server(URI url) {
        return HostPort.of(url).map(HostPort::toString).orElse("");
    }

    /// Whether a typed address may name this host and port wherever it is.
    boolean allows(String host, int port) {
        return isListed(host, port) || servers.contains(server(host, port));
    }

    private boolean isListed(String host, int port) {
        return everywhere.contains(IpRange.canonical(host))
                || everywhere.contains(server(host, port));
    }

    /// Whether the list of private hosts names where this URL leads.
    public boolean isListed(URI url) {
        return HostPort.of(url)
                .filter(server -> isListed(server.host(), server.port()))
                .isPresent();
    }

    /// Whether only other ports of this host are listed. The connection asks for the name only, so the address is refused here.
    boolean isListedElsewhere(String host) {
        String before = server(host, "");
        return everywhere.stream().anyMatch(each -> each.startsWith(before));
    }

    /// Whether connections to this host are made wherever it is, for the sake of a configured address. What a person typed must not
    /// profit from it: the connection asks for the name only.
    boolean isConfigured(String host) {
        return configured.contains(IpRange.canonical(host));
    }

    /// The names whose resolved address does not matter.
    Set<String> names() {
        Set<String> names = new HashSet<>(configured);
        for (String listed : everywhere) {
            boolean isAddress = IpRange.address(listed).isPresent();
            names.add(isAddress ? listed : listed.replaceFirst(":\\d+$", ""));
        }
        return names;
    }
}
