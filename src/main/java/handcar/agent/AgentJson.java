package handcar.agent;

import module java.base;

import handcar.agent.Agent.Example;
import handcar.chat.Citation;
import handcar.llm.ChatResponse;
import handcar.rag.search.SearchHit;

/// The JSON of agents and of test answers.
final class AgentJson {
    private AgentJson() {}

    static Map<String, Object> of(Agent agent) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", agent.id().toString());
        json.put("slug", agent.slug());
        json.put("name", agent.name());
        json.put("company", agent.company());
        json.put("persona", agent.persona());
        json.put("goal", agent.goal());
        json.put("rules", agent.rules());
        json.put("tone", agent.tone());
        json.put("languages", agent.languages());
        json.put("examples", agent.examples().stream().map(Example::json).toList());
        json.put("greeting", agent.greeting());
        json.put("suggestions", agent.suggestions());
        json.put("stop_phrases", agent.stopPhrases());
        json.put("resume_phrases", agent.resumePhrases());
        json.put("model", agent.model().orElse(null));
        json.put("temperature", agent.temperature().orElse(null));
        json.put("max_tokens", agent.maxTokens().orElse(null));
        json.put("is_default", agent.isDefault());
        json.put("created_at", agent.createdAt().toString());
        json.put("updated_at", agent.updatedAt().toString());
        return json;
    }

    /// The result of a test: the answer, the numbered passages it was written from, the prompt, and the cost.
    static Map<String, Object> tried(GeneratedAnswer written) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("answer", written.text());
        json.put("outcome", written.ending().name().toLowerCase(Locale.ROOT));
        json.put("citations", written.citations().stream().map(Citation::json).toList());
        json.put(
                "passages",
                IntStream.range(0, written.hits().size())
                        .mapToObj(i -> passage(i + 1, written.hits().get(i)))
                        .toList());
        json.put("prompt", written.prompt().orElse(null));
        json.put("model", written.model().map(ChatResponse::model).orElse(whose(written)));
        json.put("usage", written.model().map(AgentJson::usage).orElse(null));
        json.put("cost_micro_usd", cost(written.model()));
        return json;
    }

    private static String whose(GeneratedAnswer written) {
        return written.prompt().isPresent() ? "unknown" : "built-in";
    }

    private static Object cost(Optional<ChatResponse> model) {
        OptionalLong cost = model.map(ChatResponse::costMicroUsd).orElse(OptionalLong.of(0));
        return cost.isPresent() ? cost.getAsLong() : "unknown";
    }

    private static Map<String, Object> usage(ChatResponse result) {
        return Map.of(
                "input_tokens", result.usage().inputTokens(),
                "output_tokens", result.usage().outputTokens(),
                "estimated", result.usage().estimated());
    }

    private static Map<String, Object> passage(int index, SearchHit hit) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("index", index);
        json.put("passage_id", hit.passageId().toString());
        json.put("document_id", hit.documentId().toString());
        json.put("title", hit.title());
        json.put("text", hit.text());
        json.put("score", hit.score());
        json.put("start", hit.start());
        json.put("end", hit.end());
        return json;
    }
}
