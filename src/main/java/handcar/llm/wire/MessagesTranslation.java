package handcar.llm.wire;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.FieldShape;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderErrors;

/// Anthropic's Messages API in front of models with OpenAI's chats.
/// <https://docs.claude.com/en/api/messages>
final class MessagesTranslation implements Translation {
    /// The same in both APIs.
    private static final List<String> SAME =
            List.of("max_tokens", "stream", "temperature", "top_p");

    /// Why a model stopped that was cut off.
    static final String CUT = "max_tokens";

    /// From how many tokens of thoughts on the effort is more than low, and high.
    private static final long MEDIUM = 4_096;

    private static final long HIGH = 16_384;

    private final ModelRequest chat;

    MessagesTranslation(String provider, ModelRequest request) {
        FieldShape.check(provider, request, MessagesShape.FIELDS);
        Map<String, Object> fields = new LinkedHashMap<>();
        MessagesFields.check(provider, request);
        for (String name : SAME) {
            if (request.field(name).isPresent()) {
                fields.put(name, request.field(name).value());
            }
        }
        fields.put("messages", new MessagesContent(provider).messages(request));
        if (request.streams()) {
            fields.put("stream_options", Map.of("include_usage", true));
        }
        List<String> stops =
                request.field("stop_sequences").each().flatMap(one -> one.text().stream()).toList();
        if (!stops.isEmpty()) {
            fields.put("stop", stops);
        }
        tools(provider, request, fields);
        reasoning(request, fields);
        request.field("metadata").text("user_id").ifPresent(user -> fields.put("user", user));
        request.field("service_tier")
                .text()
                .ifPresent(
                        tier ->
                                fields.put(
                                        "service_tier",
                                        tier.equals("standard_only") ? "default" : tier));
        this.chat = new TranslatedRequest(request, fields);
    }

    private static void tools(String provider, ModelRequest request, Map<String, Object> fields) {
        List<Object> tools =
                WireJson.tools(
                        provider,
                        request,
                        tool -> tool.text("type").orElse("custom").equals("custom"),
                        "input_schema",
                        "Only Anthropic's own servers have this tool.");
        if (tools.isEmpty()) {
            return;
        }
        fields.put("tools", tools);
        JsonView choice = request.field("tool_choice");
        switch (choice.text("type").orElse("auto")) {
            case "any" -> fields.put("tool_choice", "required");
            case "none" -> fields.put("tool_choice", "none");
            case "tool" -> fields.put("tool_choice", WireJson.toolChoice(choice));
            case "auto" -> {}
            default ->
                    throw ProviderErrors.unacceptable(
                            provider, "tool_choice.type", "auto, any, none or tool.");
        }
        if (choice.isTrue("disable_parallel_tool_use")) {
            fields.put("parallel_tool_calls", false);
        }
    }

    private static void reasoning(ModelRequest request, Map<String, Object> fields) {
        JsonView output = request.field("output_config");
        JsonView thinking = request.field("thinking");
        output.text("effort")
                .or(() -> effort(thinking))
                .ifPresent(
                        effort ->
                                fields.put(
                                        "reasoning_effort",
                                        effort.equals("max") ? "high" : effort));
        JsonView format =
                output.at("format").isPresent()
                        ? output.at("format")
                        : request.field("output_format");
        if (format.at("schema").isPresent()) {
            fields.put(
                    "response_format",
                    Map.of(
                            "type",
                            "json_schema",
                            "json_schema",
                            Map.of(
                                    "name",
                                    "answer",
                                    "schema",
                                    format.at("schema").fields(),
                                    "strict",
                                    true)));
        }
    }

    private static Optional<String> effort(JsonView thinking) {
        if (!thinking.text("type").equals(Optional.of("enabled"))) {
            return Optional.empty();
        }
        long tokens = thinking.number("budget_tokens").orElse(0);
        return Optional.of(tokens >= HIGH ? "high" : tokens >= MEDIUM ? "medium" : "low");
    }

    @Override
    public ModelRequest chat() {
        return chat;
    }

    @Override
    public Map<String, Object> whole(JsonView answer) {
        JsonView choice = answer.at("choices").at(0);
        JsonView message = choice.at("message");
        List<Object> content = new ArrayList<>();
        message.text("reasoning_content")
                .ifPresent(
                        text ->
                                content.add(
                                        WireJson.object(
                                                "type",
                                                "thinking",
                                                "thinking",
                                                text,
                                                "signature",
                                                "")));
        message.text("content")
                .or(() -> message.text("refusal"))
                .ifPresent(text -> content.add(WireJson.object("type", "text", "text", text)));
        List<JsonView> calls = message.at("tool_calls").each().toList();
        List<JsonView> whole =
                calls.stream().filter(call -> WireJson.isObject(WireJson.arguments(call))).toList();
        whole.forEach(
                call ->
                        content.add(
                                WireJson.object(
                                        "type",
                                        "tool_use",
                                        "id",
                                        WireJson.callId(call),
                                        "name",
                                        call.at("function").text("name").orElse(""),
                                        "input",
                                        Json.object(WireJson.arguments(call)))));
        Map<String, Object> body = head(answer);
        body.put("content", content);
        // a call whose arguments broke off is none that a program may run
        body.put(
                "stop_reason",
                whole.size() < calls.size()
                        ? CUT
                        : reason(choice.text("finish_reason").orElse(""), !calls.isEmpty()));
        body.put("usage", usage(WireJson.usage(answer.at("usage"))));
        return body;
    }

    /// What every message begins with.
    static Map<String, Object> head(JsonView answer) {
        Map<String, Object> head =
                WireJson.object(
                        "id",
                        "msg_" + answer.text("id").orElse("0"),
                        "type",
                        "message",
                        "role",
                        "assistant",
                        "model",
                        answer.text("model").orElse(""),
                        "content",
                        List.of());
        head.put("stop_reason", null);
        head.put("stop_sequence", null);
        return head;
    }

    /// Why the model stopped, in Anthropic's word. Some servers say `stop` although the model calls tools.
    static String reason(String finish, boolean calls) {
        return switch (finish) {
            case "length" -> CUT;
            case "tool_calls", "function_call" -> "tool_use";
            case "content_filter" -> "refusal";
            default -> calls ? "tool_use" : "end_turn";
        };
    }

    /// In Anthropic's words, which count cached tokens beside the others.
    static Map<String, Object> usage(TokenUsage usage) {
        return WireJson.object(
                "input_tokens",
                usage.inputTokens() - usage.cachedTokens() - usage.cacheWriteTokens(),
                "cache_creation_input_tokens",
                usage.cacheWriteTokens(),
                "cache_read_input_tokens",
                usage.cachedTokens(),
                "output_tokens",
                usage.outputTokens());
    }

    @Override
    public Events events() {
        return new MessagesEvents();
    }
}
