import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Retrieval: every paragraph a document, every question asked by `GET /api/v1/search`, one relevant document each. Prints
/// nDCG@10 for each language alone and for all of them in one collection, and how long a request takes.
final class Retrieval {
    private static final List<String> LANGUAGES = List.of("en", "de", "fr");

    public static void main(String[] args) throws Exception {
        Map<String, Double> alone = new LinkedHashMap<>();
        try (Bench bench = Bench.open()) {
            System.out.printf(
                    "%-12s %9s %7s %7s %8s %8s %8s%n",
                    "collection", "questions", "nDCG@10", "change", "p50 ms", "p95 ms", "p99 ms");
            for (String language : LANGUAGES) {
                upload(bench, language);
                alone.put(language, measure(bench, language, language, Double.NaN));
                bench.removeAll();
            }
            for (String language : LANGUAGES) {
                upload(bench, language);
            }
            for (String language : LANGUAGES) {
                measure(bench, "mixed: " + language, language, alone.get(language));
            }
        }
    }

    private static void upload(Bench bench, String language) throws Exception {
        LinkedHashSet<String> paragraphs = new LinkedHashSet<>();
        Bench.questions(language).forEach(question -> paragraphs.add(question.paragraph()));
        bench.upload(language, new ArrayList<>(paragraphs));
    }

    private static double measure(Bench bench, String name, String language, double before)
            throws Exception {
        List<Bench.Question> questions = Bench.questions(language);
        for (Bench.Question warmUp : questions.subList(0, Math.min(60, questions.size()))) {
            bench.search(warmUp.text());
        }
        double[] millis = new double[questions.size()];
        double gain = 0;
        for (int at = 0; at < millis.length; at++) {
            long start = System.nanoTime();
            List<?> hits = bench.search(questions.get(at).text());
            millis[at] = (System.nanoTime() - start) / 1e6;
            gain += gain(bench, hits, questions.get(at));
        }
        double ndcg = gain / millis.length;
        System.out.printf(
                "%-12s %9d %7.4f %7s %8.1f %8.1f %8.1f%n",
                name,
                millis.length,
                ndcg,
                Double.isNaN(before) ? "" : String.format("%+.4f", ndcg - before),
                Bench.percentile(millis, 0.5),
                Bench.percentile(millis, 0.95),
                Bench.percentile(millis, 0.99));
        return ndcg;
    }

    /// With one relevant document the ideal gain is 1, so this is nDCG. A document's first hit counts.
    private static double gain(Bench bench, List<?> hits, Bench.Question question) {
        LinkedHashSet<Object> seen = new LinkedHashSet<>();
        for (Object hit : hits) {
            Object document = Bench.text(hit, "document_id");
            seen.add(document);
            if (bench.paragraph(document).equals(question.paragraph())) {
                return Math.log(2) / Math.log(seen.size() + 1);
            }
        }
        return 0;
    }
}
