package handcar.rag.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.jobs.Job;
import handcar.jobs.JobResult;
import handcar.json.JsonView;
import handcar.rag.ReindexJob;
import handcar.rag.RetrieverFixture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchIndexTest {
    /// Every lexeme counted afresh and compared with what the triggers kept.
    private static final String WRONG =
            """
            WITH counted AS (
                SELECT language, lexeme, count(*) AS passages
                FROM passage_terms, unnest(tsvector_to_array(lexemes)) AS lexeme GROUP BY 1, 2)
            SELECT lexeme FROM counted FULL JOIN lexicon USING (language, lexeme)
            WHERE counted.passages IS DISTINCT FROM lexicon.passages
            """;

    private static final String ENTRIES =
            "SELECT CAST(lexemes AS text) || ' ' || counts || ' ' || size FROM passage_terms ORDER"
                    + " BY passage_id";

    private final RetrieverFixture library = new RetrieverFixture();

    @AfterEach
    void empty() {
        library.update("DELETE FROM rag_documents");
    }

    @AfterAll
    void close() {
        library.close();
    }

    @Test
    void eachLanguageIsCountedOnItsOwn() {
        library.add("Bikes", "The bicycles are repaired in our own workshop on Mondays.");
        library.add("Räder", "Die Fahrräder werden in unserer eigenen Werkstatt repariert.");
        assertEquals(
                List.of("english 1", "german 1"),
                library.column("SELECT language || ' ' || passages FROM collections ORDER BY 1"));
        assertEquals(
                List.of("german"),
                library.column("SELECT language FROM lexicon WHERE lexeme = 'werkstatt'"));
    }

    @Test
    void deletingADocumentTakesItsCountsAlong() {
        UUID kept = library.add("One", "The blue bicycle is rented by the day.");
        UUID gone = library.add("Two", "The red bicycle is rented by the hour.", "It is fast.");
        library.update("DELETE FROM rag_documents WHERE id = ?", gone);
        assertEquals(List.of(), library.column(WRONG));
        assertEquals(
                List.of("1"),
                library.column("SELECT passages FROM lexicon WHERE lexeme LIKE 'bicycl%'"));
        library.update("DELETE FROM rag_documents WHERE id = ?", kept);
        assertEquals(List.of("0"), library.column("SELECT count(*) FROM lexicon"));
        assertEquals(List.of("0"), library.column("SELECT count(*) FROM collections"));
    }

    @Test
    void addingAgainReplaces() {
        UUID document = library.add("One", "The blue bicycle is rented by the day.");
        assertEquals(1, index(document));
        assertEquals(List.of(), library.column(WRONG));
        assertEquals(List.of("1"), library.column("SELECT count(*) FROM passage_terms"));
    }

    @Test
    void aDocumentThatIsGoneAddsNothing() {
        assertEquals(0, index(UUID.randomUUID()));
    }

    /// Entries as an older version wrote them: single letters, and no word for what became outdated.
    @Test
    void outdatedEntriesAreWrittenAgainByAJobThatMayBeKilledBetweenDocuments() {
        UUID korean = library.add("Returns", "반품은 상품을 받은 날부터 7일 이내에 가능합니다.");
        UUID english = library.add("Number", "The lamp B-1037 is made of brass.");
        List<String> before = library.column(ENTRIES);
        library.update(
                "UPDATE passage_terms SET current = false,"
                        + " lexemes = to_tsvector('simple', 'old words'), counts = '{}'");
        library.update("DELETE FROM lexicon");
        library.update(
                "INSERT INTO lexicon (language, lexeme, passages) SELECT language, lexeme, count(*)"
                    + " FROM passage_terms, unnest(tsvector_to_array(lexemes)) AS lexeme GROUP BY"
                    + " 1, 2");
        assertEquals(List.of(), library.column(WRONG));
        UUID first = library.index.outdated(library.db).orElseThrow();
        index(first); // what a killed job had done
        assertEquals(
                Optional.of(first.equals(korean) ? english : korean),
                library.index.outdated(library.db));
        ReindexJob job = new ReindexJob(library.db);
        assertEquals(
                new JobResult.Done(),
                job.run(
                        new Job(
                                UUID.randomUUID(),
                                ReindexJob.KIND,
                                Optional.of("library"),
                                new JsonView(Map.of()),
                                1,
                                12,
                                UUID.randomUUID())));
        assertEquals(before, library.column(ENTRIES));
        assertEquals(List.of(), library.column(WRONG));
        assertEquals(Optional.empty(), library.index.outdated(library.db));
    }

    @Test
    void manyAtOnceAreCountedRight() throws Exception {
        List<UUID> documents =
                IntStream.range(0, 24)
                        .mapToObj(
                                at ->
                                        library.write(
                                                Optional.empty(),
                                                "Tour " + at,
                                                "The tour number " + at + " starts at the harbour.",
                                                "The guide of tour " + at + " speaks English."))
                        .toList();
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> work =
                    documents.stream()
                            .<Callable<Integer>>map(
                                    document ->
                                            () ->
                                                    library.db.tx(
                                                            tx -> library.index.add(tx, document)))
                            .toList();
            for (Future<Integer> done : threads.invokeAll(work)) {
                assertEquals(2, done.get());
            }
        }
        assertEquals(List.of(), library.column(WRONG));
        assertTrue(library.column("SELECT passages FROM collections").contains("48"));
    }

    private int index(UUID document) {
        return library.db.tx(tx -> library.index.add(tx, document));
    }
}
