package handcar.llm.extractive;

import module java.base;

/// The words of the texts that one question is held against. Each word is kept once: an answer reads a hundred passages, most of which
/// have the same words, and holds them until it is written.
final class SharedWords {
    private final Map<String, String> known = new HashMap<>();

    /// The text's words, and its article numbers behind them.
    List<String> of(String text) {
        List<String> words = ArticleNumbers.words(text);
        words.replaceAll(word -> Objects.requireNonNullElse(known.putIfAbsent(word, word), word));
        return List.copyOf(words);
    }
}
