package handcar.rag.search;

import module java.base;

/// Spreads a result over documents: each further passage of a document that is listed already has to be that much better
/// than one of another document. A library of one handbook still fills the whole list.
public final class ResultDiversifier {
    /// The weight of a document's second passage beside its first, of its third beside its second, and so on.
    private static final double AGAIN = 0.6;

    private ResultDiversifier() {}

    /// The best `limit` of these hits, which come best first.
    public static List<SearchHit> best(List<SearchHit> ranked, int limit) {
        List<SearchHit> left = new ArrayList<>(ranked);
        List<SearchHit> chosen = new ArrayList<>(limit);
        Map<UUID, Double> worth = new HashMap<>();
        while (chosen.size() < limit && !left.isEmpty()) {
            int best = 0;
            for (int at = 1; at < left.size(); at++) {
                if (value(left.get(at), worth) > value(left.get(best), worth)) {
                    best = at;
                }
            }
            SearchHit hit = left.remove(best);
            double share = worth.getOrDefault(hit.documentId(), 1.0);
            chosen.add(hit.scored(hit.score() * share, hit.lexicalScore(), hit.vectorScore()));
            worth.put(hit.documentId(), share * AGAIN);
        }
        return chosen;
    }

    private static double value(SearchHit hit, Map<UUID, Double> worth) {
        return hit.score() * worth.getOrDefault(hit.documentId(), 1.0);
    }
}
