package handcar.rag.claims;

import module java.base;

/// A kind of value that a question asks for: "how old must I be?" wants an age.
public enum AskedValue {
    AGE("asks-age"),
    MONEY("asks-money");

    private final Pattern asks;

    AskedValue(String phrases) {
        this.asks =
                Pattern.compile(
                        "(?<!\\p{L})(?:" + Vocabulary.pattern(phrases) + ")(?!\\p{L})",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /// The kinds that a text asks for; none when it asks for two at once.
    public static Stream<AskedValue> of(String question) {
        List<AskedValue> asked =
                Arrays.stream(values()).filter(kind -> kind.asks.matcher(question).find()).toList();
        return asked.size() == 1 ? asked.stream() : Stream.empty();
    }

    /// Whether an answer has a value of this kind, or says that there is none.
    public boolean isIn(String answer) {
        ClaimText text = ClaimText.of(answer);
        return switch (this) {
            case AGE ->
                    text.raw().stream().anyMatch(Vocabulary.AGES::contains)
                            || text.values().stream()
                                    .anyMatch(value -> value.unit().equals("months"))
                            || text.values().isEmpty();
            case MONEY ->
                    text.denies()
                            || text.widens()
                            || text.values().isEmpty()
                            || text.values().stream()
                                    .anyMatch(v -> v.isMoney() || v.unit().equals("percent"))
                            || text.words().stream()
                                    .anyMatch(w -> w.isCost() || w.key().equals("§include"));
        };
    }
}
