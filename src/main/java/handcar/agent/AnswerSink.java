package handcar.agent;

/// Receives an answer while it is written.
interface AnswerSink {
    /// Nobody watches.
    AnswerSink UNWATCHED =
            new AnswerSink() {
                @Override
                public boolean isWatched() {
                    return false;
                }

                @Override
                public void startOver() {}

                @Override
                public void next(String text) {}
            };

    /// Whether anybody sees the pieces; if not, the answer is better taken as a whole.
    boolean isWatched();

    /// The answer is written anew: what came so far does not count.
    void startOver();

    /// The next piece. May throw to stop the writing.
    void next(String text);
}
