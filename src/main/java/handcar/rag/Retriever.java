package handcar.rag;

import module java.base;

import handcar.db.Database;
import handcar.llm.Embedder;
import handcar.rag.search.Bm25Search;
import handcar.rag.search.EvidenceScorer;
import handcar.rag.search.LexicalRanking;
import handcar.rag.search.RankFusion;
import handcar.rag.search.SearchHit;
import handcar.rag.search.SearchResult;
import handcar.rag.search.SearchScope;
import handcar.rag.search.SearchStore;
import handcar.rag.search.VectorSearch;
import handcar.text.TextSanitizer;

/// Finds the passages that answer a question.
public final class Retriever {
    /// Code points. Longer questions are cut, because their beginning shows what they are about.
    private static final int LONGEST_QUESTION = 2_000;

    /// Of a library with fewer passages than this, the built-in model reads all.
    private static final int SMALL_LIBRARY = 40;

    /// Passages in which the built-in model counts how rare the words of a question are.
    private static final int READ = 64;

    private final Database db;
    private final SearchStore store;
    private final Bm25Search bm25;
    private final Optional<VectorSearch> vectors;

    /// Searches by words and, when an embedding model is configured, by vectors.
    public Retriever(Database db, Optional<Embedder> embedder) {
        this.db = db;
        this.store = new SearchStore();
        this.bm25 = new Bm25Search(store);
        this.vectors = embedder.map(model -> new VectorSearch(db, model, store));
    }

    /// The passages within scope that are about the question, best first, at most `limit` of them (1–200).
    public List<SearchHit> search(String question, SearchScope scope, int limit) {
        String asked = TextSanitizer.first(LONGEST_QUESTION, question);
        return first(limit, ranked(asked, scope, bm25.rank(db, asked, scope)));
    }

    /// What a model is given for a question: the passages about it, best first, at most `limit` of them, and behind them the rest
    /// of a library that has fewer than `small` passages. A model finds in a few pages what no search would.
    public List<SearchHit> context(String question, SearchScope scope, int limit, int small) {
        List<SearchHit> found = search(question, scope, limit);
        List<SearchHit> all = store.inScope(db, scope, small);
        if (all.size() >= small) {
            return found;
        }
        Set<UUID> known = found.stream().map(SearchHit::passageId).collect(Collectors.toSet());
        return Stream.concat(
                        found.stream(),
                        all.stream().filter(hit -> !known.contains(hit.passageId())))
                .toList();
    }

    /// The passages that answer a question, and what the built-in model reads to answer it.
    public SearchResult find(String question, SearchScope scope, int limit) {
        String asked = TextSanitizer.first(LONGEST_QUESTION, question);
        List<SearchHit> read = context(asked, scope, READ, SMALL_LIBRARY);
        return new SearchResult(first(limit, read), EvidenceScorer.of(read));
    }

    private static List<SearchHit> first(int limit, List<SearchHit> hits) {
        return hits.subList(0, Math.min(limit, hits.size()));
    }

    private List<SearchHit> ranked(String question, SearchScope scope, LexicalRanking words) {
        return vectors.flatMap(target -> target.ask(question, scope, words.hits()))
                .map(said -> RankFusion.fuse(words.hits(), words.coverage(), said))
                .orElse(words.hits());
    }
}
