package handcar.llm.cost;

/// What a call used.
///
/// @param inputTokens all that were read, with those from or for the provider's cache
/// @param outputTokens all that were written, with those of the model's reasoning
/// @param cachedTokens of those read, the ones that came from the provider's cache
/// @param cacheWriteTokens of those read, the ones that the provider kept in its cache
/// @param longWriteTokens of those kept, the ones that are kept for an hour instead of five minutes, which costs more
/// @param reasoningTokens of those written, the ones that the caller does not see
/// @param estimated the provider did not say; a token is then taken for four characters
public record TokenUsage(
        long inputTokens,
        long outputTokens,
        long cachedTokens,
        long cacheWriteTokens,
        long longWriteTokens,
        long reasoningTokens,
        boolean estimated) {
    public static final TokenUsage NONE = new TokenUsage(0, 0, false);

    private static final long CHARACTERS_PER_TOKEN = 4;

    /// Providers are not always right: no part is larger than its whole, and nothing is negative.
    public TokenUsage {
        inputTokens = Math.max(0, inputTokens);
        outputTokens = Math.max(0, outputTokens);
        cachedTokens = Math.clamp(cachedTokens, 0, inputTokens);
        cacheWriteTokens = Math.clamp(cacheWriteTokens, 0, inputTokens - cachedTokens);
        longWriteTokens = Math.clamp(longWriteTokens, 0, cacheWriteTokens);
        reasoningTokens = Math.clamp(reasoningTokens, 0, outputTokens);
    }

    /// Without a cache and without reasoning.
    public TokenUsage(long inputTokens, long outputTokens, boolean estimated) {
        this(inputTokens, outputTokens, 0, 0, 0, 0, estimated);
    }

    public static TokenUsage estimate(long inputCharacters, long outputCharacters) {
        return new TokenUsage(tokens(inputCharacters), tokens(outputCharacters), true);
    }

    /// The same with as many tokens written as these characters probably are.
    public TokenUsage writing(long outputCharacters) {
        return withOutput(tokens(outputCharacters));
    }

    /// The same with so many tokens written at least, by a guess.
    public TokenUsage withOutput(long least) {
        return new TokenUsage(
                inputTokens,
                Math.max(outputTokens, least),
                cachedTokens,
                cacheWriteTokens,
                longWriteTokens,
                reasoningTokens,
                true);
    }

    private static long tokens(long characters) {
        return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
    }
}
