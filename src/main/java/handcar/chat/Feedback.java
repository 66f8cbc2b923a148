package handcar.chat;

import java.util.Optional;
import java.util.UUID;

/// The customer's rating of an answer; a second one replaces the first.
public record Feedback(UUID messageId, Rating rating, Optional<String> comment) {
    /// Whether the answer helped.
    public enum Rating {
        UP,
        DOWN
    }
}
