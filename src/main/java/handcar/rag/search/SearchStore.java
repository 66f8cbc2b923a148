package handcar.rag.search;

import module java.base;

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
                .with("languages", terms.stream().map(QueryTerm::language).toArray(String[]::new))
                .with("lexemes", terms.stream().map(QueryTerm::lexeme).toArray(String[]::new))
                .with("quotes", terms.stream().map(QueryTerm::quoted).toArray(String[]::new))
                .with(
                        "weights",
                        terms.stream()
                                .mapToDouble(term -> term.weight() * request.trust(term.language()))
                                .toArray())
                .with("sizes", terms.stream().mapToDouble(QueryTerm::typicalSize).toArray())
                .with(
                        "seed_languages",
                        seeds.stream().map(LexicalQuery.Seed::language).toArray(String[]::new))
                .with("seeds", seeds.stream().map(LexicalQuery.Seed::query).toArray(String[]::new))
                .with("agent", scope.agent().orElse(null))
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
