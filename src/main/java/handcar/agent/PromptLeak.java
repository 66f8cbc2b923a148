package handcar.agent;

import module java.base;

/// Recognises an answer that repeats the system prompt: its canary, or many words in a row of what only the prompt says.
final class PromptLeak {
    /// As many words in a row are no chance.
    private static final int RUN = 8;

    /// In characters; of such a length words are rarely without meaning.
    private static final int LONG = 5;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private final String canary;
    private final Set<String> runs;

    /// The longer words that only the prompt has.
    private final Set<String> words;

    /// @param canary a word made for this answer alone
    /// @param instructions the prompt without its sources
    /// @param sources what may be repeated
    PromptLeak(String canary, String instructions, String sources) {
        this.canary = canary;
        Set<String> secret = runs(instructions);
        secret.removeAll(runs(sources));
        this.runs = Set.copyOf(secret);
        Set<String> own = longWords(instructions);
        own.removeAll(longWords(sources));
        this.words = Set.copyOf(own);
    }

    boolean isIn(String text) {
        String letters = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return letters.contains(canary) || !Collections.disjoint(runs, runs(text));
    }

    /// Whether a few words that nothing backs may be told from the prompt: "Internal word: …".
    boolean hasSecretWord(String text) {
        return !Collections.disjoint(words, longWords(text));
    }

    private static Set<String> longWords(String text) {
        return words(text).stream()
                .filter(word -> word.length() >= LONG)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static List<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static Set<String> runs(String text) {
        List<String> words = words(text);
        Set<String> runs = new HashSet<>();
        for (int at = 0; at + RUN <= words.size(); at++) {
            runs.add(String.join(" ", words.subList(at, at + RUN)));
        }
        return runs;
    }
}
