package handcar.llm.extractive;

import module java.base;

/// Says whether two places contradict each other: nearly the same words with other numbers, the same row of two documents'
/// tables with other values, or two documents that both answer a question, with different numbers.
final class ContradictionCheck {
    /// The share of the shorter one's words that both have.
    private static final double SAME_WORDING = 0.7;

    /// With fewer words two sentences are alike by chance.
    private static final int FEWEST_WORDS = 3;

    private static final Pattern BETWEEN_CLAUSES = Pattern.compile("[,;:]\\s");

    private ContradictionCheck() {}

    static boolean contradict(AnswerCandidate one, AnswerCandidate other) {
        boolean foreign = !one.passage().documentId().equals(other.passage().documentId());
        if (one.row().isPresent() && other.row().isPresent()) {
            TableEntry row = one.row().get();
            TableEntry second = other.row().get();
            return foreign
                    && Words.of(row.cells().getFirst()).equals(Words.of(second.cells().getFirst()))
                    && row.headers().equals(second.headers())
                    && !row.cells().equals(second.cells());
        }
        if (one.row().isPresent() || other.row().isPresent()) {
            return false;
        }
        return differ(one.words(), other.words())
                || (foreign
                        && clauses(one).stream()
                                .anyMatch(
                                        clause ->
                                                clauses(other).stream()
                                                        .anyMatch(next -> differ(clause, next))));
    }

    private static List<List<String>> clauses(AnswerCandidate candidate) {
        return BETWEEN_CLAUSES.splitAsStream(candidate.text()).map(Words::of).toList();
    }

    private static boolean differ(List<String> one, List<String> other) {
        Set<String> numbers = numbers(one);
        Set<String> others = numbers(other);
        if (numbers.isEmpty() || others.isEmpty() || numbers.equals(others)) {
            return false;
        }
        Set<String> words = new HashSet<>(one);
        Set<String> second = new HashSet<>(other);
        words.removeAll(numbers);
        second.removeAll(others);
        int least = Math.min(words.size(), second.size());
        words.retainAll(second);
        return least >= FEWEST_WORDS && words.size() >= SAME_WORDING * least;
    }

    /// The numbers in a text, in digits or letters.
    static Set<String> numbers(List<String> words) {
        return words.stream().filter(Thesaurus.KNOWN::isNumber).collect(Collectors.toSet());
    }
}
