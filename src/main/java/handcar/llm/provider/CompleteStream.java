package handcar.llm.provider;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.llm.cost.TokenUsage;

/// A stream of an answer that is there already.
public final class CompleteStream implements ModelStream {
    private final String model;
    private final TokenUsage usage;
    private final AnswerHead head;
    private List<SseFrame> events;

    public CompleteStream(List<SseFrame> events, String model, TokenUsage usage) {
        this(AnswerHead.EVENTS, events, model, usage);
    }

    private CompleteStream(AnswerHead head, List<SseFrame> events, String model, TokenUsage usage) {
        this.head = head;
        this.events = events;
        this.model = model;
        this.usage = usage;
    }

    /// A whole answer as it is.
    static CompleteStream whole(ProviderResponse response) {
        return new CompleteStream(
                AnswerHead.JSON,
                List.of(SseFrame.of(response.json())),
                response.model(),
                response.usage());
    }

    @Override
    public AnswerHead head() {
        return head;
    }

    /// A whole answer as a stream of one chunk, from a server that does not stream.
    public static CompleteStream of(ProviderResponse response) {
        JsonView answer = new JsonView(Json.object(response.json()));
        Map<String, Object> chunk = new LinkedHashMap<>(answer.fields());
        chunk.put("object", "chat.completion.chunk");
        chunk.put("choices", answer.at("choices").each().map(CompleteStream::choice).toList());
        return new CompleteStream(
                List.of(OpenAiResponseWriter.event(chunk), SseFrame.of(OpenAiResponseWriter.DONE)),
                response.model(),
                response.usage());
    }

    /// The message becomes the delta; the tool calls of a stream are numbered.
    private static Map<String, Object> choice(JsonView choice) {
        Map<String, Object> told = new LinkedHashMap<>(choice.fields());
        Map<String, Object> delta = new LinkedHashMap<>(choice.at("message").fields());
        List<Object> calls = new ArrayList<>();
        for (JsonView call : choice.at("message").at("tool_calls").each().toList()) {
            Map<String, Object> numbered = new LinkedHashMap<>(call.fields());
            numbered.put("index", calls.size());
            calls.add(numbered);
        }
        if (!calls.isEmpty()) {
            delta.put("tool_calls", calls);
        }
        told.remove("message");
        told.put("delta", delta);
        return told;
    }

    @Override
    public List<SseFrame> next() {
        List<SseFrame> all = events;
        events = List.of();
        return all;
    }

    @Override
    public void blame() {}

    @Override
    public String model() {
        return model;
    }

    @Override
    public TokenUsage usage() {
        return usage;
    }

    @Override
    public void close() {}
}
