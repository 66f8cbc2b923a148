package handcar.channel.email;

import handcar.net.AddressGuard;

import java.util.Optional;

import javax.net.ssl.SSLSocketFactory;

/// How mail servers are reached.
///
/// @param guard who may be reached: an administrator may name any host
/// @param trust who says which certificates are good, when it is not the JVM
public record MailSocketFactory(AddressGuard guard, Optional<SSLSocketFactory> trust) {
    /// By the JVM's certificates.
    public MailSocketFactory(AddressGuard guard) {
        this(guard, Optional.empty());
    }
}
