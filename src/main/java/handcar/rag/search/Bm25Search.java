package handcar.rag.search;

import module java.base;

import handcar.db.Db;
import handcar.rag.search.Subwords.SubwordMatches;
import handcar.rag.search.Subwords.SubwordWeights;

/// Finds passages by words: BM25 over PostgreSQL's lexemes chooses the pool, shared word parts settle its order.
///
/// BM25 as in Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), with k1 = 0.9 and b = 0.4; the word
/// parts add a fraction of their own inverse document frequency, counted within the pool.
public final class Bm25Search {
    /// Passages that are ranked again by word parts. Among 240, plain BM25 misses the right one for one question in a hundred.
    static final int POOL = 64;

    /// The weight of shared word parts beside BM25, wherever they stand. 0.3 gives nearly the same results.
    private static final double PARTS = 0.2;

    /// The additional weight of those that stand together in one sentence.
    private static final double TOGETHER = 0.2;

    private final SearchStore store;
    private final SimilarWords similar;

    public Bm25Search(SearchStore store) {
        this.store = store;
        this.similar = new SimilarWords(store);
    }

    public LexicalRanking rank(Db db, String question, SearchScope scope) {
        LexicalQuery request =
                similar.added(db, LexicalQuery.of(question, store.terms(db, question)));
        Subwords subwords = Subwords.of(question);
        List<SearchHit> pool =
                request.seeds().isEmpty() ? List.of() : store.score(db, request, scope, POOL);
        List<SubwordMatches> matches =
                pool.stream().map(hit -> subwords.read(hit.surroundings())).toList();
        SubwordWeights weights =
                subwords.weights(matches.stream().map(SubwordMatches::parts).toList());
        double typical = matches.stream().mapToInt(SubwordMatches::length).average().orElse(1);
        List<SearchHit> hits = new ArrayList<>();
        for (int at = 0; at < pool.size(); at++) {
            SearchHit hit = pool.get(at);
            double shared =
                    PARTS * matches.get(at).saturated(weights, typical)
                            + TOGETHER * matches.get(at).together(weights);
            double score = hit.score() + shared * request.trust(hit.language());
            hits.add(hit.scored(score, score, hit.vectorScore()));
        }
        hits.sort(Comparator.comparingDouble(SearchHit::score).reversed());
        return new LexicalRanking(request, subwords, weights, hits);
    }
}
