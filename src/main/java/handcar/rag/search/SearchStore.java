package handcar.rag.search;

import module java.base;

import handcar.db.ColumnArrays;
import handcar.db.Db;
import handcar.db.Row;

/// The statements that search the index.
public final class SearchStore {
    /// The question's lexemes in every language that has passages.
    List<QueryTerm> terms(Db db, String question) {
        return db.named("rag.lex-question")
                .with("question", question)
                .list(
                        row ->
                                new QueryTerm(
                                        row.text("language"),
                                        row.text("lexeme"),
                                        row.number("found_in"),
                                        row.number("passages"),
                                        Math.max(
                                                1.0,
                                                (double) row.number("words")
                                                        / row.number("passages")),
                                        1));
    }

    /// A word of the library that shares letters with one that was asked for, both without accents too, and in how many passages
    /// it is found.
    record SimilarWord(
            QueryTerm asked, String plainAsked, String lexeme, String plain, long passages) {}

    /// The words that share most runs of letters with each of these.
    List<SimilarWord> similar(Db db, List<QueryTerm> terms) {
        Map<List<String>, QueryTerm> asked =
                terms.stream()
                        .collect(
                                Collectors.toMap(
                                        term -> List.of(term.language(), term.lexeme()),
                                        term -> term));
        return db.named("rag.similar-words")
                .with("languages", ColumnArrays.whole(terms, QueryTerm::language))
                .with("lexemes", ColumnArrays.whole(terms, QueryTerm::lexeme))
                .list(
                        row ->
                                new SimilarWord(
                                        Objects.requireNonNull(
                                                asked.get(
                                                        List.of(
                                                                row.text("language"),
                                                                row.text("asked")))),
                                        row.text("plain_asked"),
                                        row.text("lexeme"),
                                        row.text("plain"),
                                        row.number("passages")));
    }

    /// The passages with most BM25, best first.
    List<SearchHit> score(Db db, LexicalQuery request, SearchScope scope, int limit) {
        List<QueryTerm> terms = request.known();
        List<LexicalQuery.Seed> seeds = request.seeds();
        return db.named("rag.score-passages")
                .with("languages", ColumnArrays.whole(terms, QueryTerm::language))
                .with("lexemes", ColumnArrays.whole(terms, QueryTerm::lexeme))
                .with("quotes", ColumnArrays.whole(terms, QueryTerm::quoted))
                .with(
                        "weights",
                        ColumnArrays.whole(terms, t -> t.weight() * request.trust(t.language())))
                .with("sizes", ColumnArrays.whole(terms, QueryTerm::typicalSize))
                .with("seed_languages", ColumnArrays.whole(seeds, LexicalQuery.Seed::language))
                .with("seeds", ColumnArrays.whole(seeds, LexicalQuery.Seed::query))
                .with("agent", scope.agent())
                .with("most", LexicalQuery.MOST_CANDIDATES)
                .with("limit", limit)
                .list(SearchStore::hit);
    }

    /// These passages, in no order.
    List<SearchHit> byId(Db db, List<UUID> passages) {
        return db.named("rag.passages-by-id")
                .with("passages", passages.toArray(UUID[]::new))
                .list(SearchStore::hit);
    }

    /// Passages within scope in the order of their documents, any when there are more than `limit`.
    public List<SearchHit> inScope(Db db, SearchScope scope, int limit) {
        return db.named("rag.passages-in-scope")
                .with("agent", scope.agent())
                .with("limit", limit)
                .list(SearchStore::hit);
    }

    private static SearchHit hit(Row row) {
        double score = row.real("score");
        return new SearchHit(
                row.uuid("id"),
                row.uuid("document_id"),
                row.text("title"),
                row.findText("url"),
                row.findText("heading"),
                row.text("text"),
                row.integer("start_at"),
                row.integer("end_at"),
                row.findNumber("page").map(Long::intValue),
                row.text("language"),
                score,
                score,
                Optional.empty());
    }
}
