package handcar.rag.search;

import module java.base;

import handcar.db.Db;
import handcar.rag.search.Subwords.Shown;

/// Finding passages by words: BM25 over PostgreSQL's lexemes chooses the pool, shared word parts settle its order.
///
/// BM25 as in Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), with k1 = 0.9 and b = 0.4; the word
/// parts add a fraction of their own inverse document frequency, counted within the pool.
public final class Bm25Search {
    /// Passages that are looked at closely. Among 240, plain BM25 leaves the right one out for one question in a hundred.
    static final int POOL = 64;

    /// What shared word parts count beside BM25, wherever they stand. 0.3 gives nearly the same.
    private static final double PARTS = 0.2;

    /// And what those count that stand together in one sentence.
    private static final double TOGETHER = 0.2;

    private final SearchStore store;

    public Bm25Search(SearchStore store) {
        this.store = store;
    }

    public LexicalRanking rank(Db db, String question, SearchScope scope) {
        LexicalQuery request = LexicalQuery.of(question, store.terms(db, question));
        Subwords subwords = Subwords.of(question);
        List<SearchHit> pool =
                request.seeds().isEmpty() ? List.of() : store.score(db, request, scope, POOL);
        List<Shown> shown = pool.stream().map(hit -> subwords.read(hit.surroundings())).toList();
        List<BitSet> parts = shown.stream().map(Shown::parts).toList();
        Subwords.Worth worth = subwords.worth(parts);
        double typical = shown.stream().mapToInt(Shown::length).average().orElse(1);
        List<Close> ranked =
                IntStream.range(0, pool.size())
                        .mapToObj(at -> close(pool.get(at), shown.get(at), worth, typical, request))
                        .sorted(
                                Comparator.comparingDouble((Close close) -> close.hit().score())
                                        .reversed())
                        .toList();
        return new LexicalRanking(
                request,
                subwords,
                worth,
                ranked.stream().map(Close::hit).toList(),
                ranked.stream().map(Close::parts).toList());
    }

    private record Close(SearchHit hit, BitSet parts) {}

    private static Close close(
            SearchHit hit,
            Shown shown,
            Subwords.Worth worth,
            double typical,
            LexicalQuery request) {
        double shared = PARTS * shown.saturated(worth, typical) + TOGETHER * shown.together(worth);
        double score = hit.score() + shared * request.trust(hit.language());
        return new Close(hit.scored(score, score, hit.vectorScore()), shown.parts());
    }
}
