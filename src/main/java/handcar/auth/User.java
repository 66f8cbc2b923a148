package handcar.auth;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A person who works here.
public record User(
        UUID id,
        String email,
        String name,
        Role role,
        boolean disabled,
        Instant createdAt,
        Optional<Instant> lastLoginAt) {}
