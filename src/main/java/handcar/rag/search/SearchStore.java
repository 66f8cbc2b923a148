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
                                                        / row.number("passages"))));
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

    /// What each of these passages is found by.
    Map<UUID, Set<String>> lexemes(Db db, List<SearchHit> hits) {
        return db
                .named("rag.lex-passages")
                .with("passages", hits.stream().map(SearchHit::passageId).toArray(UUID[]::new))
                .list(row -> Map.entry(row.uuid("passage_id"), Set.copyOf(row.texts("lexemes"))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// The lexemes of each sentence, in order.
    List<Set<String>> lexemes(Db db, List<String> configurations, List<String> sentences) {
        return db.named("rag.lex-sentences")
                .with("languages", configurations.toArray(String[]::new))
                .with("sentences", sentences.toArray(String[]::new))
                .list(row -> new HashSet<>(row.texts("lexemes")));
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
                row.text("language"),
                score,
                score,
                Optional.empty());
    }
}
