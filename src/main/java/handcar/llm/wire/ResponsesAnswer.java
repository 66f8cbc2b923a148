package handcar.llm.wire;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.ModelRequest;

import org.jspecify.annotations.Nullable;

/// An answer in the words of OpenAI's Responses API, begun or complete, and its items.
/// <https://platform.openai.com/docs/api-reference/responses/object>
final class ResponsesAnswer {
    /// By this word a program asks for what the model thought, to send it again.
    static final String THOUGHTS = "reasoning.encrypted_content";

    /// What of a request its answer repeats, with what holds when it is not there.
    private static final List<Map.Entry<String, Object>> REPEATED =
            List.of(
                    Map.entry("parallel_tool_calls", true),
                    Map.entry("tool_choice", "auto"),
                    Map.entry("tools", List.of()),
                    Map.entry("text", Map.of("format", Map.of("type", "text"))),
                    Map.entry("truncation", "disabled"),
                    Map.entry("metadata", Map.of()));

    private static final List<String> REPEATED_OR_NULL =
            List.of("instructions", "max_output_tokens", "temperature", "top_p", "user");

    private final ModelRequest request;
    private final boolean thoughtsWanted;
    private final String id = ItemId.of("resp");
    private final long created = Instant.now().getEpochSecond();
    private String model = "";

    /// What the model thought, by the ids of the items, as it reads it itself.
    private final Map<String, String> thoughts = new HashMap<>();

    ResponsesAnswer(ModelRequest request) {
        this.request = request;
        this.thoughtsWanted =
                request.field("include")
                        .each()
                        .anyMatch(one -> one.text().equals(Optional.of(THOUGHTS)));
    }

    /// Takes what the answer, or its first chunk, says of itself.
    void begin(JsonView answer) {
        model = answer.text("model").orElse(model);
    }

    /// An answer in progress.
    Map<String, Object> begun() {
        return response("in_progress", List.of(), null);
    }

    /// A complete answer, or one that the model did not complete. Its items are kept from now on, unless the program does not want it.
    Map<String, Object> ended(List<Map<String, Object>> output, String finish, TokenUsage usage) {
        if (isKept()) {
            request.items().keep(output.stream().map(this::kept).toList());
        }
        String why =
                switch (finish) {
                    case "length" -> "max_output_tokens";
                    case "content_filter" -> "content_filter";
                    default -> "";
                };
        Map<String, Object> response =
                response(why.isEmpty() ? "completed" : "incomplete", output, usage);
        if (!why.isEmpty()) {
            response.put("incomplete_details", Map.of("reason", why));
        }
        return response;
    }

    private boolean isKept() {
        return !Boolean.FALSE.equals(request.field("store").value());
    }

    /// With what the model needs to go on, which programs get only when they ask for it.
    private Map<String, Object> kept(Map<String, Object> item) {
        String thought = thoughts.get(String.valueOf(item.get("id")));
        if (thought == null) {
            return item;
        }
        Map<String, Object> kept = new LinkedHashMap<>(item);
        kept.put("encrypted_content", thought);
        return kept;
    }

    private Map<String, Object> response(
            String status, List<Map<String, Object>> output, @Nullable TokenUsage usage) {
        Map<String, Object> response =
                WireJson.object(
                        "id", id, "object", "response", "created_at", created, "status", status);
        response.put("error", null);
        response.put("incomplete_details", null);
        response.put("model", model);
        response.put("output", output);
        response.put("previous_response_id", null);
        response.put("store", isKept());
        response.put(
                "reasoning",
                request.field("reasoning").isPresent()
                        ? request.field("reasoning").value()
                        : noReasoning());
        for (Map.Entry<String, Object> each : REPEATED) {
            JsonView asked = request.field(each.getKey());
            response.put(each.getKey(), asked.isPresent() ? asked.value() : each.getValue());
        }
        REPEATED_OR_NULL.forEach(name -> response.put(name, request.field(name).value()));
        response.put("usage", usage == null ? null : usage(usage));
        return response;
    }

    private static Map<String, Object> noReasoning() {
        Map<String, Object> none = new LinkedHashMap<>();
        none.put("effort", null);
        none.put("summary", null);
        return none;
    }

    private static Map<String, Object> usage(TokenUsage usage) {
        return WireJson.object(
                "input_tokens", usage.inputTokens(),
                "input_tokens_details",
                        WireJson.object(
                                "cached_tokens", usage.cachedTokens(),
                                "cache_write_tokens", usage.cacheWriteTokens()),
                "output_tokens", usage.outputTokens(),
                "output_tokens_details", Map.of("reasoning_tokens", usage.reasoningTokens()),
                "total_tokens", usage.inputTokens() + usage.outputTokens());
    }

    /// What the model said; without a text as it begins.
    static Map<String, Object> message(String id, String status, String text) {
        return WireJson.object(
                "id",
                id,
                "type",
                "message",
                "status",
                status,
                "role",
                "assistant",
                "content",
                text.isEmpty() ? List.of() : List.of(part(text)));
    }

    static Map<String, Object> part(String text) {
        return WireJson.object(
                "type",
                "output_text",
                "text",
                text,
                "annotations",
                List.of(),
                "logprobs",
                List.of());
    }

    /// A call of a tool.
    static Map<String, Object> call(
            String id, String status, String callId, String name, String arguments) {
        return WireJson.object(
                "id", id,
                "type", "function_call",
                "status", status,
                "call_id", callId,
                "name", name,
                "arguments", arguments);
    }

    /// What the model thought.
    ///
    /// @param details to be repeated to the model, which the program gets if it asked for them
    Map<String, Object> reasoning(String id, String text, @Nullable Object details) {
        if (details != null) {
            thoughts.put(id, Json.text(details));
        }
        return WireJson.object(
                "id",
                id,
                "type",
                "reasoning",
                "summary",
                text.isEmpty()
                        ? List.of()
                        : List.of(WireJson.object("type", "summary_text", "text", text)),
                "encrypted_content",
                thoughtsWanted && details != null ? Json.text(details) : null);
    }
}
