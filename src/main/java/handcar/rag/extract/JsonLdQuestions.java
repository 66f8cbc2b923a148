package handcar.rag.extract;

import module java.base;

import handcar.json.JsonView;

/// The questions and answers that a page gives as data in JSON-LD, for search engines
/// ([FAQPage](https://schema.org/FAQPage) and [QAPage](https://schema.org/QAPage)).
final class JsonLdQuestions {
    /// Characters of one script. Pages have a few thousand.
    private static final int LONGEST = 500_000;

    private static final int DEEPEST = 10;

    private static final int MOST = 200;

    /// A question and its answer, which may hold HTML.
    record Entry(String question, String answer) {}

    private final List<Entry> entries = new ArrayList<>();

    private JsonLdQuestions() {}

    /// None when this is no JSON.
    static List<Entry> of(String script) {
        if (script.length() > LONGEST || !script.contains("Question")) {
            return List.of();
        }
        JsonLdQuestions questions = new JsonLdQuestions();
        questions.look(JsonView.lenient(script.getBytes(StandardCharsets.UTF_8)), 0);
        return questions.entries;
    }

    private void look(JsonView node, int depth) {
        if (depth > DEEPEST || entries.size() >= MOST || !node.isPresent()) {
            return;
        }
        if (isQuestion(node)) {
            answer(node)
                    .ifPresent(
                            answer ->
                                    node.text("name")
                                            .or(() -> node.text("text"))
                                            .ifPresent(
                                                    asked ->
                                                            entries.add(new Entry(asked, answer))));
            return;
        }
        node.each().forEach(each -> look(each, depth + 1));
        for (String field : List.of("mainEntity", "@graph", "hasPart", "itemListElement", "item")) {
            look(node.at(field), depth + 1);
        }
    }

    private static boolean isQuestion(JsonView node) {
        JsonView type = node.at("@type");
        return Stream.concat(type.text().stream(), type.each().flatMap(t -> t.text().stream()))
                .anyMatch(name -> name.endsWith("Question"));
    }

    private static Optional<String> answer(JsonView question) {
        return Stream.of("acceptedAnswer", "suggestedAnswer")
                .map(question::at)
                .flatMap(answer -> Stream.concat(Stream.of(answer), answer.each()))
                .flatMap(answer -> answer.text("text").stream())
                .findFirst();
    }
}
