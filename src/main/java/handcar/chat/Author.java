package handcar.chat;

import module java.base;

/// Who wrote a message.
public enum Author {
    CONTACT,
    AGENT,
    STAFF,
    SYSTEM;

    public static Author of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /// Its name in JSON and in the database.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
