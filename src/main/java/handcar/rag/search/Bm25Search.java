package handcar.rag.search;

import module java.base;

import handcar.db.Db;
import handcar.rag.search.Subwords.SubwordScores;

import java.text.Normalizer;

/// Finds passages by words: BM25 over PostgreSQL's lexemes chooses the pool, shared word parts settle its order.
///
/// BM25 as in Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), with k1 = 0.9 and b = 0.4; the word
/// parts add a fraction of their own BM25, counted within the pool.
public final class Bm25Search {
    /// Passages that are ranked again by word parts. Among 240, plain BM25 misses the right one for one question in a hundred.
    static final int POOL = 64;

    /// The weight of shared word parts beside BM25. 0.3 and 0.4 give nearly the same results.
    private static final double PARTS = 0.2;

    /// The highest BM25 score of one match of weight one.
    static final double FULL_MATCH = 1.9;

    private final SearchStore store;
    private final SimilarWords similar;

    public Bm25Search(SearchStore store) {
        this.store = store;
        this.similar = new SimilarWords(store);
    }

    /// @param written a question in any form of Unicode
    public LexicalRanking rank(Db db, String written, SearchScope scope) {
        String question = Normalizer.normalize(written, Normalizer.Form.NFKC);
        LexicalQuery request =
                similar.added(db, LexicalQuery.of(question, store.terms(db, question)));
        List<SearchHit> pool =
                request.seeds().isEmpty() ? List.of() : store.score(db, request, scope, POOL);
        SubwordScores shared =
                Subwords.of(question).scores(pool.stream().map(SearchHit::surroundings).toList());
        List<SearchHit> hits = new ArrayList<>();
        for (int at = 0; at < pool.size(); at++) {
            SearchHit hit = pool.get(at);
            double parts = PARTS * shared.ofEach().get(at) * request.trust(hit.language());
            double score = hit.score() + parts;
            hits.add(hit.scored(score, score, hit.vectorScore()));
        }
        hits.sort(Comparator.comparingDouble(SearchHit::score).reversed());
        return new LexicalRanking(hits, coverage(request, PARTS * shared.most(), hits));
    }

    private static double coverage(LexicalQuery request, double mostByParts, List<SearchHit> hits) {
        if (hits.isEmpty()) {
            return 0;
        }
        SearchHit best = hits.getFirst();
        double byWords =
                request.terms().getOrDefault(best.language(), List.of()).stream()
                        .mapToDouble(QueryTerm::weight)
                        .sum();
        double most = FULL_MATCH * byWords + mostByParts;
        return most == 0 ? 0 : best.lexicalScore() / most;
    }
}
