package handcar.auth;

import module java.base;

/// A member of staff with a password.
///
/// @param secondFactor whether a log-in needs a one-time password, too
public record User(
        UUID id,
        String email,
        String name,
        Role role,
        boolean disabled,
        Instant createdAt,
        Optional<Instant> lastLoginAt,
        boolean secondFactor) {}
