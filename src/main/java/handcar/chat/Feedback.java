package handcar.chat;

import java.util.Optional;
import java.util.UUID;

/// What the customer thinks of an answer; thinking again changes it.
public record Feedback(UUID messageId, Rating rating, Optional<String> comment) {
    /// Helped or not.
    public enum Rating {
        UP,
        DOWN
    }
}
