package handcar.llm.anthropic;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.OpenAiResponseWriter;
import handcar.llm.provider.ProviderResponse;
import handcar.llm.provider.UsageJson;

/// A whole answer of Anthropic, translated into OpenAI's JSON.
/// <https://docs.claude.com/en/api/messages>
final class AnthropicAnswer {
    /// How other gateways name the form of these thoughts, so that programs repeat them unchanged.
    private static final String THOUGHTS = "anthropic-claude-v1";

    private final AnswerShape shape;
    private final StringBuilder prose = new StringBuilder();
    private final StringBuilder thoughts = new StringBuilder();
    private final List<Map<String, Object>> details = new ArrayList<>();
    private final List<Map<String, Object>> calls = new ArrayList<>();
    private Optional<String> answer = Optional.empty();

    AnthropicAnswer(AnswerShape shape) {
        this.shape = shape;
    }

    /// @param model if the answer names none
    /// @param inputLength for an estimate if the answer counts nothing
    ProviderResponse translate(JsonView body, String model, long inputLength) {
        body.at("content").each().forEach(this::block);
        AnswerText filter = shape.text();
        String text = answer.orElseGet(() -> filter.next(prose.toString()) + filter.rest());
        String finish =
                filter.stopped()
                        ? "stop"
                        : shape.finish(
                                body.text("stop_reason").orElse(""),
                                answer.isPresent() && calls.isEmpty());
        return new OpenAiResponseWriter(
                        body.text("id").orElse("chatcmpl"), body.text("model").orElse(model))
                .whole(
                        text,
                        shape.legacy() ? List.of() : calls,
                        finish,
                        usage(body.at("usage"), inputLength, text.length()),
                        more());
    }

    private void block(JsonView block) {
        switch (block.text("type").orElse("text")) {
            case "text" -> block.text("text").ifPresent(prose::append);
            case "thinking" -> {
                block.text("thinking").ifPresent(thoughts::append);
                details.add(
                        thought(
                                Map.of(
                                        "text", block.text("thinking").orElse(""),
                                        "signature", block.text("signature").orElse("")),
                                details.size()));
            }
            case "redacted_thinking" ->
                    details.add(hidden(block.text("data").orElse(""), details.size()));
            case "tool_use" -> {
                String name = block.text("name").orElse("");
                String arguments = Json.text(block.at("input").fields());
                if (shape.isAnswer(name)) {
                    answer = Optional.of(arguments);
                } else {
                    calls.add(
                            OpenAiResponseWriter.call(
                                    block.text("id").orElse(""),
                                    shape.names().asked(name),
                                    arguments));
                }
            }
            default -> {}
        }
    }

    private Map<String, Object> more() {
        Map<String, Object> more = new LinkedHashMap<>();
        if (!thoughts.isEmpty()) {
            more.put("reasoning_content", thoughts.toString());
        }
        if (!details.isEmpty()) {
            more.put("reasoning_details", details);
        }
        if (shape.legacy() && !calls.isEmpty()) {
            more.put("function_call", calls.getFirst().get("function"));
        }
        return more;
    }

    /// A thought or a piece of one, as other gateways write it too.
    static Map<String, Object> thought(Map<String, Object> fields, int index) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("type", "reasoning.text");
        detail.putAll(fields);
        detail.put("format", THOUGHTS);
        detail.put("index", index);
        return detail;
    }

    /// A thought that nobody but Anthropic can read.
    static Map<String, Object> hidden(String data, int index) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("type", "reasoning.encrypted");
        detail.put("data", data);
        detail.put("format", THOUGHTS);
        detail.put("index", index);
        return detail;
    }

    /// What Anthropic counted, or an estimate from the lengths in characters.
    static TokenUsage usage(JsonView usage, long inputLength, long outputLength) {
        return UsageJson.read(usage)
                .orElseGet(() -> TokenUsage.estimate(inputLength, outputLength));
    }
}
