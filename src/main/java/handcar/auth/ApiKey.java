package handcar.auth;

import module java.base;

import handcar.problem.Problem;

/// A key for a program, without its secret. The secret is shown once; only its hash is stored.
///
/// @param prefix the first characters, by which people recognize their keys
/// @param agent the only agent, by id, whose conversations it may begin, also when none is named; empty means any agent
/// @param limits its limits at the model gateway
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

    /// The refusal of what it may not do.
    Problem.Forbidden refused(String code, String message) {
        return RefusedAccess.of("api_key:" + id, code, message);
    }
}
