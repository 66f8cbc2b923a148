package handcar.gateway;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJson;
import handcar.net.BrokenBody;
import handcar.net.Exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// An OpenAI stream passed on as the bytes it is. Looked at only as far as the ledger needs, and to tell an end from a
/// breaking off.
final class OpenAiPassage implements Passage {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ERROR = "{\"error\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] USAGE = "\"usage\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FINISH = "\"finish_reason\"".getBytes(StandardCharsets.UTF_8);

    private final String provider;
    private final Exchange exchange;
    private final EventFrames frames;
    private final boolean usageWanted;
    private final long inputLength;
    private Optional<EventFrames.Frame> first = Optional.empty();
    private Optional<Usage> counted = Optional.empty();
    private String model;
    private long pieces;
    private boolean finished;
    private boolean complete;

    /// @param usageWanted whether the program asked for the chunk that counts; if not, it was asked for on our own account
    ///     and is kept back, since its empty list of choices surprises many programs
    OpenAiPassage(
            String provider,
            Exchange exchange,
            String model,
            boolean usageWanted,
            long inputLength) {
        this.provider = provider;
        this.exchange = exchange;
        this.frames = new EventFrames(exchange.body());
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
        Optional<EventFrames.Frame> frame = first;
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
            exchange.enough();
            exchange.close();
        }
        return !complete;
    }

    @Override
    public String model() {
        return model;
    }

    /// A chunk is a token for most providers, which is the best guess there is when a stream breaks off.
    @Override
    public Usage usage() {
        return counted.orElseGet(
                () -> new Usage(Usage.estimate(inputLength, 0).inputTokens(), pieces, true));
    }

    @Override
    public void close() {
        exchange.close();
    }

    private Optional<EventFrames.Frame> read() {
        try {
            Optional<EventFrames.Frame> frame = frames.next();
            if (frame.isEmpty()) {
                // some compatible servers leave [DONE] out; one that named its reason to finish is
                // done
                complete = true;
                if (!finished) {
                    throw blamed("the stream ended before the answer did");
                }
            }
            return frame;
        } catch (BrokenBody e) {
            throw Failures.broken(provider, e.reason(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw blamed(String.valueOf(e.getMessage()));
        }
    }

    private ProviderFailure blamed(String what) {
        exchange.blame();
        return new ProviderFailure.Malformed(provider, what);
    }

    private void inspect(EventFrames.Frame frame) {
        if (frame.begins(DONE)) {
            complete = true;
            return;
        }
        if (frame.begins(ERROR)) {
            exchange.blame();
            throw Failures.event(provider, json(frame).at("error"));
        }
        pieces++;
        finished |= frame.has(FINISH, '"');
        if (frame.has(USAGE, '{')) {
            count(json(frame));
        }
    }

    private void count(JsonView chunk) {
        if (chunk.at("usage").number("prompt_tokens").isPresent()) {
            counted = Optional.of(OpenAiWire.usage(chunk.at("usage"), 0, 0));
            model = chunk.text("model").orElse(model);
        }
    }

    private void pass(EventFrames.Frame frame, OutputStream out) throws IOException {
        boolean keptBack =
                !usageWanted
                        && frame.has(USAGE, '{')
                        && json(frame).at("choices").at(0).value() == null;
        if (!keptBack) {
            out.write(frame.bytes(), frame.from(), frame.length());
        }
    }

    private JsonView json(EventFrames.Frame frame) {
        try {
            return new JsonView(Json.object(frame.data()));
        } catch (MalformedJson e) {
            throw blamed("an event that is not JSON");
        }
    }
}
