package handcar.agent;

import module java.base;

import handcar.chat.Citation;
import handcar.llm.ChatResponse;
import handcar.rag.search.SearchHit;

/// An answer before it is sent, with what it was made from.
///
/// @param hits the passages it was written from; `[1]` in the text stands for the first
/// @param prompt the system prompt; empty when the built-in model wrote it
/// @param model the model's response with its cost; empty for the built-in model and for a model that was cut off
record GeneratedAnswer(
        Ending ending,
        String text,
        List<Citation> citations,
        List<SearchHit> hits,
        Optional<String> prompt,
        Optional<ChatResponse> model) {

    /// The same answer with another text.
    GeneratedAnswer saying(String words) {
        return new GeneratedAnswer(ending, words, citations, hits, prompt, model);
    }

    /// What kind of answer it is.
    enum Ending {
        ANSWERED,
        UNKNOWN,
        WANTS_PERSON
    }

    /// The JSON of a test: the answer, the numbered passages it was written from, the prompt, and the cost.
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("answer", text);
        json.put("outcome", ending.name().toLowerCase(Locale.ROOT));
        json.put("citations", citations.stream().map(Citation::json).toList());
        json.put(
                "passages",
                IntStream.range(0, hits.size()).mapToObj(i -> json(i + 1, hits.get(i))).toList());
        json.put("prompt", prompt.orElse(null));
        json.put("model", model.map(ChatResponse::model).orElse(modelWithoutResponse()));
        json.put("usage", model.map(GeneratedAnswer::usage).orElse(null));
        json.put("cost_micro_usd", cost());
        return json;
    }

    private String modelWithoutResponse() {
        return prompt.isPresent() ? "unknown" : "built-in";
    }

    private Object cost() {
        OptionalLong cost = model.map(ChatResponse::costMicroUsd).orElse(OptionalLong.of(0));
        return cost.isPresent() ? cost.getAsLong() : "unknown";
    }

    private static Map<String, Object> usage(ChatResponse result) {
        return Map.of(
                "input_tokens", result.usage().inputTokens(),
                "output_tokens", result.usage().outputTokens(),
                "estimated", result.usage().estimated());
    }

    private static Map<String, Object> json(int index, SearchHit hit) {
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
