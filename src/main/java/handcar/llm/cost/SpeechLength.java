package handcar.llm.cost;

/// How long recorded speech is, by its size: in seconds, or in the tokens of models that are paid by tokens.
public final class SpeechLength {
    /// A second of speech has about this many bytes in a voice note (Opus at 16 kbit/s).
    private static final long BYTES_PER_SECOND = 2_000;

    /// The least that speech can be understood at: Opus at 6 kbit/s.
    private static final long LEAST_BYTES_PER_SECOND = 750;

    /// Of `gpt-4o-transcribe` and the like. <https://openai.com/api/pricing>
    private static final long TOKENS_PER_SECOND = 10;

    /// As many as a fast speaker says.
    private static final long WRITTEN_PER_SECOND = 8;

    private SpeechLength() {}

    /// The seconds, by a guess.
    public static long seconds(long bytes) {
        return Math.ceilDiv(bytes, BYTES_PER_SECOND);
    }

    /// What a model uses at most to turn so many bytes into text. `prices.csv` has the price of a second for models that are paid by
    /// time.
    public static TokenUsage most(String model, long bytes) {
        long seconds = Math.ceilDiv(bytes, LEAST_BYTES_PER_SECOND);
        return model.contains("transcribe")
                ? new TokenUsage(seconds * TOKENS_PER_SECOND, seconds * WRITTEN_PER_SECOND, true)
                : new TokenUsage(seconds, 0, true);
    }
}
