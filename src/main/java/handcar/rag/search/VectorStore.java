package handcar.rag.search;

import module java.base;

import handcar.db.Db;
import handcar.db.Statement;
import handcar.llm.Embedder;

/// The statements about vectors. Each is for one model and dimension; vectors of two models are never compared.
final class VectorStore {
    private final Embedder model;

    VectorStore(Embedder model) {
        this.model = model;
    }

    /// A passage and what of it is embedded.
    record Unembedded(UUID passage, String text) {}

    /// What was measured, and among how many passages.
    record Measured(double trust, long passages) {}

    /// The first passages without a vector after this one, so that a scan goes on where it stopped.
    List<Unembedded> unembedded(Db db, UUID after, int limit) {
        return of(db, "rag.unembedded-passages")
                .with("after", after)
                .with("limit", limit)
                .list(row -> new Unembedded(row.uuid("id"), row.text("text")));
    }

    void keep(Db db, UUID passage, float[] vector) {
        of(db, "rag.keep-vector")
                .with("passage", passage)
                .with("vector", vector)
                .with("signs", signs(vector))
                .change();
    }

    /// Creates the vector index; false when the database has no pgvector.
    boolean index(Db db) {
        return of(db, "rag.index-vectors").only(row -> row.flag("indexed"));
    }

    /// The nearest passages with their cosines, nearest first.
    Map<UUID, Double> nearest(Db db, float[] vector, SearchScope scope, int limit) {
        return cosines(
                of(db, "rag.nearest-passages")
                        .with("vector", vector)
                        .with("signs", signs(vector))
                        .with("agent", scope.agent())
                        .with("limit", limit));
    }

    /// The cosines of these passages; those without a vector are missing.
    Map<UUID, Double> cosines(Db db, float[] vector, List<UUID> passages) {
        return cosines(
                of(db, "rag.cosines")
                        .with("vector", vector)
                        .with("passages", passages.toArray(UUID[]::new)));
    }

    /// Some embedded passages, always the same ones.
    List<Unembedded> sample(Db db, int limit) {
        return of(db, "rag.sample-passages")
                .with("limit", limit)
                .list(row -> new Unembedded(row.uuid("id"), row.text("text")));
    }

    long count(Db db) {
        return of(db, "rag.count-vectors").only(row -> row.number("passages"));
    }

    Optional<Measured> measured(Db db) {
        return of(db, "rag.vector-trust")
                .first(row -> new Measured(row.real("trust"), row.number("passages")));
    }

    void keep(Db db, Measured measured) {
        of(db, "rag.keep-trust")
                .with("trust", measured.trust())
                .with("passages", measured.passages())
                .change();
    }

    private Statement of(Db db, String name) {
        return db.named(name).with("model", model.model()).with("dimension", model.dimension());
    }

    private static Map<UUID, Double> cosines(Statement statement) {
        Map<UUID, Double> found = new LinkedHashMap<>();
        statement
                .list(row -> Map.entry(row.uuid("passage"), row.real("cosine")))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    private static String signs(float[] vector) {
        StringBuilder signs = new StringBuilder(vector.length);
        for (float number : vector) {
            signs.append(number > 0 ? '1' : '0');
        }
        return signs.toString();
    }
}
