package handcar.agent;

/// Takes an answer as it is written.
interface AnswerSink {
    /// Nobody watches.
    AnswerSink UNSEEN =
            new AnswerSink() {
                @Override
                public void startOver() {}

                @Override
                public void next(String text) {}
            };

    /// Forget what came so far: the answer is written anew.
    void startOver();

    /// The next piece. May throw to stop the writing.
    void next(String text);
}
