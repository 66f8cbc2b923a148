package handcar.chat;

import java.util.Optional;
import java.util.UUID;

/// What a customer's words mean for the bot itself, before any model reads them.
public interface OptOutMatcher {
    /// Words are only words.
    OptOutMatcher NONE = (_, _) -> Meaning.NOTHING;

    /// Asked for every message, inside a transaction: the answer must be at hand.
    ///
    /// @param agent whose conversation it is; empty for the default agent's
    Meaning of(Optional<UUID> agent, String text);

    /// What is to be done.
    enum Meaning {
        NOTHING,
        /// The bot is silent until it is resumed, and nothing it has begun is sent.
        STOP,
        /// The bot may speak again.
        RESUME
    }
}
