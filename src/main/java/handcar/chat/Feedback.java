package handcar.chat;

import module java.base;

/// The customer's rating of an answer; a second one replaces the first.
public record Feedback(UUID messageId, Rating rating, Optional<String> comment) {
    /// Whether the answer helped.
    public enum Rating {
        UP,
        DOWN
    }
}
