package handcar.llm.openai;

import module java.base;

import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.OpenAiResponseWriter;
import handcar.llm.provider.ProviderEventStream;
import handcar.llm.provider.ProviderException;
import handcar.llm.provider.SseFrame;
import handcar.net.StreamingResponse;

/// OpenAI's event stream, handed on as the bytes it is: `data: {json}` events, the last one `data: [DONE]`. They are
/// looked at only as far as the cost needs, and to tell an end from a breaking off.
/// <https://platform.openai.com/docs/api-reference/chat-streaming>
final class OpenAiStream extends ProviderEventStream {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ERROR = "{\"error\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] USAGE = "\"usage\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FINISH = "\"finish_reason\"".getBytes(StandardCharsets.UTF_8);

    private final boolean usageWanted;
    private final long inputLength;
    private Optional<ProviderException> broken = Optional.empty();
    private Optional<TokenUsage> counted = Optional.empty();
    private String model;
    private long pieces;
    private boolean finished;

    /// A chunk that counts the tokens, if the caller did not ask for it, was asked for on our own account and is kept
    /// back, since its empty list of choices surprises many programs.
    OpenAiStream(String provider, StreamingResponse answer, String model, ModelRequest request) {
        super(provider, answer);
        this.model = model;
        this.usageWanted = request.wantsUsage();
        this.inputLength = request.inputLength();
    }

    @Override
    public List<SseFrame> read() throws IOException {
        if (broken.isPresent()) {
            throw broken.get();
        }
        List<SseFrame> read = new ArrayList<>();
        while (read.isEmpty() && !complete) {
            Optional<SseFrame> frame = frames.next();
            if (frame.isEmpty()) {
                read.add(end());
            }
            while (frame.isPresent()) {
                take(frame.get(), read);
                frame = complete || broken.isPresent() ? Optional.empty() : frames.ready();
            }
        }
        return read;
    }

    /// Some compatible servers leave `[DONE]` out; a stream that named its reason to finish is complete without.
    private SseFrame end() {
        if (!finished) {
            throw endedEarly();
        }
        complete = true;
        return SseFrame.of(OpenAiResponseWriter.DONE);
    }

    /// What came before a failure is handed on first.
    private void take(SseFrame frame, List<SseFrame> read) {
        try {
            if (isWanted(frame)) {
                read.add(frame);
            }
        } catch (ProviderException e) {
            if (read.isEmpty()) {
                throw e;
            }
            broken = Optional.of(e);
        }
    }

    private boolean isWanted(SseFrame frame) {
        if (frame.begins(DONE)) {
            complete = true;
            return true;
        }
        if (frame.begins(ERROR)) {
            throw failed(chunk(frame).at("error"));
        }
        pieces++;
        finished |= frame.has(FINISH, '"');
        if (!frame.has(USAGE, '{')) {
            return true;
        }
        JsonView chunk = chunk(frame);
        if (chunk.at("usage").number("prompt_tokens").isPresent()) {
            counted = Optional.of(OpenAiProvider.usage(chunk.at("usage"), 0, 0));
            model = chunk.text("model").orElse(model);
        }
        return usageWanted || chunk.at("choices").at(0).isPresent();
    }

    private JsonView chunk(SseFrame frame) {
        try {
            return json(frame.data());
        } catch (MalformedJsonException e) {
            throw malformed("an event that is not JSON");
        }
    }

    @Override
    public String model() {
        return model;
    }

    /// A chunk is a token for most providers, which is the best guess there is when a stream breaks off.
    @Override
    public TokenUsage usage() {
        return counted.orElseGet(
                () ->
                        new TokenUsage(
                                TokenUsage.estimate(inputLength, 0).inputTokens(), pieces, true));
    }
}
