package handcar.auth;

import module java.base;

/// What a member of staff may do, in rising order: read, answer customers, administer, own the installation.
public enum Role {
    VIEWER,
    AGENT,
    ADMIN,
    OWNER;

    /// Whether this role includes the other.
    public boolean atLeast(Role other) {
        return compareTo(other) >= 0;
    }

    /// The name in JSON and in the database.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
