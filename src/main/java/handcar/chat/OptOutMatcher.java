package handcar.chat;

import module java.base;

/// Decides whether a message opts out (STOP) or in (START), before any model reads it.
public interface OptOutMatcher {
    /// Matches nothing.
    OptOutMatcher NONE = (_, _) -> Meaning.NOTHING;

    /// Called for every message inside a transaction, so it must not wait.
    ///
    /// @param agent the conversation's agent; empty for the default agent
    Meaning of(Optional<UUID> agent, String text);

    /// What a message means.
    enum Meaning {
        NOTHING,
        /// The agent is silent until it is resumed, and nothing it has begun is sent.
        STOP,
        /// The agent may answer again.
        RESUME
    }
}
