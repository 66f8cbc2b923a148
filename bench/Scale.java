import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Search among one, five, ten and a hundred thousand passages: by words alone, with vectors in plain arrays, and
/// with vectors in pgvector. Texts are made up of words as frequent as real ones, vectors come from a simulated provider.
///
/// Arguments: the most passages (100000). `PGVECTOR_DATABASE_URL` names an empty database of a server that has pgvector;
/// without it that part is left out.
final class Scale {
    private static final int[] SIZES = {1_000, 5_000, 10_000, 100_000};
    private static final int QUESTIONS = 300;
    private static final int WORDS = 30_000;
    private static final int PARAGRAPHS = 100;

    /// Names are longer than any word.
    private static final int NAMES = 1 << 20;

    private final SplittableRandom random = new SplittableRandom(4);
    private long passages;
    private int names;

    public static void main(String[] args) throws Exception {
        int most = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        Results results =
                new Results(
                        "retrieval-scale",
                        "index",
                        "passages",
                        "p50_ms",
                        "p95_ms",
                        "p99_ms",
                        "ingest_per_second",
                        "rss_mb");
        new Scale().run(results, "words", most, Map.of());
        try (Mock mock = new Mock()) {
            Map<String, String> provider =
                    Map.of(
                            "OPENAI_API_KEY",
                            "sk-provider",
                            "OPENAI_BASE_URL",
                            "http://127.0.0.1:" + mock.port() + "/v1",
                            "EMBEDDING_MODEL",
                            "all-minilm");
            new Scale().run(results, "vectors", most, provider);
            String pgvector = System.getenv("PGVECTOR_DATABASE_URL");
            if (pgvector != null) {
                new Scale()
                        .run(results, "pgvector", most, with(provider, "DATABASE_URL", pgvector));
            }
        }
    }

    private static Map<String, String> with(Map<String, String> some, String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(some);
        more.put(name, value);
        return more;
    }

    private void run(Results results, String index, int most, Map<String, String> settings)
            throws Exception {
        try (Bench server = Bench.open(settings)) {
            server.clear();
            for (int size : SIZES) {
                if (size > most) {
                    return;
                }
                long before = passages;
                long start = System.nanoTime();
                fill(server, size);
                double seconds = (System.nanoTime() - start) / 1e9;
                double[] millis = ask(server, !index.equals("words"));
                results.add(
                        index,
                        passages,
                        Bench.percentile(millis, .5),
                        Bench.percentile(millis, .95),
                        Bench.percentile(millis, .99),
                        (passages - before) / seconds,
                        server.child().map(Child::rssMb).orElse(Double.NaN));
            }
        }
    }

    private void fill(Bench server, int size) throws Exception {
        long per = PARAGRAPHS;
        while (passages < size) {
            int documents = (int) Math.max(1, Math.min(50, (size - passages) / per));
            for (int i = 0; i < documents; i++) {
                StringBuilder text = new StringBuilder();
                for (int paragraph = 0; paragraph < PARAGRAPHS; paragraph++) {
                    // what the paragraph is about
                    text.append(word(NAMES + names++)).append(' ');
                    text.append(words(170)).append(".\n\n");
                }
                server.post(
                        "/api/v1/documents",
                        Bench.Json.write(
                                Map.of(
                                        "title",
                                        "Text " + passages + "-" + i,
                                        "text",
                                        text.toString())));
            }
            server.awaitIndex();
            long counted = server.passages();
            per = Math.max(1, (counted - passages) / documents);
            passages = counted;
        }
        // vectors come after the words
        server.awaitJobs();
    }

    private double[] ask(Bench server, boolean byVectors) throws Exception {
        boolean asked = false;
        for (int i = 0; i < 30; i++) {
            for (Object hit : server.search(words(6))) {
                asked |= ((Map<?, ?>) hit).get("vector_score") instanceof Double;
            }
        }
        if (asked != byVectors) {
            throw new IllegalStateException(
                    "The vectors were " + (asked ? "asked" : "not trusted"));
        }
        double[] millis = new double[QUESTIONS];
        for (int i = 0; i < QUESTIONS; i++) {
            String question = words(6);
            long start = System.nanoTime();
            List<?> _ = server.search(question);
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        return millis;
    }

    /// Words by Zipf's law, as in any language: the n-th is an n-th as frequent as the first.
    private String words(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int rank = (int) Math.pow(WORDS, random.nextDouble());
            text.append(i == 0 ? "" : " ").append(word(rank));
        }
        return text.toString();
    }

    private static String word(int rank) {
        String[] syllables = {
            "ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "da", "fe", "go", "hi", "pu",
            "za", "wen"
        };
        StringBuilder word = new StringBuilder();
        for (int left = rank + 256; left > 0; left /= syllables.length) {
            word.append(syllables[left % syllables.length]);
        }
        return word.toString();
    }
}
