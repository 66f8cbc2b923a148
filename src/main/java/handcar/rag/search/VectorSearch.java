package handcar.rag.search;

import module java.base;

import handcar.config.Logging;
import handcar.db.Database;
import handcar.llm.Embedder;
import handcar.llm.NoModelAvailableException;
import handcar.llm.provider.ProviderException;

import java.lang.System.Logger.Level;

/// Finds passages by vectors. Finds nothing while the model's quality is unproven or its provider fails; then only words
/// are searched.
public final class VectorSearch {
    private static final System.Logger LOG = System.getLogger(VectorSearch.class.getName());

    private final Database db;
    private final Embedder embedder;
    private final VectorStore store;
    private final SearchStore passages;

    public VectorSearch(Database db, Embedder embedder, SearchStore passages) {
        this.db = db;
        this.embedder = embedder;
        this.store = new VectorStore(embedder);
        this.passages = passages;
    }

    /// The cosines of the nearest passages and of those that words found, and the passages that only
    /// vectors found.
    public record VectorResult(
            double trust, Map<UUID, Double> cosines, double floor, List<SearchHit> alone) {}

    public Optional<VectorResult> ask(String question, SearchScope scope, List<SearchHit> byWords) {
        try {
            double trust = store.measured(db).map(VectorStore.Measured::trust).orElse(0.0);
            if (trust == 0) {
                return Optional.empty();
            }
            float[] vector = embedder.question(question);
            return Optional.of(found(trust, vector, scope, byWords));
        } catch (NoModelAvailableException | ProviderException e) {
            Level level = isBudgetSpent(e) ? Level.DEBUG : Level.WARNING;
            LOG.log(level, "search.vectors_skipped reason=" + Logging.quoted(e));
            return Optional.empty();
        }
    }

    /// Which is told once a day, and not for each question.
    private static boolean isBudgetSpent(RuntimeException e) {
        return e instanceof ProviderException failure
                && failure.kind() == ProviderException.Kind.BUDGET_SPENT;
    }

    private VectorResult found(
            double trust, float[] vector, SearchScope scope, List<SearchHit> byWords) {
        Map<UUID, Double> nearest = store.nearest(db, vector, scope, Bm25Search.POOL);
        double floor = nearest.values().stream().mapToDouble(each -> each).min().orElse(0);
        List<UUID> others =
                byWords.stream()
                        .map(SearchHit::passageId)
                        .filter(id -> !nearest.containsKey(id))
                        .toList();
        Map<UUID, Double> cosines = new HashMap<>(nearest);
        if (!others.isEmpty()) {
            cosines.putAll(store.cosines(db, vector, others));
        }
        List<UUID> words = byWords.stream().map(SearchHit::passageId).toList();
        List<UUID> alone = nearest.keySet().stream().filter(id -> !words.contains(id)).toList();
        return new VectorResult(
                trust, cosines, floor, alone.isEmpty() ? List.of() : passages.byId(db, alone));
    }
}
