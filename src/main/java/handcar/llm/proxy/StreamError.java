package handcar.llm.proxy;

import module java.base;

import handcar.http.ErrorShape;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderException;
import handcar.llm.provider.SseFrame;

/// The event that ends a stream which broke after it began, as the clients of each API take it for an error.
final class StreamError {
    private StreamError() {}

    static SseFrame of(ModelRequest.Kind kind, ProviderException failure, String requestId) {
        Map<String, Object> body = failure.bodyForProgram(requestId);
        String event =
                switch (kind) {
                    case MESSAGES, COUNT_TOKENS -> named(ErrorShape.messages(body));
                    case RESPONSES -> named(typed(new JsonView(body).at("error").fields()));
                    case CHAT,
                            EMBEDDINGS,
                            COMPLETIONS,
                            MODERATIONS,
                            IMAGES,
                            SPEECH,
                            TRANSCRIPTIONS ->
                            "data: " + Json.text(body);
                };
        return SseFrame.of((event + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> typed(Map<String, Object> fields) {
        Map<String, Object> typed = new LinkedHashMap<>(fields);
        typed.put("type", "error");
        return typed;
    }

    private static String named(Map<String, Object> event) {
        return "event: error\ndata: " + Json.text(event);
    }
}
