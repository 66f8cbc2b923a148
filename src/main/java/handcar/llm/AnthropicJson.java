package handcar.llm;

import handcar.config.Config;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// Chat requests and answers in Anthropic's JSON: the system prompt stands apart, content is a list of blocks.
final class AnthropicJson {
    /// Anthropic's temperatures end at 1, OpenAI's at 2.
    static final double HOTTEST = 1;

    static final String ONE_OBJECT = "Answer with one JSON object and nothing else.";

    private AnthropicJson() {}

    static Map<String, Object> body(
            ChatRequest request,
            String model,
            Config.Models config,
            Set<CompatibilityFlag> quirks,
            boolean stream) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model);
        body.put("max_tokens", request.maxTokens().orElse(config.maxTokens()));
        if (!quirks.contains(CompatibilityFlag.OWN_TEMPERATURE)) {
            body.put(
                    "temperature",
                    Math.min(HOTTEST, request.temperature().orElse(config.temperature())));
        }
        String system = system(request);
        if (!system.isEmpty()) {
            body.put("system", system);
        }
        body.put("messages", turns(request.messages()));
        if (!request.tools().isEmpty()) {
            body.put("tools", request.tools().stream().map(AnthropicJson::tool).toList());
        }
        if (stream) {
            body.put("stream", true);
        }
        return body;
    }

    /// A whole answer.
    static ProviderResponse answer(JsonView body, String model, long inputLength) {
        String text =
                body.at("content")
                        .each()
                        .flatMap(block -> block.text("text").stream())
                        .collect(Collectors.joining());
        List<ToolCall> calls =
                body.at("content")
                        .each()
                        .filter(
                                block ->
                                        block.text("type")
                                                .equals(java.util.Optional.of("tool_use")))
                        .map(
                                block ->
                                        new ToolCall(
                                                block.text("id").orElse(""),
                                                block.text("name").orElse(""),
                                                Json.text(block.at("input").fields())))
                        .toList();
        return new ProviderResponse(
                text,
                calls,
                finish(body.text("stop_reason").orElse("end_turn")),
                usage(body.at("usage"), inputLength, text.length()),
                body.text("model").orElse(model));
    }

    static FinishReason finish(String reason) {
        return switch (reason) {
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.STOP;
        };
    }

    /// Tokens read from or written to Anthropic's prompt cache are counted beside `input_tokens`, not in them.
    static TokenUsage usage(JsonView usage, long inputLength, long outputLength) {
        OptionalLong input = usage.number("input_tokens");
        if (input.isEmpty()) {
            return TokenUsage.estimate(inputLength, outputLength);
        }
        long all =
                input.getAsLong()
                        + usage.number("cache_creation_input_tokens").orElse(0)
                        + usage.number("cache_read_input_tokens").orElse(0);
        return new TokenUsage(all, usage.number("output_tokens").orElse(0), false);
    }

    private static String system(ChatRequest request) {
        List<String> parts = new ArrayList<>();
        for (ChatMessage message : request.messages()) {
            if (message instanceof ChatMessage.Instructions(String text) && !text.isBlank()) {
                parts.add(text);
            }
        }
        switch (request.shape()) {
            case ResponseFormat.Text _ -> {}
            case ResponseFormat.JsonObject _ -> parts.add(ONE_OBJECT);
            case ResponseFormat.JsonSchema(String _, Map<String, Object> schema) ->
                    parts.add(ofSchema(schema));
        }
        return String.join("\n\n", parts);
    }

    /// The wish for an object of that schema, in words.
    static String ofSchema(Map<String, Object> schema) {
        return ONE_OBJECT + " It has to match this JSON Schema: " + Json.text(schema);
    }

    private static List<Map<String, Object>> turns(List<ChatMessage> messages) {
        AnthropicMessages turns = new AnthropicMessages();
        for (ChatMessage message : messages) {
            turns.add(message instanceof ChatMessage.Assistant, blocks(message));
        }
        return turns.list();
    }

    private static List<Object> blocks(ChatMessage message) {
        return switch (message) {
            case ChatMessage.Instructions _ -> List.of();
            case ChatMessage.User(String text) ->
                    text.isBlank() ? List.of() : List.of(AnthropicMessages.text(text));
            case ChatMessage.ToolResult(String id, String text) ->
                    List.of(Map.of("type", "tool_result", "tool_use_id", id, "content", text));
            case ChatMessage.Assistant(String text, List<ToolCall> calls) -> {
                List<Object> blocks = new ArrayList<>();
                if (!text.isBlank()) {
                    blocks.add(AnthropicMessages.text(text.stripTrailing()));
                }
                calls.forEach(call -> blocks.add(use(call)));
                yield blocks;
            }
        };
    }

    static Map<String, Object> use(ToolCall call) {
        return Map.of(
                "type", "tool_use", "id", call.id(), "name", call.name(), "input", input(call));
    }

    /// A model may write arguments that are no JSON object; its own turn is then repeated to it without them.
    private static Map<String, Object> input(ToolCall call) {
        try {
            return Json.object(call.arguments());
        } catch (MalformedJsonException e) {
            return Map.of();
        }
    }

    private static Map<String, Object> tool(Tool tool) {
        return Map.of(
                "name",
                tool.name(),
                "description",
                tool.description(),
                "input_schema",
                tool.parameters());
    }
}
