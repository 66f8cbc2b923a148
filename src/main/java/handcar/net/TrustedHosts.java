package handcar.net;

import module java.base;

/// Private hosts that may be called all the same, because the operator's configuration names them: each for what it is named for.
/// All are in lower case.
///
/// @param everywhere hosts that typed addresses may lead to: `host` with all its ports, `host:port` with this one
/// @param servers `host:port` of the channels' base URLs, which a typed address of a channel may repeat
/// @param configured the hosts of all addresses of the configuration, which the server itself calls
public record TrustedHosts(Set<String> everywhere, Set<String> servers, Set<String> configured) {
    public static final TrustedHosts NONE = new TrustedHosts(Set.of(), Set.of(), Set.of());

    public TrustedHosts {
        everywhere = Set.copyOf(everywhere);
        servers = Set.copyOf(servers);
        configured = Set.copyOf(configured);
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
        String server = host + ":" + port;
        return everywhere.contains(host) || everywhere.contains(server) || servers.contains(server);
    }

    /// Whether the list of private hosts names where this URL leads.
    public boolean isListed(URI url) {
        return HostPort.of(url)
                .filter(
                        server ->
                                everywhere.contains(server.host())
                                        || everywhere.contains(server.toString()))
                .isPresent();
    }

    /// Whether only other ports of this host are listed. The connection asks for the name only, so the address is refused here.
    boolean isListedElsewhere(String host) {
        return everywhere.stream().anyMatch(each -> each.startsWith(host + ":"));
    }

    /// Whether connections to this host are made wherever it is, for the sake of a configured address. What a person typed must not
    /// profit from it: the connection asks for the name only.
    boolean isConfigured(String host) {
        return configured.contains(host);
    }

    /// The names whose resolved address does not matter.
    Set<String> names() {
        Set<String> names = new HashSet<>();
        for (String listed : everywhere) {
            names.add(listed);
            String host = listed.replaceFirst("(?<=[\\]a-z0-9._-]):\\d+$", "");
            names.add(host.replaceAll("[\\[\\]]", ""));
        }
        names.addAll(configured);
        return names;
    }
}
