package handcar.llm;

import handcar.config.Config;
import handcar.json.JsonView;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// Chat requests and answers in OpenAI's JSON.
final class OpenAiJson {
    private OpenAiJson() {}

    static Map<String, Object> body(
            ChatRequest request,
            String model,
            Config.Models config,
            Set<CompatibilityFlag> quirks,
            boolean stream) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model);
        body.put("messages", request.messages().stream().map(OpenAiJson::message).toList());
        if (!quirks.contains(CompatibilityFlag.OWN_TEMPERATURE)) {
            body.put("temperature", request.temperature().orElse(config.temperature()));
        }
        body.put(
                quirks.contains(CompatibilityFlag.COMPLETION_TOKENS)
                        ? "max_completion_tokens"
                        : "max_tokens",
                request.maxTokens().orElse(config.maxTokens()));
        if (!request.tools().isEmpty()) {
            body.put("tools", request.tools().stream().map(OpenAiJson::tool).toList());
        }
        shape(body, request.shape(), quirks);
        if (stream) {
            body.put("stream", true);
            if (!quirks.contains(CompatibilityFlag.NO_STREAM_USAGE)) {
                body.put("stream_options", Map.of("include_usage", true));
            }
        }
        return body;
    }

    /// A whole answer.
    static ProviderResponse answer(JsonView body, String model, long inputLength) {
        JsonView choice = body.at("choices").at(0);
        JsonView message = choice.at("message");
        String text = message.text("content").or(() -> message.text("refusal")).orElse("");
        List<ToolCall> calls =
                message.at("tool_calls")
                        .each()
                        .map(
                                call ->
                                        new ToolCall(
                                                call.text("id").orElse(""),
                                                call.at("function").text("name").orElse(""),
                                                call.at("function").text("arguments").orElse("{}")))
                        .toList();
        return new ProviderResponse(
                text,
                calls,
                finish(choice.text("finish_reason").orElse("stop")),
                usage(body.at("usage"), inputLength, text.length()),
                body.text("model").orElse(model));
    }

    static FinishReason finish(String reason) {
        return switch (reason) {
            case "length" -> FinishReason.LENGTH;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.STOP;
        };
    }

    /// What the provider counted, or an estimate from the lengths in characters.
    static TokenUsage usage(JsonView usage, long inputLength, long outputLength) {
        OptionalLong input = usage.number("prompt_tokens");
        return input.isPresent()
                ? new TokenUsage(
                        input.getAsLong(), usage.number("completion_tokens").orElse(0), false)
                : TokenUsage.estimate(inputLength, outputLength);
    }

    /// How much text a request shows the model, in characters.
    static long length(ChatRequest request) {
        return request.messages().stream()
                .mapToLong(
                        message ->
                                switch (message) {
                                    case ChatMessage.Instructions(String text) -> text.length();
                                    case ChatMessage.User(String text) -> text.length();
                                    case ChatMessage.Assistant(String text, var _) -> text.length();
                                    case ChatMessage.ToolResult(String _, String text) ->
                                            text.length();
                                })
                .sum();
    }

    private static Map<String, Object> message(ChatMessage message) {
        return switch (message) {
            case ChatMessage.Instructions(String text) -> Map.of("role", "system", "content", text);
            case ChatMessage.User(String text) -> Map.of("role", "user", "content", text);
            case ChatMessage.ToolResult(String id, String text) ->
                    Map.of("role", "tool", "tool_call_id", id, "content", text);
            case ChatMessage.Assistant(String text, List<ToolCall> calls) ->
                    calls.isEmpty()
                            ? Map.of("role", "assistant", "content", text)
                            : Map.of(
                                    "role",
                                    "assistant",
                                    "content",
                                    text,
                                    "tool_calls",
                                    calls.stream().map(OpenAiJson::call).toList());
        };
    }

    private static Map<String, Object> call(ToolCall call) {
        return Map.of(
                "id",
                call.id(),
                "type",
                "function",
                "function",
                Map.of("name", call.name(), "arguments", call.arguments()));
    }

    private static Map<String, Object> tool(Tool tool) {
        return Map.of(
                "type",
                "function",
                "function",
                Map.of(
                        "name",
                        tool.name(),
                        "description",
                        tool.description(),
                        "parameters",
                        tool.parameters()));
    }

    private static void shape(
            Map<String, Object> body, ResponseFormat capabilities, Set<CompatibilityFlag> quirks) {
        switch (capabilities) {
            case ResponseFormat.Text _ -> {}
            case ResponseFormat.JsonObject _ ->
                    body.put("response_format", Map.of("type", "json_object"));
            case ResponseFormat.JsonSchema(String name, Map<String, Object> schema) ->
                    body.put(
                            "response_format",
                            quirks.contains(CompatibilityFlag.NO_SCHEMA)
                                    ? Map.of("type", "json_object")
                                    : Map.of(
                                            "type",
                                            "json_schema",
                                            "json_schema",
                                            Map.of("name", name, "schema", schema)));
        }
    }

    /// Tool calls arrive in pieces, by index.
    static final class Calls {
        private final List<ToolCall> calls = new ArrayList<>();

        void add(JsonView piece) {
            int index = (int) Math.min(piece.number("index").orElse(calls.size()), calls.size());
            if (index == calls.size()) {
                calls.add(new ToolCall("", "", ""));
            }
            ToolCall before = calls.get(Math.max(0, index));
            calls.set(
                    Math.max(0, index),
                    new ToolCall(
                            piece.text("id").orElse(before.id()),
                            piece.at("function").text("name").orElse(before.name()),
                            before.arguments()
                                    + piece.at("function").text("arguments").orElse("")));
        }

        List<ToolCall> all() {
            return List.copyOf(calls);
        }
    }
}
