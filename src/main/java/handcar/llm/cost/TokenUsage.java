package handcar.llm.cost;

/// What a call used. `estimated` when the provider did not say: a token is then taken for four characters.
public record TokenUsage(long inputTokens, long outputTokens, boolean estimated) {
    public static final TokenUsage NONE = new TokenUsage(0, 0, false);

    private static final long CHARACTERS_PER_TOKEN = 4;

    public static TokenUsage estimate(long inputCharacters, long outputCharacters) {
        return new TokenUsage(tokens(inputCharacters), tokens(outputCharacters), true);
    }

    private static long tokens(long characters) {
        return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
    }
}
