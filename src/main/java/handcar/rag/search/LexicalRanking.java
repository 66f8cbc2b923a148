package handcar.rag.search;

import module java.base;

/// The passages that the words of a question found, best first.
public record LexicalRanking(
        LexicalQuery question,
        Subwords subwords,
        Subwords.SubwordWeights weights,
        List<SearchHit> hits) {
    /// The highest BM25 score of one matched word of weight one.
    private static final double FULL_MATCH = 1.9;

    /// Which share of the question's weight the best hit has; 0–1.
    public double coverage() {
        if (hits.isEmpty()) {
            return 0;
        }
        SearchHit best = hits.getFirst();
        double most =
                question.terms().getOrDefault(best.language(), List.of()).stream()
                        .mapToDouble(QueryTerm::weight)
                        .sum();
        return most == 0 ? 0 : best.lexicalScore() / (FULL_MATCH * most + weights.ofAll());
    }
}
