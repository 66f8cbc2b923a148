package handcar.llm.cost;

import module java.base;

/// How many tokens a model reads at most. That is what a call may cost when its request only names what is read, as files and
/// conversations that the provider keeps. <https://platform.openai.com/docs/models> <https://docs.claude.com/en/docs/about-claude/models>
final class ContextWindow {
    /// That of most models of today.
    private static final long USUAL = 200_000;

    /// By the beginning of the name, or of its part behind a slash.
    private static final Map<String, Long> OTHERS =
            Map.of(
                    "gpt-3.5", 16_385L,
                    "gpt-4-turbo", 128_000L,
                    "gpt-4o", 128_000L,
                    "gpt-4.1", 1_047_576L,
                    "gpt-5", 400_000L,
                    "gemini-", 1_048_576L);

    private ContextWindow() {}

    /// Of this model; a usual one for others.
    static long of(String model) {
        return byName(OTHERS, model).orElse(USUAL);
    }

    /// The largest number whose key the model's name, or its part behind a slash, begins with.
    static OptionalLong byName(Map<String, Long> numbers, String model) {
        String name = model.substring(model.lastIndexOf('/') + 1);
        return numbers.entrySet().stream()
                .filter(each -> name.startsWith(each.getKey()))
                .mapToLong(Map.Entry::getValue)
                .max();
    }
}
