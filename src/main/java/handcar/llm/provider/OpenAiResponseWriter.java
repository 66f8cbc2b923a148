package handcar.llm.provider;

import module java.base;

import handcar.json.Json;
import handcar.llm.cost.TokenUsage;

import org.jspecify.annotations.Nullable;

/// Writes answers in OpenAI's JSON, whole or in chunks, for providers that use another format.
/// <https://platform.openai.com/docs/api-reference/chat/object>
public final class OpenAiResponseWriter {
    public static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8);

    private final String id;
    private final String model;
    private final long created = Instant.now().getEpochSecond();

    public OpenAiResponseWriter(String id, String model) {
        this.id = id;
        this.model = model;
    }

    /// A whole answer.
    ///
    /// @param calls made by [#call(String, String, String)]
    /// @param more fields of the message beyond OpenAI's
    public ProviderResponse whole(
            String text,
            List<Map<String, Object>> calls,
            String finish,
            TokenUsage usage,
            Map<String, ?> more) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", text.isEmpty() ? null : text);
        message.put("refusal", null);
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        message.putAll(more);
        Map<String, Object> body = head("chat.completion");
        body.put("choices", List.of(choice("message", message, finish)));
        body.put("usage", UsageJson.chat(usage));
        return new ProviderResponse(Json.bytes(body), model, usage);
    }

    /// A tool call with its whole arguments.
    public static Map<String, Object> call(String id, String name, String arguments) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("id", id);
        call.put("type", "function");
        call.put("function", Map.of("name", name, "arguments", arguments));
        return call;
    }

    /// The first chunk: the role, and fields of the message beyond OpenAI's.
    public SseFrame opening(Map<String, ?> more) {
        Map<String, Object> delta = new LinkedHashMap<>();
        delta.put("role", "assistant");
        delta.put("content", "");
        delta.putAll(more);
        return chunk(delta, null);
    }

    /// A chunk with these fields of the message.
    public SseFrame delta(Map<String, ?> fields) {
        return chunk(fields, null);
    }

    public SseFrame text(String piece) {
        return chunk(Map.of("content", piece), null);
    }

    /// A tool call begins.
    public SseFrame call(int index, String id, String name) {
        Map<String, Object> begun = call(id, name, "");
        begun.put("index", index);
        return chunk(Map.of("tool_calls", List.of(begun)), null);
    }

    /// A piece of a tool call's arguments.
    public SseFrame arguments(int index, String piece) {
        Map<String, Object> more = Map.of("index", index, "function", Map.of("arguments", piece));
        return chunk(Map.of("tool_calls", List.of(more)), null);
    }

    /// The end: why the model stopped, and what was used if the caller wants to know it.
    public List<SseFrame> end(String finish, TokenUsage usage, boolean usageWanted) {
        SseFrame last = chunk(Map.of(), finish);
        if (!usageWanted) {
            return List.of(last, SseFrame.of(DONE));
        }
        Map<String, Object> counting = head("chat.completion.chunk");
        counting.put("choices", List.of());
        counting.put("usage", UsageJson.chat(usage));
        return List.of(last, event(counting), SseFrame.of(DONE));
    }

    private SseFrame chunk(Map<String, ?> delta, @Nullable String finish) {
        Map<String, Object> body = head("chat.completion.chunk");
        body.put("choices", List.of(choice("delta", delta, finish)));
        return event(body);
    }

    private Map<String, Object> head(String object) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("id", id);
        head.put("object", object);
        head.put("created", created);
        head.put("model", model);
        return head;
    }

    private static Map<String, Object> choice(
            String field, Map<String, ?> said, @Nullable String finish) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put(field, said);
        choice.put("logprobs", null);
        choice.put("finish_reason", finish);
        return choice;
    }

    static SseFrame event(Map<String, Object> body) {
        return SseFrame.of(("data: " + Json.text(body) + "\n\n").getBytes(StandardCharsets.UTF_8));
    }
}
