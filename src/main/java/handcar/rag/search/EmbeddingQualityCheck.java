package handcar.rag.search;

import module java.base;

import handcar.db.Database;
import handcar.llm.Embedder;
import handcar.rag.search.VectorStore.Measured;
import handcar.rag.search.VectorStore.Unembedded;
import handcar.text.TextSanitizer;

/// Measures an embedding model on the indexed passages before its results count: do a few words of a passage find that
/// passage? A model that knows the language finds most; a broken or unsuitable one finds none and is ignored.
final class EmbeddingQualityCheck {
    private static final int SAMPLE = 64;
    private static final int DEPTH = 10;

    /// The number of words in a test question, taken evenly from a passage.
    private static final int WORDS = 3;

    /// Below this share of what words find, vectors do not count; they count in full when they find as much. Mediocre
    /// vectors beside good words make the result worse.
    private static final double USELESS = 0.8;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}]{4,}");

    private final Database db;
    private final Embedder embedder;
    private final VectorStore store;
    private final Bm25Search bm25 = new Bm25Search(new SearchStore());

    EmbeddingQualityCheck(Database db, Embedder embedder, VectorStore store) {
        this.db = db;
        this.embedder = embedder;
        this.store = store;
    }

    /// Measures the model if it never was measured, or the passages have doubled since.
    void measureIfGrown() {
        long passages = store.count(db);
        boolean stands =
                store.measured(db).filter(last -> passages < 2 * last.passages()).isPresent();
        if (passages > 0 && !stands) {
            store.keep(db, new Measured(measure(), passages));
        }
    }

    private double measure() {
        List<Unembedded> sample = store.sample(db, SAMPLE);
        List<String> questions = sample.stream().map(each -> keywords(each.text())).toList();
        Iterator<float[]> vectors = embedder.embed(questions).iterator();
        double byVectors = 0;
        double byWords = 0;
        for (int at = 0; at < sample.size(); at++) {
            UUID wanted = sample.get(at).passage();
            byVectors +=
                    reciprocal(
                            wanted,
                            store.nearest(db, vectors.next(), SearchScope.everything(), DEPTH)
                                    .keySet());
            byWords += reciprocal(wanted, wordsFind(questions.get(at)));
        }
        double share = byVectors / Math.max(byWords, sample.size() / 4.0);
        return Math.clamp((share - USELESS) / (1 - USELESS), 0, 1);
    }

    private List<UUID> wordsFind(String question) {
        return bm25.rank(db, question, SearchScope.everything()).hits().stream()
                .limit(DEPTH)
                .map(SearchHit::passageId)
                .toList();
    }

    private static String keywords(String text) {
        List<String> words = WORD.matcher(text).results().map(MatchResult::group).toList();
        if (words.isEmpty()) {
            return TextSanitizer.first(12, text);
        }
        List<String> some = new ArrayList<>();
        for (int at = 0; at < WORDS; at++) {
            some.add(words.get(at * words.size() / WORDS));
        }
        return String.join(" ", some);
    }

    private static double reciprocal(UUID wanted, Iterable<UUID> found) {
        int rank = 1;
        for (UUID passage : found) {
            if (passage.equals(wanted)) {
                return 1.0 / rank;
            }
            rank++;
        }
        return 0;
    }
}
