package handcar.llm.cost;

import module java.base;

/// How many tokens a picture is at most, at the highest detail, whatever its size: models make pictures smaller first.
/// <https://platform.openai.com/docs/guides/images-vision> <https://docs.claude.com/en/docs/build-with-claude/vision>
public final class ImageTokens {
    /// Claude counts 4 784, `gpt-4.1-nano` 3 779, most models less than 1 600.
    private static final long USUAL = 5_000;

    /// By the beginning of the name: 8 tiles and a base of `gpt-4o-mini`, 10 000 patches of the latest ones.
    private static final Map<String, Long> OTHERS =
            Map.of("gpt-4o-mini", 48_169L, "gpt-5", 10_000L);

    private ImageTokens() {}

    /// Those of the largest picture that this model reads; a usual one for others.
    public static long largest(String model) {
        return ContextWindow.byName(OTHERS, model).orElse(USUAL);
    }
}
