package handcar.config;

import module java.base;

/// The secrets of log-ins, visitors' tokens and links: the present one signs, the former ones still verify what they signed.
public record SigningSecrets(Secret present, List<Secret> former) {
    /// One secret that replaced no other.
    public static SigningSecrets of(Secret present) {
        return new SigningSecrets(present, List.of());
    }

    /// The present one first.
    public List<Secret> all() {
        return Stream.concat(Stream.of(present), former.stream()).toList();
    }
}
