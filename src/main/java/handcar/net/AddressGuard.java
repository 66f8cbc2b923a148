package handcar.net;

import module java.base;

import org.apache.hc.client5.http.DnsResolver;

/// Resolves a name once and lets only acceptable addresses through; the connection is then made to exactly these addresses,
/// so a name that answers differently the second time (DNS rebinding) gains nothing. One address that is not acceptable
/// makes the name unacceptable: a public site has no reason to name a private address as well.
///
/// @param trusted hosts whose address does not matter, in lower case: the configuration names them
public record AddressGuard(Names names, Predicate<InetAddress> acceptable, Set<String> trusted)
        implements DnsResolver {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// Resolves a name: the system's resolver, or a test's.
    @FunctionalInterface
    public interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    public AddressGuard {
        trusted = trusted.stream().map(IpRange::canonical).collect(Collectors.toUnmodifiableSet());
    }

    /// A guard that trusts no host by name.
    public AddressGuard(Names names, Predicate<InetAddress> acceptable) {
        this(names, acceptable, Set.of());
    }

    /// For URLs that people typed: the public internet only.
    public static AddressGuard publicOnly() {
        return new AddressGuard(InetAddress::getAllByName, PublicAddresses::isPublic);
    }

    /// For servers that the configuration or an administrator named: the public internet, and the hosts that the
    /// configuration itself names, wherever they are.
    public static AddressGuard publicAnd(TrustedHosts trusted) {
        return new AddressGuard(
                InetAddress::getAllByName, PublicAddresses::isPublic, trusted.names());
    }

    /// For URLs from the configuration, which may well be on a private network.
    static AddressGuard open() {
        return new AddressGuard(InetAddress::getAllByName, _ -> true);
    }

    /// The addresses of a name; an exception when one of them is not acceptable, or there are none.
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = lookUp(host);
        boolean isTrusted = trusted.contains(IpRange.canonical(host));
        for (InetAddress address : found) {
            if (!isTrusted && !acceptable.test(address)) {
                throw new Refused(host);
            }
        }
        return found;
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        try {
            return new InetAddress[] {InetAddress.ofLiteral(host)};
        } catch (IllegalArgumentException _) {
            return ask(host);
        }
    }

    /// The system's resolver may take half a minute with a dead name server and cannot be interrupted, so it gets a thread of
    /// its own and a time-out. It holds this thread meanwhile, and must not wait for its turn behind busy virtual threads:
    /// both call for a platform thread.
    private InetAddress[] ask(String host) throws UnknownHostException {
        FutureTask<InetAddress[]> lookUp = new FutureTask<>(() -> names.of(host));
        Thread.ofPlatform().name("dns").daemon().start(lookUp);
        try {
            return lookUp.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownHostException unknown
                    ? unknown
                    : new UnknownHostException(host + ": " + e.getCause());
        } catch (TimeoutException e) {
            throw new UnknownHostException(host + ": no answer from the name server");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host + ": interrupted");
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /// The name leads to an address that is not acceptable.
    static final class Refused extends UnknownHostException {
        Refused(String host) {
            super(host + " leads to an address that is not on the public internet");
        }
    }
}
