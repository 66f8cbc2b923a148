package handcar.llm.provider;

import module java.base;

import handcar.config.Secret;

/// A key of this server that its provider refuses, as staff may see it.
///
/// @param number its place among the provider's keys, from 1
/// @param ending its last characters; empty for a key that is too short to show any
public record RefusedKey(int number, Optional<String> ending) {
    /// A key of which more is shown could be guessed.
    private static final int SHOWN = 4;

    private static final int LEAST_HIDDEN = 16;

    static RefusedKey of(int index, Secret key) {
        String text = key.reveal();
        return new RefusedKey(
                index + 1,
                text.length() < LEAST_HIDDEN + SHOWN
                        ? Optional.empty()
                        : Optional.of(text.substring(text.length() - SHOWN)));
    }
}
