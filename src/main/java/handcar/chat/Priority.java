package handcar.chat;

import module java.base;

/// How soon somebody should look.
public enum Priority {
    LOW,
    NORMAL,
    HIGH,
    URGENT;

    static Priority of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /// Its name in JSON and in the database.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
