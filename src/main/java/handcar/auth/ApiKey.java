package handcar.auth;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A key for a program, without its secret: that is shown once and then only its hash is known.
///
/// @param prefix the first characters, by which people tell their keys apart
/// @param agent the agent, by slug or id, whose conversations it may begin; none: any
/// @param limits what it may use of the models
public record ApiKey(
        UUID id,
        String name,
        String prefix,
        Set<ApiKeyScope> scopes,
        Optional<String> agent,
        String createdBy,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> lastUsedAt,
        ApiKeyLimits limits) {

    boolean expired() {
        return expiresAt.filter(end -> !end.isAfter(Instant.now())).isPresent();
    }
}
