package handcar.channel.email;

import module java.base;

import handcar.net.AddressGuard;

/// How mail servers are reached.
///
/// @param guard which hosts may be reached: an administrator may name any
/// @param trust whose certificates are accepted, instead of the JVM's
public record MailSocketFactory(AddressGuard guard, Optional<SSLSocketFactory> trust) {
    /// With the JVM's certificates.
    public MailSocketFactory(AddressGuard guard) {
        this(guard, Optional.empty());
    }
}
