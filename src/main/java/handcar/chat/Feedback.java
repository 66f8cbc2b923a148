package handcar.chat;

import module java.base;

/// The customer's rating of an answer; a second one replaces the first.
///
/// @param rating empty takes it back
public record Feedback(UUID messageId, Optional<Rating> rating, Optional<String> comment) {
    public Feedback(UUID messageId, Rating rating, Optional<String> comment) {
        this(messageId, Optional.of(rating), comment);
    }

    /// Whether the answer helped.
    public enum Rating {
        UP,
        DOWN
    }
}
