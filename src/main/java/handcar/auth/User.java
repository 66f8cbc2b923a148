package handcar.auth;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A member of staff with a password.
public record User(
        UUID id,
        String email,
        String name,
        Role role,
        boolean disabled,
        Instant createdAt,
        Optional<Instant> lastLoginAt) {}
