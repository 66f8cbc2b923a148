package handcar.rag.search;

import module java.base;

/// Two rankings made one: a convex combination of both scores, each brought to 0–1 within its own list (Bruch, Gai and
/// Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023), with two safeguards so that the weaker ranking never
/// drags down the stronger: vectors count as far as they were measured to be right, and words count less when even their
/// best hit has little of the question, as with a question in another language.
public final class RankFusion {
    /// The weight of fully trusted vectors; words have the rest.
    private static final double VECTORS = 0.5;

    /// From this share of the question's weight on, words count in full.
    private static final double COVERED = 0.25;

    private RankFusion() {}

    /// Hits of words (best first, `coverage` being the best one's share of the question) and of vectors, best first.
    public static List<SearchHit> fuse(
            List<SearchHit> byWords, double coverage, VectorSearch.VectorResult vectors) {
        if (vectors.trust() == 0) {
            return byWords;
        }
        double best = byWords.isEmpty() ? 1 : byWords.getFirst().lexicalScore();
        double words = Math.min(1, coverage / COVERED);
        double top =
                vectors.cosines().values().stream()
                        .flatMapToDouble(DoubleStream::of)
                        .max()
                        .orElse(1);
        return Stream.concat(byWords.stream(), vectors.alone().stream())
                .map(
                        hit ->
                                fused(
                                        hit,
                                        words * hit.lexicalScore() / best,
                                        vectors,
                                        Math.max(top - vectors.floor(), 1e-9)))
                .sorted(Comparator.comparingDouble(SearchHit::score).reversed())
                .toList();
    }

    private static SearchHit fused(
            SearchHit hit, double words, VectorSearch.VectorResult vectors, double span) {
        Double cosine = vectors.cosines().get(hit.passageId());
        // a passage without a vector yet is neither favoured nor punished
        double near = cosine == null ? 0.5 : Math.max(0, (cosine - vectors.floor()) / span);
        double score = words + VECTORS * vectors.trust() * near;
        return hit.scored(score, hit.lexicalScore(), java.util.Optional.ofNullable(cosine));
    }
}
