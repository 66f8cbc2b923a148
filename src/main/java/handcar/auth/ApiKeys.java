package handcar.auth;

import module java.base;

import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.Row;
import handcar.db.Tx;
import handcar.db.UuidV7;
import handcar.text.Sha256;

/// Keys for programs: `hc_` and 256 random bits, of which the database stores the SHA-256 only. A key belongs to the
/// installation, not to the person who created it, and stays valid when their account is deleted.
public final class ApiKeys {
    static final String PREFIX = "hc_";

    /// `hc_` and eight characters: enough to tell keys apart, useless for guessing the other 208 bits.
    private static final int SHOWN = 11;

    private final Database db;
    private final ApiKeyCache known = new ApiKeyCache();

    /// A new key with its text, which is not stored.
    public record NewApiKey(ApiKey key, String text) {}

    /// A key with the cost of its model calls, in millionths of a US dollar.
    public record KeyWithCost(ApiKey key, double monthMicroUsd, double everMicroUsd) {}

    public ApiKeys(Database db) {
        this.db = db;
    }

    /// Makes a key in the caller's transaction.
    public NewApiKey make(
            Tx tx,
            StaffPrincipal by,
            String name,
            Set<ApiKeyScope> scopes,
            Optional<String> agent,
            Optional<Instant> expiresAt,
            ApiKeyLimits limits) {
        String text = PREFIX + Secret.random().reveal();
        ApiKey key =
                tx.named("auth.add-key")
                        .with("id", UuidV7.next())
                        .with("name", name)
                        .with("prefix", text.substring(0, SHOWN))
                        .with("hash", Sha256.of(text))
                        .with(
                                "scopes",
                                scopes.stream().map(ApiKeyScope::wire).toArray(String[]::new))
                        .with("agent", agent)
                        .with("created_by", by.name())
                        .with("expires_at", expiresAt)
                        .with("requests_per_minute", limits.requestsPerMinute())
                        .with("tokens_per_minute", limits.tokensPerMinute())
                        .with("monthly_budget", limits.monthlyMicroUsd())
                        .with("total_budget", limits.totalMicroUsd())
                        .with("allowed_models", models(limits))
                        .with("cache_seconds", limits.cacheSeconds())
                        .only(ApiKeys::key);
        return new NewApiKey(key, text);
    }

    private static String[] models(ApiKeyLimits limits) {
        return limits.allowedModels().toArray(String[]::new);
    }

    /// Gives a key another name and other limits; what it may do and its text stay.
    public Optional<ApiKey> change(Tx tx, UUID id, String name, ApiKeyLimits limits) {
        tx.afterCommit(() -> known.forget(id));
        return tx.named("auth.change-key")
                .with("id", id)
                .with("name", name)
                .with("requests_per_minute", limits.requestsPerMinute())
                .with("tokens_per_minute", limits.tokensPerMinute())
                .with("monthly_budget", limits.monthlyMicroUsd())
                .with("total_budget", limits.totalMicroUsd())
                .with("allowed_models", models(limits))
                .with("cache_seconds", limits.cacheSeconds())
                .first(ApiKeys::key);
    }

    /// All keys, newest first.
    public List<KeyWithCost> all() {
        return db.named("auth.find-keys")
                .list(row -> new KeyWithCost(key(row), row.real("month_spent"), row.real("spent")));
    }

    /// Revokes the key; returns its name, or empty when there is no such key.
    public Optional<String> revoke(Tx tx, UUID id) {
        tx.afterCommit(() -> known.forget(id));
        return tx.named("auth.delete-key").with("id", id).first(row -> row.text("name"));
    }

    /// The key with this text, if it exists and has not expired.
    Optional<ApiKey> find(String text) {
        byte[] hash = Sha256.of(text);
        return known.find(hash).or(() -> look(hash)).filter(key -> !key.expired());
    }

    /// The key with this id, if it exists and has not expired.
    Optional<ApiKey> find(UUID id) {
        return db.named("auth.find-key-by-id")
                .with("id", id)
                .first(ApiKeys::key)
                .filter(key -> !key.expired());
    }

    private Optional<ApiKey> look(byte[] hash) {
        long moment = known.moment();
        Optional<ApiKey> found =
                db.named("auth.find-key")
                        .with("hash", hash)
                        .first(ApiKeys::key)
                        .filter(key -> !key.expired());
        found.filter(key -> key.lastUsedAt().filter(this::recent).isEmpty())
                .ifPresent(key -> db.named("auth.touch-key").with("id", key.id()).change());
        found.ifPresent(key -> known.remember(hash, key, moment));
        return found;
    }

    private boolean recent(Instant used) {
        return used.isAfter(Instant.now().minusSeconds(60));
    }

    private static ApiKey key(Row row) {
        return new ApiKey(
                row.uuid("id"),
                row.text("name"),
                row.text("prefix"),
                row.texts("scopes").stream()
                        .map(ApiKeyScope::of)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ApiKeyScope.class))),
                row.findText("agent"),
                row.text("created_by"),
                row.instant("created_at"),
                row.findInstant("expires_at"),
                row.findInstant("last_used_at"),
                new ApiKeyLimits(
                        row.findNumber("requests_per_minute").map(Math::toIntExact),
                        row.findNumber("tokens_per_minute").map(Math::toIntExact),
                        row.findNumber("monthly_budget_micro_usd"),
                        row.findNumber("total_budget_micro_usd"),
                        row.texts("allowed_models"),
                        row.findNumber("cache_seconds").map(Math::toIntExact)));
    }
}
