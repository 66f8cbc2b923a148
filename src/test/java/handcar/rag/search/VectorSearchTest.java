package handcar.rag.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.db.TestDatabase;
import handcar.jobs.Job;
import handcar.jobs.JobResult;
import handcar.json.JsonView;
import handcar.llm.Embedder;
import handcar.rag.Retriever;
import handcar.rag.RetrieverFixture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VectorSearchTest {
    private final RetrieverFixture documents = new RetrieverFixture();

    @AfterEach
    void empty() {
        documents.update("DELETE FROM rag_documents");
        documents.update("DELETE FROM vector_models");
        indexes().forEach(index -> documents.update("DROP INDEX " + index));
    }

    @AfterAll
    void close() {
        documents.close();
    }

    @Test
    void whatHasNoWordInCommonIsFoundByMeaning() {
        fill();
        embed(new Meaning("meaning", 64));
        assertEquals("Bikes", first("Cuánto cuesta la bicicleta?", new Meaning("meaning", 64)));
        assertEquals("Helmets", first("casco obligatorio", new Meaning("meaning", 64)));
    }

    @Test
    void vectorsThatMeanNothingChangeNothing() {
        fill();
        Embedder noise = new Noise();
        embed(noise);
        assertEquals("0", documents.column("SELECT trust FROM vector_models").getFirst());
        for (String question : List.of("bicycle price", "helmet", "harbour tour", "rain")) {
            assertEquals(titles(question, Optional.empty()), titles(question, Optional.of(noise)));
        }
    }

    @Test
    void vectorsThatAgreeDoNotDisturbWords() {
        fill();
        Embedder good = new Meaning("meaning", 64);
        embed(good);
        for (String question : List.of("bicycle price", "helmet", "harbour tour", "rain")) {
            assertEquals(first(question, Optional.empty()), first(question, Optional.of(good)));
        }
    }

    @Test
    void anotherModelOrDimensionEmbedsAnewAndIsNotMixed() {
        fill();
        embed(new Meaning("meaning", 64));
        embed(new Meaning("meaning", 32));
        assertEquals(
                List.of("meaning 32 6"),
                documents.column(
                        "SELECT model || ' ' || dimension || ' ' || count(*) FROM passage_vectors"
                                + " GROUP BY model, dimension"));
        // the model asked with has nothing any more, so words find alone
        assertEquals(
                titles("bicycle price", Optional.empty()),
                titles("bicycle price", Optional.of(new Meaning("other", 64))));
    }

    @Test
    void withPgvectorAnIndexServesAndFindsTheSame() {
        assumeTrue(
                TestDatabase.pgvector().isPresent(),
                "HANDCAR_PGVECTOR names no folder with pgvector's lib/ and extension/;"
                        + " scripts/get-pgvector.sh builds one");
        fill();
        Meaning model = new Meaning("meaning", 64);
        VectorStore store = new VectorStore(model);
        documents
                .column("SELECT id FROM passages")
                .forEach(id -> keep(store, model, UUID.fromString(id)));
        float[] question = model.embed(List.of("Cuánto cuesta la bicicleta?")).getFirst();
        Map<UUID, Double> exact =
                store.nearest(documents.db, question, SearchScope.everything(), 6);
        assertTrue(store.index(documents.db));
        assertEquals(1, indexes().size());
        Map<UUID, Double> indexed =
                store.nearest(documents.db, question, SearchScope.everything(), 6);
        assertEquals(
                List.copyOf(exact.keySet()).getFirst(), List.copyOf(indexed.keySet()).getFirst());
        exact.forEach(
                (passage, cosine) ->
                        assertEquals(cosine, indexed.getOrDefault(passage, -1.0), 0.01));
    }

    @Test
    void anAgentsVectorsAreItsOwn() {
        UUID agent = UUID.randomUUID();
        documents.add(Optional.of(agent), "Own", "The bicycle costs 25 euros a day.");
        documents.add(Optional.of(UUID.randomUUID()), "Foreign", "The bicycle costs 20 euros.");
        Meaning model = new Meaning("meaning", 64);
        embed(model);
        List<SearchHit> hits =
                new Retriever(documents.db, Optional.of(model))
                        .search("bicicleta", SearchScope.of(agent), 10);
        assertEquals(List.of("Own"), hits.stream().map(SearchHit::title).toList());
    }

    private void fill() {
        documents.add("Bikes", "The touring bicycle has a price of 25 euros for a whole day.");
        documents.add("Helmets", "A helmet is obligatory for children and lent free of charge.");
        documents.add("Tours", "The guided harbour tour begins every morning at the lighthouse.");
        documents.add("Weather", "When there is heavy rain we give the money back on request.");
        documents.add("Opening", "Our workshop opens on weekdays, never on public holidays.");
        documents.add("Deposit", "We ask for a deposit in cash which is returned afterwards.");
    }

    private void embed(Embedder model) {
        assertInstanceOf(JobResult.Done.class, new EmbeddingJob(documents.db, model).run(JOB));
    }

    private void keep(VectorStore store, Embedder model, UUID passage) {
        String text =
                documents
                        .column("SELECT text FROM passages WHERE id = '" + passage + "'")
                        .getFirst();
        store.keep(documents.db, passage, model.embed(List.of(text)).getFirst());
    }

    private static final Job JOB =
            new Job(
                    UUID.randomUUID(),
                    EmbeddingJob.KIND,
                    Optional.empty(),
                    new JsonView(Map.of()),
                    1,
                    3,
                    UUID.randomUUID());

    private String first(String question, Embedder model) {
        return first(question, Optional.of(model));
    }

    private String first(String question, Optional<Embedder> model) {
        return titles(question, model).getFirst();
    }

    private List<String> titles(String question, Optional<Embedder> model) {
        return new Retriever(documents.db, model)
                .search(question, SearchScope.everything(), 10).stream()
                        .map(SearchHit::title)
                        .toList();
    }

    private List<String> indexes() {
        return documents.column("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%hnsw%'");
    }

    /// Knows what a few words mean, in two languages, and tells the other words apart.
    private record Meaning(String model, int dimension) implements Embedder {
        private static final Map<String, String> SAME =
                Map.of(
                        "cuesta", "price",
                        "cuánto", "price",
                        "bicicleta", "bicycle",
                        "casco", "helmet",
                        "obligatorio", "obligatory");

        @Override
        public List<float[]> embed(List<String> texts) {
            return texts.stream().map(this::vector).toList();
        }

        private float[] vector(String text) {
            float[] vector = new float[dimension];
            for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1)) {
                if (word.length() > 3) {
                    Random numbers = new Random(SAME.getOrDefault(word, word).hashCode());
                    for (int at = 0; at < dimension; at++) {
                        vector[at] += (float) numbers.nextGaussian();
                    }
                }
            }
            return unit(vector);
        }
    }

    /// Says something else each time.
    private static final class Noise implements Embedder {
        private final Random numbers = new Random(1);

        @Override
        public String model() {
            return "noise";
        }

        @Override
        public int dimension() {
            return 64;
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            return texts.stream().map(_ -> vector()).toList();
        }

        private float[] vector() {
            float[] vector = new float[dimension()];
            for (int at = 0; at < vector.length; at++) {
                vector[at] = (float) numbers.nextGaussian();
            }
            return unit(vector);
        }
    }

    private static float[] unit(float[] vector) {
        double length = 0;
        for (float number : vector) {
            length += number * number;
        }
        for (int at = 0; at < vector.length; at++) {
            vector[at] /= (float) Math.sqrt(Math.max(length, 1e-9));
        }
        return vector;
    }
}
