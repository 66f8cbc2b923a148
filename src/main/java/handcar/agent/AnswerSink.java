package handcar.agent;

/// Receives an answer while it is written.
@FunctionalInterface
interface AnswerSink {
    /// Nobody watches.
    AnswerSink UNWATCHED = _ -> {};

    /// The next piece. May throw to stop the writing.
    void next(String text);

    /// Throws, as [#next] may, when nobody wants the rest.
    default void ensureWanted() {}

    /// Whether anybody sees the pieces; if not, the model is asked for the whole answer at once.
    default boolean isWatched() {
        return false;
    }

    /// The answer is written anew: the pieces so far do not count.
    default void startOver() {}
}
