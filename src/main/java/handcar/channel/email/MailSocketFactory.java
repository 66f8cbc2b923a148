package handcar.channel.email;

import module java.base;

import handcar.net.AddressGuard;

/// How connections to mail servers are made.
///
/// @param guard decides which hosts may be reached: an administrator may name any host
/// @param trust makes TLS sockets with other trusted certificates than the JVM's
public record MailSocketFactory(AddressGuard guard, Optional<SSLSocketFactory> trust) {
    /// Trusts the JVM's certificates.
    public MailSocketFactory(AddressGuard guard) {
        this(guard, Optional.empty());
    }
}
