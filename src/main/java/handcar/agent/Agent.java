package handcar.agent;

import module java.base;

import handcar.db.Row;

/// An agent that answers customers. An empty field is not set: the prompt then says nothing about it, and the model's
/// settings are those of the installation.
public record Agent(
        UUID id,
        String slug,
        String name,
        String company,
        String persona,
        String goal,
        List<String> rules,
        String tone,
        List<String> languages,
        List<Example> examples,
        String greeting,
        List<String> suggestions,
        List<String> stopPhrases,
        List<String> resumePhrases,
        Optional<String> model,
        Optional<Double> temperature,
        Optional<Integer> maxTokens,
        boolean isDefault,
        Instant createdAt,
        Instant updatedAt) {

    /// A question and how the agent should answer it.
    public record Example(String question, String answer) {
        Map<String, Object> json() {
            return Map.of("question", question, "answer", answer);
        }
    }

    static Agent of(Row row) {
        return new Agent(
                row.uuid("id"),
                row.text("slug"),
                row.text("name"),
                row.text("company"),
                row.text("persona"),
                row.text("goal"),
                row.texts("rules"),
                row.text("tone"),
                row.texts("languages"),
                row.array("examples").stream().map(Agent::example).toList(),
                row.text("greeting"),
                row.texts("suggestions"),
                row.texts("stop_phrases"),
                row.texts("resume_phrases"),
                row.findText("model"),
                row.findReal("temperature"),
                row.findNumber("max_tokens").map(Math::toIntExact),
                row.flag("is_default"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    private static Example example(Object json) {
        return json instanceof Map<?, ?> map
                ? new Example(
                        String.valueOf(map.get("question")), String.valueOf(map.get("answer")))
                : new Example("", "");
    }
}
