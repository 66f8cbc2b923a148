package handcar.auth;

import module java.base;

import org.jspecify.annotations.Nullable;

/// Users, API keys and log-ins as JSON.
final class AuthJson {
    private static final double MICRO = 1_000_000;

    private AuthJson() {}

    static Map<String, Object> user(User user) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", user.id().toString());
        shape.put("email", user.email());
        shape.put("name", user.name());
        shape.put("role", user.role().wire());
        shape.put("disabled", user.disabled());
        shape.put("totp", user.secondFactor());
        shape.put("created_at", user.createdAt().toString());
        shape.put("last_login_at", text(user.lastLoginAt()));
        return shape;
    }

    static Map<String, Object> staff(StaffPrincipal staff) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", text(staff.id()));
        shape.put("kind", staff.actor().kind());
        shape.put("email", staff.email().isEmpty() ? null : staff.email());
        shape.put("name", staff.name());
        shape.put("role", staff.role().wire());
        shape.put("totp_required", staff.mustEnrol());
        return shape;
    }

    static Map<String, Object> session(SessionList.OpenSession session, StaffPrincipal reader) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", session.id().toString());
        shape.put("current", reader.session().filter(session.id()::equals).isPresent());
        shape.put("address", session.address());
        shape.put("browser", session.browser());
        shape.put("created_at", session.createdAt().toString());
        shape.put("last_seen_at", session.seenAt().toString());
        shape.put("expires_at", session.expiresAt().toString());
        return shape;
    }

    static Map<String, Object> opened(Sessions.SessionTokens opened) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("access_token", opened.accessToken());
        shape.put("token_type", "Bearer");
        shape.put("expires_in", Sessions.ACCESS.toSeconds());
        shape.put("refresh_token", opened.refreshToken());
        shape.put("user", staff(opened.staff()));
        return shape;
    }

    static Map<String, Object> key(ApiKeys.KeyWithCost listed) {
        ApiKey key = listed.key();
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", key.id().toString());
        shape.put("name", key.name());
        shape.put("prefix", key.prefix());
        shape.put("scopes", key.scopes().stream().map(ApiKeyScope::wire).toList());
        shape.put("agent", key.agent().orElse(null));
        shape.put("created_by", key.createdBy());
        shape.put("created_at", key.createdAt().toString());
        shape.put("expires_at", text(key.expiresAt()));
        shape.put("last_used_at", text(key.lastUsedAt()));
        shape.put("requests_per_minute", key.limits().requestsPerMinute().orElse(null));
        shape.put("tokens_per_minute", key.limits().tokensPerMinute().orElse(null));
        shape.put("allowed_models", key.limits().allowedModels());
        shape.put("cache_seconds", key.limits().cacheSeconds().orElse(null));
        shape.put("monthly_budget_usd", usd(key.limits().monthlyMicroUsd()));
        shape.put("total_budget_usd", usd(key.limits().totalMicroUsd()));
        shape.put("spent_this_month_usd", listed.monthMicroUsd() / MICRO);
        shape.put("spent_usd", listed.everMicroUsd() / MICRO);
        return shape;
    }

    /// The only response that contains the key's text.
    static Map<String, Object> made(ApiKeys.NewApiKey made) {
        Map<String, Object> shape = key(new ApiKeys.KeyWithCost(made.key(), 0, 0));
        shape.put("key", made.text());
        return shape;
    }

    private static @Nullable Double usd(Optional<Long> micro) {
        return micro.map(millionths -> millionths / MICRO).orElse(null);
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }
}
