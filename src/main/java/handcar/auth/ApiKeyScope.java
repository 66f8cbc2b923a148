package handcar.auth;

import module java.base;

/// What an API key may be used for.
public enum ApiKeyScope {
    /// The model gateway, `/v1/*`.
    GATEWAY,
    /// Begins conversations for visitors.
    CHAT,
    /// Everything staff with the role `agent` may do.
    STAFF;

    /// The name in JSON and in the database.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ApiKeyScope of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
