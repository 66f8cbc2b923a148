package handcar.llm;

import handcar.json.Json;
import handcar.json.JsonView;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A whole answer told as a stream of one chunk, for whoever does not stream.
final class SingleChunkStream implements ProxyStream {
    private final ProxyResponse response;

    SingleChunkStream(ProxyResponse response) {
        this.response = response;
    }

    @Override
    public void begin() {}

    @Override
    public boolean forward(OutputStream out) throws IOException {
        String chunk = Json.text(chunk(new JsonView(Json.object(response.json()))));
        out.write(("data: " + chunk + "\n\ndata: [DONE]\n\n").getBytes(StandardCharsets.UTF_8));
        return false;
    }

    @Override
    public String model() {
        return response.model();
    }

    @Override
    public TokenUsage usage() {
        return response.usage();
    }

    @Override
    public void close() {}

    private static Map<String, Object> chunk(JsonView answer) {
        Map<String, Object> chunk = new LinkedHashMap<>(answer.fields());
        chunk.put("object", "chat.completion.chunk");
        chunk.put("choices", answer.at("choices").each().map(SingleChunkStream::choice).toList());
        return chunk;
    }

    /// The message becomes the delta; tool calls of a stream are numbered.
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
}
