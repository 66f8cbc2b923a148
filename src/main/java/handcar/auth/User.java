package handcar.auth;

import module java.base;

/// A member of staff with a password.
public record User(
        UUID id,
        String email,
        String name,
        Role role,
        boolean disabled,
        Instant createdAt,
        Optional<Instant> lastLoginAt) {}
