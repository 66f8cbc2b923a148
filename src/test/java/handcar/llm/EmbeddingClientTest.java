package handcar.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.llm.provider.ProviderException;
import handcar.llm.provider.ProviderException.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EmbeddingClientTest {
    private final FakeOpenAi fake = new FakeOpenAi();
    private final LlmFixture gateway =
            new LlmFixture(
                    Optional.of(fake.baseUrl()),
                    Optional.empty(),
                    Duration.ofSeconds(2),
                    "tiny-model",
                    100);
    private final Embedder embedder =
            new EmbeddingClient(gateway.router, gateway.config.embeddingModel());

    @AfterEach
    void close() {
        gateway.close();
        fake.close();
    }

    @Test
    void vectorsComeInTheOrderOfTheTextsWithLengthOne() {
        fake.dimension(64);
        List<float[]> vectors = embedder.embed(List.of("red wine", "blue sea", "red wine glass"));
        assertEquals(3, vectors.size());
        assertTrue(
                product(vectors.get(0), vectors.get(2)) > product(vectors.get(0), vectors.get(1)));
        vectors.forEach(vector -> assertEquals(1, product(vector, vector), 1e-5));
        assertEquals(64, embedder.dimension());
        assertEquals("tiny-model", embedder.model());
    }

    @Test
    void manyTextsGoInBatches() {
        fake.dimension(8);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            texts.add("text " + i);
        }
        assertEquals(300, embedder.embed(texts).size());
        assertEquals(List.of(128L, 128L, 44L), sizes());
        assertEquals(3, gateway.ledger.size());
        assertEquals("embed", gateway.ledger.getFirst().origin().purpose());
        assertTrue(gateway.ledger.getFirst().usage().inputTokens() > 0);
    }

    @Test
    void longTextsAreCutAndMakeSmallerBatches() {
        fake.dimension(8);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            texts.add("🚂".repeat(10_000));
        }
        assertEquals(30, embedder.embed(texts).size());
        assertEquals(List.of(25L, 5L), sizes());
    }

    @Test
    void anEmptyTextIsNotRefusedByTheProvider() {
        fake.dimension(8);
        assertEquals(1, embedder.embed(List.of("  ")).size());
        assertEquals(".", fake.lastRequest().json().at("input").at(0).text().orElseThrow());
        assertEquals(List.of(), embedder.embed(List.of()));
    }

    @Test
    void aServerWithoutBase64SendsNumbers() {
        fake.dimension(16);
        float[] vector = embedder.embed(List.of("red wine")).getFirst();
        fake.then(FakeOpenAi.error(400, "x", "encoding_format", "encoding_format: not supported"));
        float[] again = embedder.embed(List.of("red wine")).getFirst();
        assertEquals("float", fake.lastRequest().json().text("encoding_format").orElseThrow());
        assertEquals(1, product(vector, again), 1e-5);
    }

    @Test
    void aKnownModelNeedsNoQuestionAboutItsDimension() {
        try (LlmFixture known = new LlmFixture(Optional.of(fake.baseUrl()), Optional.empty())) {
            Embedder small = new EmbeddingClient(known.router, known.config.embeddingModel());
            assertEquals(1_536, small.dimension());
            assertEquals(List.of(), fake.requests());
        }
    }

    @Test
    void nonsenseIsNotTakenForVectors() {
        fake.dimension(8);
        embedder.embed(List.of("a"));
        for (Object data :
                List.of(
                        List.of(),
                        List.of(item(0, List.of(1, 2))),
                        List.of(item(1, List.of(1, 0, 0, 0, 0, 0, 0, 0))),
                        List.of(item(0, List.of(0, 0, 0, 0, 0, 0, 0, 0))),
                        List.of(item(0, "not base64!")),
                        List.of(item(0, List.of("a", 0, 0, 0, 0, 0, 0, 0))),
                        "nothing")) {
            fake.then(FakeReply.json(200, Map.of("data", data)));
            ProviderException failure =
                    assertThrows(
                            ProviderException.class,
                            () -> embedder.embed(List.of("a")),
                            data.toString());
            assertEquals(Kind.MALFORMED, failure.kind());
        }
    }

    private static Map<String, Object> item(int index, Object embedding) {
        return Map.of("index", index, "embedding", embedding);
    }

    private List<Long> sizes() {
        return fake.requests().stream().map(it -> it.json().at("input").each().count()).toList();
    }

    private static double product(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }
}
