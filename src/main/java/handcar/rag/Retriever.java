package handcar.rag;

import module java.base;

import handcar.db.Database;
import handcar.llm.Embedder;
import handcar.rag.search.Bm25Search;
import handcar.rag.search.EvidenceScorer;
import handcar.rag.search.LexicalRanking;
import handcar.rag.search.RankFusion;
import handcar.rag.search.ResultDiversifier;
import handcar.rag.search.SearchHit;
import handcar.rag.search.SearchResult;
import handcar.rag.search.SearchScope;
import handcar.rag.search.SearchStore;
import handcar.rag.search.VectorSearch;
import handcar.text.TextSanitizer;

/// Finds the passages that answer a question.
public final class Retriever {
    /// Code points. Longer questions are cut, because their beginning shows what they are about.
    public static final int LONGEST_QUESTION = 1_000;

    private final Database db;
    private final Bm25Search bm25;
    private final EvidenceScorer evidence;
    private final Optional<VectorSearch> vectors;

    /// Searches by words and, when an embedding model is configured, by vectors.
    public Retriever(Database db, Optional<Embedder> embedder) {
        SearchStore store = new SearchStore();
        this.db = db;
        this.bm25 = new Bm25Search(store);
        this.evidence = new EvidenceScorer(store);
        this.vectors = embedder.map(model -> new VectorSearch(db, model, store));
    }

    /// The passages within scope that are about the question, best first, at most `limit` of them (1–200).
    public List<SearchHit> search(String question, SearchScope scope, int limit) {
        String asked = TextSanitizer.first(LONGEST_QUESTION, question);
        return ResultDiversifier.best(ranked(asked, scope, bm25.rank(db, asked, scope)), limit);
    }

    /// The passages that answer a question, with the sentences of the best ones weighed as evidence.
    public SearchResult find(String question, SearchScope scope, int limit) {
        String asked = TextSanitizer.first(LONGEST_QUESTION, question);
        LexicalRanking ranking = bm25.rank(db, asked, scope);
        List<SearchHit> hits = ranked(asked, scope, ranking);
        return new SearchResult(
                ResultDiversifier.best(hits, limit), evidence.weigh(db, asked, ranking, hits));
    }

    private List<SearchHit> ranked(String question, SearchScope scope, LexicalRanking words) {
        return vectors.flatMap(target -> target.ask(question, scope, words.hits()))
                .map(said -> RankFusion.fuse(words.hits(), words.coverage(), said))
                .orElse(words.hits());
    }
}
