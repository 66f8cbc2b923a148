package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestServer;

import org.junit.jupiter.api.Test;

/// Tables of what models say about documents of several trades and languages, right and wrong, with
/// what a customer may see of it. Two servers work at the same time, each on the tables of half of the documents.
class ScriptedAnswersTest {
    /// The least share of right answers that is shown with the passage that says it.
    private static final double SHOWN = 0.95;

    /// The documents, each beside the table of its answers.
    static final List<String> DOCUMENTS =
            List.of(
                    "boathouse",
                    "dentist",
                    "cycles",
                    "licence",
                    "bakery",
                    "pool",
                    "hotel",
                    "camp",
                    "garage",
                    "piano",
                    "kennel",
                    "pottery",
                    "toolhire",
                    "umzug",
                    "gite",
                    "academia",
                    "gym",
                    "zahnarzt",
                    "ferry",
                    "idiomas",
                    "fleuriste",
                    "framer",
                    "hofladen",
                    "vet",
                    "storage",
                    "pressing",
                    "kletterhalle",
                    "coworking",
                    "therme",
                    "escape",
                    "lampmaker",
                    "heater",
                    "piscine",
                    "internet");

    /// What a model says to a question, and what of it is to be seen.
    record ScriptedAnswer(
            String document,
            String kind,
            String question,
            String says,
            List<String> shown,
            List<String> hidden,
            String quote) {
        static ScriptedAnswer of(String document, String line) {
            String[] parts = line.split("\t", 6);
            return new ScriptedAnswer(
                    document,
                    parts[0],
                    parts[1],
                    parts[2].replace("\\n", "\n"),
                    list(parts[3]),
                    list(parts[4]),
                    parts[5]);
        }

        /// Why the model ended.
        String finish() {
            return switch (kind) {
                case "cut" -> "length";
                case "filtered" -> "content_filter";
                default -> "stop";
            };
        }

        private static List<String> list(String field) {
            return field.isBlank()
                    ? List.of()
                    : Arrays.stream(field.split(";;", -1)).map(String::strip).toList();
        }
    }

    static List<ScriptedAnswer> scripts() throws IOException {
        List<ScriptedAnswer> scripts = new ArrayList<>();
        for (String document : DOCUMENTS) {
            resource(document + ".tsv")
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> ScriptedAnswer.of(document, line))
                    .forEach(scripts::add);
        }
        return scripts;
    }

    static String resource(String name) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(
                        ScriptedAnswersTest.class.getResourceAsStream("answers/" + name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// A server with its own model and some of the documents.
    private static final class Shelf implements AutoCloseable {
        private final List<String> documents;
        private final FakeOpenAi model = new FakeOpenAi();
        private final Map<String, String> agents = new HashMap<>();
        private final TestServer server =
                new TestServer(
                        Map.of("OPENAI_API_KEY", "sk-test", "OPENAI_BASE_URL", model.baseUrl()));
        private final List<String> leaks = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();
        private int right;

        Shelf(List<String> documents) {
            this.documents = documents;
        }

        private void fill() throws IOException {
            for (String document : documents) {
                Map<String, Object> agent =
                        Map.of(
                                "name",
                                document,
                                "persona",
                                "You love the lake and never mention the weather to a guest.",
                                "allowed_sites",
                                List.of("https://club.example"));
                String id =
                        server.caller
                                .post("/api/v1/agents", agent, TestClient.ADMIN)
                                .body()
                                .text("id")
                                .orElseThrow();
                server.caller.shelve(id, document, resource(document + ".md"));
                agents.put(document, id);
            }
        }

        private JsonView asked(ScriptedAnswer script) {
            model.answering(_ -> script.says()).finishing(script.finish());
            return server.caller
                    .post(
                            "/api/v1/agents/" + agents.get(script.document()) + "/test",
                            Map.of("message", script.question()),
                            TestClient.ADMIN)
                    .body();
        }

        /// Asks everything about its documents.
        Shelf asked() throws IOException {
            fill();
            for (ScriptedAnswer script : scripts()) {
                if (documents.contains(script.document())) {
                    judge(script, asked(script));
                }
            }
            return this;
        }

        private void judge(ScriptedAnswer script, JsonView answer) {
            String text = answer.text("answer").orElseThrow();
            String seen = script.kind() + ": " + script.says() + " -> " + text;
            script.hidden().stream()
                    .filter(text::contains)
                    .findAny()
                    .ifPresent(_ -> leaks.add(seen));
            if (!script.shown().isEmpty()) {
                right++;
                boolean shown = script.shown().stream().allMatch(text::contains);
                if (!shown || !quotes(answer, script.quote())) {
                    missing.add(seen + " " + answer.at("citations"));
                }
            }
        }

        @Override
        public void close() {
            server.close();
            model.close();
        }
    }

    @Test
    void wrongStatementsAreHeldBackAndRightOnesAreShownWithWhatSaysThem() throws Exception {
        int half = DOCUMENTS.size() / 2;
        List<String> leaks = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        int right = 0;
        try (Shelf first = new Shelf(DOCUMENTS.subList(0, half));
                Shelf second = new Shelf(DOCUMENTS.subList(half, DOCUMENTS.size()));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Shelf> done :
                    threads.invokeAll(List.<Callable<Shelf>>of(first::asked, second::asked))) {
                Shelf shelf = done.get();
                leaks.addAll(shelf.leaks);
                missing.addAll(shelf.missing);
                right += shelf.right;
            }
        }
        assertEquals("", String.join("\n", leaks), "shown though nothing says it");
        assertTrue(
                missing.size() <= right * (1 - SHOWN),
                missing.size() + " of " + right + " not shown:\n" + String.join("\n", missing));
    }

    private static boolean quotes(JsonView answer, String words) {
        return words.isEmpty()
                || answer.at("citations")
                        .each()
                        .anyMatch(citation -> citation.text("quote").orElse("").contains(words));
    }
}
