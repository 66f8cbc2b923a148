package handcar.llm;

import handcar.json.Json;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes answers in OpenAI's JSON, whole or in chunks, for those who do not speak it themselves.
/// <https://platform.openai.com/docs/api-reference/chat/object>
final class OpenAiResponseWriter {
    static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8);

    private final String id;
    private final String model;
    private final long created = Instant.now().getEpochSecond();

    OpenAiResponseWriter(String id, String model) {
        this.id = id;
        this.model = model;
    }

    /// A whole answer; `more` are fields of the message beyond OpenAI's.
    byte[] whole(ProviderResponse answer, Map<String, ?> more) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", answer.text().isEmpty() ? null : answer.text());
        message.put("refusal", null);
        if (!answer.toolCalls().isEmpty()) {
            message.put(
                    "tool_calls",
                    answer.toolCalls().stream().map(OpenAiResponseWriter::call).toList());
        }
        message.putAll(more);
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("message", message);
        choice.put("logprobs", null);
        choice.put("finish_reason", answer.finish().label());
        Map<String, Object> body = head("chat.completion");
        body.put("choices", List.of(choice));
        body.put("usage", usage(answer.usage()));
        return Json.bytes(body);
    }

    /// The first chunk: who speaks, and fields of the message beyond OpenAI's.
    byte[] opening(Map<String, ?> more) {
        Map<String, Object> delta = new LinkedHashMap<>();
        delta.put("role", "assistant");
        delta.put("content", "");
        delta.putAll(more);
        return chunk(delta, null);
    }

    byte[] text(String piece) {
        return chunk(Map.of("content", piece), null);
    }

    /// A tool call begins.
    byte[] call(int index, ToolCall call) {
        Map<String, Object> begun = new LinkedHashMap<>(call(call));
        begun.put("index", index);
        return chunk(Map.of("tool_calls", List.of(begun)), null);
    }

    /// A piece of a tool call's arguments.
    byte[] arguments(int index, String piece) {
        Map<String, Object> more = Map.of("index", index, "function", Map.of("arguments", piece));
        return chunk(Map.of("tool_calls", List.of(more)), null);
    }

    byte[] finish(FinishReason reason) {
        return chunk(Map.of(), reason.label());
    }

    /// The chunk that only counts.
    byte[] used(TokenUsage usage) {
        Map<String, Object> body = head("chat.completion.chunk");
        body.put("choices", List.of());
        body.put("usage", usage(usage));
        return event(body);
    }

    private byte[] chunk(Map<String, ?> delta, @Nullable String finish) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("delta", delta);
        choice.put("logprobs", null);
        choice.put("finish_reason", finish);
        Map<String, Object> body = head("chat.completion.chunk");
        body.put("choices", new ArrayList<>(List.of(choice)));
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

    private static byte[] event(Map<String, Object> body) {
        return ("data: " + Json.text(body) + "\n\n").getBytes(StandardCharsets.UTF_8);
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

    private static Map<String, Object> usage(TokenUsage usage) {
        return Map.of(
                "prompt_tokens",
                usage.inputTokens(),
                "completion_tokens",
                usage.outputTokens(),
                "total_tokens",
                usage.inputTokens() + usage.outputTokens());
    }
}
