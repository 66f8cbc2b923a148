package handcar.net;

import org.apache.hc.client5.http.DnsResolver;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;

/// Resolves a name once and lets only acceptable addresses through; the connection is then made to exactly these
/// addresses, so a name that answers differently the second time (DNS rebinding) gains nothing. One address that is not
/// acceptable spoils them all: a public site has no reason to name a private one beside it.
public record Guard(Names names, Predicate<InetAddress> acceptable) {

    /// Who knows the addresses of a name; the system's resolver, or a test's.
    @FunctionalInterface
    public interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /// For URLs that people typed: the public internet only.
    public static Guard publicOnly() {
        return new Guard(InetAddress::getAllByName, Addresses::isPublic);
    }

    /// For URLs from the configuration, which may well be on a private network.
    static Guard open() {
        return new Guard(InetAddress::getAllByName, _ -> true);
    }

    InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.of(host);
        for (InetAddress address : found) {
            if (!acceptable.test(address)) {
                throw new Refused(host);
            }
        }
        return found;
    }

    DnsResolver asResolver() {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return Guard.this.resolve(host);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    /// The name leads to an address that is not acceptable.
    static final class Refused extends UnknownHostException {
        Refused(String host) {
            super(host + " leads to an address that is not on the public internet");
        }
    }
}
