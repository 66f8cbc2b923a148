package handcar.llm.anthropic;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.OpenAiResponseWriter;
import handcar.llm.provider.ProviderEventStream;
import handcar.llm.provider.SseFrame;
import handcar.net.StreamingResponse;

/// Anthropic's events, `message_start` to `message_stop`, translated into OpenAI's; `ping` and unknown ones mean nothing.
/// <https://docs.claude.com/en/docs/build-with-claude/streaming>
final class AnthropicStream extends ProviderEventStream {
    private final boolean usageWanted;
    private final long inputLength;
    private final Map<Long, Integer> calls = new HashMap<>();
    private final Map<String, Object> usage = new LinkedHashMap<>();
    private Optional<OpenAiResponseWriter> chunks = Optional.empty();
    private String model;
    private String stopReason = "";
    private long length;
    private boolean begun;

    AnthropicStream(String provider, StreamingResponse answer, String model, ModelRequest request) {
        super(provider, answer);
        this.model = model;
        this.usageWanted = request.wantsUsage();
        this.inputLength = request.inputLength();
    }

    /// At first until it is clear that an answer begins: `message_start` alone says little.
    @Override
    public List<SseFrame> read() throws IOException {
        List<SseFrame> read = new ArrayList<>();
        while (read.size() < (begun ? 1 : 2) && !complete) {
            String data = frames.next().or(frames::rest).orElseThrow(this::endedEarly).data();
            if (!data.isEmpty()) {
                take(json(data), read);
            }
        }
        begun = true;
        return read;
    }

    private void take(JsonView event, List<SseFrame> read) {
        switch (event.text("type").orElse("")) {
            case "error" -> throw failed(event.at("error"));
            case "message_start" -> {
                JsonView message = event.at("message");
                model = message.text("model").orElse(model);
                usage.putAll(message.at("usage").fields());
                chunks =
                        Optional.of(
                                new OpenAiResponseWriter(
                                        message.text("id").orElse("chatcmpl"), model));
                read.add(chunks().opening(Map.of()));
            }
            case "content_block_start" -> started(event, read);
            case "content_block_delta" -> {
                JsonView delta = event.at("delta");
                delta.text("partial_json")
                        .ifPresent(piece -> read.add(chunks().arguments(index(event), piece)));
                text(delta, read);
            }
            case "message_delta" -> {
                stopReason = event.at("delta").text("stop_reason").orElse(stopReason);
                usage.putAll(event.at("usage").fields()); // cumulative, so the last counts
            }
            case "message_stop" -> {
                read.addAll(
                        chunks().end(AnthropicProvider.finish(stopReason), usage(), usageWanted));
                complete = true;
            }
            default -> {}
        }
    }

    private void started(JsonView event, List<SseFrame> read) {
        JsonView block = event.at("content_block");
        if (block.text("type").equals(Optional.of("tool_use"))) {
            calls.put(event.number("index").orElse(-1), calls.size());
            read.add(
                    chunks().call(
                                    index(event),
                                    block.text("id").orElse(""),
                                    block.text("name").orElse("")));
        }
        text(block, read);
    }

    private void text(JsonView block, List<SseFrame> read) {
        block.text("text")
                .ifPresent(
                        piece -> {
                            length += piece.length();
                            read.add(chunks().text(piece));
                        });
    }

    /// OpenAI numbers the calls, Anthropic the blocks.
    private int index(JsonView event) {
        return calls.getOrDefault(event.number("index").orElse(-1), 0);
    }

    private OpenAiResponseWriter chunks() {
        return chunks.orElseThrow(() -> malformed("an answer that did not begin"));
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public TokenUsage usage() {
        return AnthropicProvider.usage(new JsonView(usage), inputLength, length);
    }
}
