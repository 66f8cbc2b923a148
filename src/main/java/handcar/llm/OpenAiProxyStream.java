package handcar.llm;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.net.BodyException;
import handcar.net.StreamingResponse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// An OpenAI stream passed on as the bytes it is. Looked at only as far as the ledger needs, and to tell an end from a
/// breaking off.
final class OpenAiProxyStream implements ProxyStream {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ERROR = "{\"error\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] USAGE = "\"usage\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FINISH = "\"finish_reason\"".getBytes(StandardCharsets.UTF_8);

    private final String provider;
    private final StreamingResponse context;
    private final SseFrameSplitter frames;
    private final boolean usageWanted;
    private final long inputLength;
    private Optional<SseFrameSplitter.Frame> first = Optional.empty();
    private Optional<TokenUsage> counted = Optional.empty();
    private String model;
    private long pieces;
    private boolean finished;
    private boolean complete;

    /// @param usageWanted whether the program asked for the chunk that counts; if not, it was asked for on our own account
    ///     and is kept back, since its empty list of choices surprises many programs
    OpenAiProxyStream(
            String provider,
            StreamingResponse context,
            String model,
            boolean usageWanted,
            long inputLength) {
        this.provider = provider;
        this.context = context;
        this.frames = new SseFrameSplitter(context.body());
        this.model = model;
        this.usageWanted = usageWanted;
        this.inputLength = inputLength;
    }

    @Override
    public void begin() {
        first = read();
        first.ifPresent(this::inspect);
    }

    @Override
    public boolean forward(OutputStream out) throws IOException {
        Optional<SseFrameSplitter.Frame> frame = first;
        if (frame.isPresent()) {
            first = Optional.empty();
            pass(frame.get(), out);
        } else if (!complete) {
            frame = read();
            if (frame.isEmpty()) {
                out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
            }
            while (frame.isPresent()) {
                inspect(frame.get());
                pass(frame.get(), out);
                frame = complete ? Optional.empty() : frames.ready();
            }
        }
        if (complete) {
            context.enough();
            context.close();
        }
        return !complete;
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

    @Override
    public void close() {
        context.close();
    }

    private Optional<SseFrameSplitter.Frame> read() {
        try {
            Optional<SseFrameSplitter.Frame> frame = frames.next();
            if (frame.isEmpty()) {
                // some compatible servers leave [DONE] out; one that named its reason to finish is
                // done
                complete = true;
                if (!finished) {
                    throw blamed("the stream ended before the answer did");
                }
            }
            return frame;
        } catch (BodyException e) {
            throw ProviderErrors.broken(provider, e.reason(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw blamed(String.valueOf(e.getMessage()));
        }
    }

    private ProviderException blamed(String what) {
        context.blame();
        return new ProviderException.Malformed(provider, what);
    }

    private void inspect(SseFrameSplitter.Frame frame) {
        if (frame.begins(DONE)) {
            complete = true;
            return;
        }
        if (frame.begins(ERROR)) {
            context.blame();
            throw ProviderErrors.event(provider, json(frame).at("error"));
        }
        pieces++;
        finished |= frame.has(FINISH, '"');
        if (frame.has(USAGE, '{')) {
            count(json(frame));
        }
    }

    private void count(JsonView chunk) {
        if (chunk.at("usage").number("prompt_tokens").isPresent()) {
            counted = Optional.of(OpenAiJson.usage(chunk.at("usage"), 0, 0));
            model = chunk.text("model").orElse(model);
        }
    }

    private void pass(SseFrameSplitter.Frame frame, OutputStream out) throws IOException {
        boolean keptBack =
                !usageWanted
                        && frame.has(USAGE, '{')
                        && json(frame).at("choices").at(0).value() == null;
        if (!keptBack) {
            out.write(frame.bytes(), frame.from(), frame.length());
        }
    }

    private JsonView json(SseFrameSplitter.Frame frame) {
        try {
            return new JsonView(Json.object(frame.data()));
        } catch (MalformedJsonException e) {
            throw blamed("an event that is not JSON");
        }
    }
}
