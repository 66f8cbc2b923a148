package handcar.llm;

import module java.base;

import handcar.config.Config;
import handcar.json.JsonView;
import handcar.llm.provider.OpenAiResponseWriter;

/// Handcar's own requests in OpenAI's JSON.
/// <https://platform.openai.com/docs/api-reference/chat/create>
final class ChatJson {
    private ChatJson() {}

    /// The fields of a request, without the model.
    static Map<String, Object> fields(ChatRequest request, Config.Models config, boolean stream) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("messages", request.messages().stream().map(ChatJson::message).toList());
        body.put("temperature", request.temperature().orElse(config.temperature()));
        body.put("max_tokens", request.maxTokens().orElse(config.maxTokens()));
        if (!request.tools().isEmpty()) {
            body.put("tools", request.tools().stream().map(ChatJson::tool).toList());
        }
        switch (request.shape()) {
            case ResponseFormat.Text _ -> {}
            case ResponseFormat.JsonObject _ ->
                    body.put("response_format", Map.of("type", "json_object"));
            case ResponseFormat.JsonSchema(String name, Map<String, Object> schema) ->
                    body.put(
                            "response_format",
                            Map.of(
                                    "type",
                                    "json_schema",
                                    "json_schema",
                                    Map.of("name", name, "schema", schema)));
        }
        if (stream) {
            body.put("stream", true);
            body.put("stream_options", Map.of("include_usage", true));
        }
        return body;
    }

    /// The text of a message or of a piece of one; a refusal is one too.
    static Optional<String> text(JsonView message) {
        return message.text("content").or(() -> message.text("refusal"));
    }

    private static Map<String, Object> message(ChatMessage message) {
        return switch (message) {
            case ChatMessage.Instructions(String text) -> Map.of("role", "system", "content", text);
            case ChatMessage.User(String text) -> Map.of("role", "user", "content", text);
            case ChatMessage.ToolResult(String id, String text) ->
                    Map.of("role", "tool", "tool_call_id", id, "content", text);
            case ChatMessage.Assistant(String text, List<ToolCall> calls) -> {
                Map<String, Object> said = new LinkedHashMap<>();
                said.put("role", "assistant");
                said.put("content", text);
                if (!calls.isEmpty()) {
                    said.put("tool_calls", calls.stream().map(ChatJson::call).toList());
                }
                yield said;
            }
        };
    }

    private static Map<String, Object> call(ToolCall call) {
        return OpenAiResponseWriter.call(call.id(), call.name(), call.arguments());
    }

    private static Map<String, Object> tool(Tool tool) {
        Map<String, Object> function =
                Map.of(
                        "name", tool.name(),
                        "description", tool.description(),
                        "parameters", tool.parameters());
        return Map.of("type", "function", "function", function);
    }
}
