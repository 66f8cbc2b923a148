package handcar.llm;

import handcar.json.JsonView;
import handcar.net.SseEvent;

import java.util.Optional;

/// One answer streamed in OpenAI's chunks: `data: {json}` lines, the last one `data: [DONE]`.
/// <https://platform.openai.com/docs/api-reference/chat-streaming>
final class OpenAiStreamParser implements ProviderStream.Reading {
    private final String provider;
    private final long inputLength;
    private final StringBuilder text = new StringBuilder();
    private final OpenAiJson.Calls calls = new OpenAiJson.Calls();
    private String model;
    private Optional<String> finish = Optional.empty();
    private JsonView usage = new JsonView(null);

    OpenAiStreamParser(String provider, String model, long inputLength) {
        this.provider = provider;
        this.model = model;
        this.inputLength = inputLength;
    }

    @Override
    public boolean isLast(SseEvent event) {
        return event.data().strip().equals("[DONE]");
    }

    @Override
    public Optional<String> read(JsonView chunk) {
        if (chunk.at("error").isPresent()) {
            throw ProviderErrors.event(provider, chunk.at("error"));
        }
        model = chunk.text("model").orElse(model);
        if (chunk.at("usage").isPresent()) {
            usage = chunk.at("usage");
        }
        JsonView choice = chunk.at("choices").at(0);
        finish = choice.text("finish_reason").or(() -> finish);
        JsonView delta = choice.at("delta");
        delta.at("tool_calls").each().forEach(calls::add);
        Optional<String> piece = delta.text("content").or(() -> delta.text("refusal"));
        piece.ifPresent(text::append);
        return piece;
    }

    /// Some compatible servers leave `[DONE]` out; a stream that named its reason to finish is complete without.
    @Override
    public boolean mayEnd() {
        return finish.isPresent();
    }

    @Override
    public ProviderResponse answer() {
        return new ProviderResponse(
                text.toString(),
                calls.all(),
                OpenAiJson.finish(finish.orElse("stop")),
                OpenAiJson.usage(usage, inputLength, text.length()),
                model);
    }
}
