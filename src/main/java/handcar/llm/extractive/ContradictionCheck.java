package handcar.llm.extractive;

import module java.base;

/// Says whether two places contradict each other: nearly the same words with other numbers, or the same row of two documents'
/// tables with other values.
final class ContradictionCheck {
    /// The share of the shorter one's words that both have.
    private static final double SAME_WORDING = 0.7;

    /// With fewer words two sentences are alike by chance.
    private static final int FEWEST_WORDS = 3;

    private ContradictionCheck() {}

    static boolean contradict(AnswerCandidate one, AnswerCandidate other) {
        if (one.row().isPresent() != other.row().isPresent()) {
            return false;
        }
        if (one.row().isPresent() && other.row().isPresent()) {
            TableEntry row = one.row().get();
            TableEntry second = other.row().get();
            return !one.passage().documentId().equals(other.passage().documentId())
                    && Words.of(row.cells().getFirst()).equals(Words.of(second.cells().getFirst()))
                    && row.headers().equals(second.headers())
                    && !row.cells().equals(second.cells());
        }
        Set<String> numbers = numbers(one);
        Set<String> others = numbers(other);
        if (numbers.isEmpty() || others.isEmpty() || numbers.equals(others)) {
            return false;
        }
        Set<String> words = new HashSet<>(one.words());
        Set<String> second = new HashSet<>(other.words());
        words.removeAll(numbers);
        second.removeAll(others);
        int least = Math.min(words.size(), second.size());
        words.retainAll(second);
        return least >= FEWEST_WORDS && words.size() >= SAME_WORDING * least;
    }

    private static Set<String> numbers(AnswerCandidate candidate) {
        return candidate.words().stream()
                .filter(Thesaurus.KNOWN::isNumber)
                .collect(Collectors.toSet());
    }
}
