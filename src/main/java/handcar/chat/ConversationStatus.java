package handcar.chat;

import module java.base;

/// Who answers in the conversation now.
public enum ConversationStatus {
    /// The agent answers.
    AI_ACTIVE,
    /// Nobody answers; a person is needed.
    NEEDS_HUMAN,
    /// A person answers.
    HUMAN_ACTIVE,
    /// It is settled; the customer's next message opens it again.
    CLOSED;

    static ConversationStatus of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /// Its name in JSON and in the database.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
