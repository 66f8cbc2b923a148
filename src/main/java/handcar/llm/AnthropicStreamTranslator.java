package handcar.llm;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.net.BodyException;
import handcar.net.SseEvent;
import handcar.net.SseReader;
import handcar.net.StreamingResponse;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An Anthropic stream told in OpenAI's chunks.
final class AnthropicStreamTranslator implements ProxyStream {
    private final StreamingResponse context;
    private final SseReader events;
    private final AnthropicStreamParser reading;
    private final boolean usageWanted;
    private final Map<Long, Integer> calls = new HashMap<>();
    private final List<byte[]> waiting = new ArrayList<>();
    private Optional<OpenAiResponseWriter> chunks = Optional.empty();
    private boolean complete;

    AnthropicStreamTranslator(
            StreamingResponse context, AnthropicStreamParser reading, boolean usageWanted) {
        this.context = context;
        this.events = context.events();
        this.reading = reading;
        this.usageWanted = usageWanted;
    }

    /// Until it is clear that an answer begins: `message_start` alone says little.
    @Override
    public void begin() {
        while (waiting.size() < 2 && !complete) {
            read();
        }
    }

    @Override
    public boolean forward(OutputStream out) throws IOException {
        while (waiting.isEmpty() && !complete) {
            read();
        }
        for (byte[] chunk : waiting) {
            out.write(chunk);
        }
        waiting.clear();
        if (complete) {
            context.enough();
            context.close();
        }
        return !complete;
    }

    @Override
    public String model() {
        return reading.answer().model();
    }

    @Override
    public TokenUsage usage() {
        return reading.answer().usage();
    }

    @Override
    public void close() {
        context.close();
    }

    private void read() {
        try {
            Optional<SseEvent> event = events.next();
            if (event.isEmpty()) {
                throw blamed("the stream ended before the answer did");
            }
            JsonView view = new JsonView(Json.object(event.get().data()));
            Optional<String> text = reading.read(view);
            text.ifPresent(piece -> waiting.add(chunks().text(piece)));
            take(view);
        } catch (BodyException e) {
            throw ProviderErrors.broken(
                    AnthropicProtocol.NAME, e.reason(), String.valueOf(e.getMessage()));
        } catch (IOException | MalformedJsonException e) {
            throw blamed(String.valueOf(e.getMessage()));
        } catch (ProviderException.Overloaded e) {
            context.blame();
            throw e;
        }
    }

    private void take(JsonView event) {
        switch (event.text("type").orElse("")) {
            case "message_start" -> {
                JsonView message = event.at("message");
                chunks =
                        Optional.of(
                                new OpenAiResponseWriter(
                                        message.text("id").orElse("chatcmpl"),
                                        message.text("model").orElse("")));
                waiting.add(chunks().opening(Map.of()));
            }
            case "content_block_start" -> started(event);
            case "content_block_delta" ->
                    event.at("delta")
                            .text("partial_json")
                            .ifPresent(
                                    piece -> waiting.add(chunks().arguments(index(event), piece)));
            case "message_stop" -> {
                ProviderResponse answer = reading.answer();
                waiting.add(chunks().finish(answer.finish()));
                if (usageWanted) {
                    waiting.add(chunks().used(answer.usage()));
                }
                waiting.add(OpenAiResponseWriter.DONE);
                complete = true;
            }
            default -> {} // pings and what this wire may learn to say
        }
    }

    private void started(JsonView event) {
        JsonView block = event.at("content_block");
        if (block.text("type").equals(Optional.of("tool_use"))) {
            calls.put(event.number("index").orElse(-1), calls.size());
            waiting.add(
                    chunks().call(
                                    index(event),
                                    new ToolCall(
                                            block.text("id").orElse(""),
                                            block.text("name").orElse(""),
                                            "")));
        }
    }

    /// OpenAI numbers the calls, Anthropic the blocks.
    private int index(JsonView event) {
        return calls.getOrDefault(event.number("index").orElse(-1), 0);
    }

    private OpenAiResponseWriter chunks() {
        return chunks.orElseThrow(() -> blamed("an answer that did not begin"));
    }

    private ProviderException blamed(String what) {
        context.blame();
        return new ProviderException.Malformed(AnthropicProtocol.NAME, what);
    }
}
