package handcar.llm.provider;

import module java.base;

import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.llm.cost.TokenUsage;
import handcar.net.StreamingResponse;

/// A provider's event stream, handed on as the bytes it is. Its events are looked at only as far as the cost needs, and to tell an
/// end from a breaking off.
/// <https://platform.openai.com/docs/api-reference/chat-streaming> <https://docs.claude.com/en/docs/build-with-claude/streaming>
public final class PassedStream extends ProviderEventStream {
    private static final byte[] DONE = bytes("[DONE]");
    private static final byte[] ERROR = bytes("\"error\"");
    private static final byte[] TYPE = bytes("\"type\"");
    private static final byte[] USAGE = bytes("\"usage\"");
    private static final byte[] NO_USAGE = bytes(",\"usage\":null");
    private static final byte[] FINISH = bytes("\"finish_reason\"");

    /// The last events of streams that have no `[DONE]`, by their names or types.
    private static final Set<String> LAST =
            Set.of(
                    "response.completed",
                    "response.incomplete",
                    "message_stop",
                    "transcript.text.done",
                    "speech.audio.done",
                    "image_generation.completed");

    private final ModelRequest.Kind kind;
    private final boolean usageWanted;
    private final TokenUsage least;
    private final Map<String, Object> counted = new LinkedHashMap<>();
    private Optional<ProviderException> broken = Optional.empty();
    private String model;
    private long pieces;
    private boolean finished;
    private boolean countedItself;

    /// A chunk that counts the tokens, if the caller did not ask for it, was asked for on our own account and is kept
    /// back, since its empty list of choices surprises many programs.
    public PassedStream(
            String provider, StreamingResponse answer, String model, ModelRequest request) {
        super(provider, answer, request.isPassedOn(), request.eventRoom(provider));
        this.kind = request.kind();
        this.model = model;
        this.usageWanted = !kind.hasStreamOptions() || request.wantsUsage();
        this.least = request.least();
    }

    @Override
    public List<SseFrame> read() throws IOException {
        if (broken.isPresent()) {
            throw broken.get();
        }
        List<SseFrame> read = new ArrayList<>();
        while (read.isEmpty() && !complete) {
            Optional<SseFrame> frame = frames.next().or(this::last);
            if (frame.isEmpty()) {
                end(read);
            }
            while (frame.isPresent()) {
                take(frame.get(), read);
                frame = complete || broken.isPresent() ? Optional.empty() : frames.ready();
            }
        }
        return read;
    }

    /// Some servers leave out the last empty line. What is not whole was cut.
    private Optional<SseFrame> last() {
        return frames.rest()
                .filter(frame -> frame.begins(DONE) || JsonView.lenient(frame.json()).isPresent())
                .map(SseFrame::ended);
    }

    /// Some compatible servers leave `[DONE]` out; a stream that named its reason to finish is complete without.
    private void end(List<SseFrame> read) {
        if (!finished) {
            throw endedEarly();
        }
        complete = true;
        if (kind.hasStreamOptions()) {
            read.add(SseFrame.of(OpenAiResponseWriter.DONE));
        }
    }

    /// What came before a failure is handed on first.
    private void take(SseFrame frame, List<SseFrame> read) {
        try {
            if (frame.isWhole()) {
                look(frame, read);
            } else {
                lookAtPiece(frame);
                read.add(frame);
            }
        } catch (ProviderException e) {
            if (read.isEmpty()) {
                throw e;
            }
            broken = Optional.of(e);
        }
    }

    /// Of an event that is too large for the memory, the reason to finish is read and nothing else.
    private void lookAtPiece(SseFrame frame) {
        pieces++;
        finished |= frame.has(FINISH, '"') || !kind.hasStreamOptions();
    }

    private void look(SseFrame frame, List<SseFrame> read) {
        if (frame.begins(DONE)) {
            complete = true;
            read.add(frame);
            return;
        }
        // alone, or within a chunk as OpenRouter writes it; some servers write a text
        if (frame.has(ERROR, '{') || frame.has(ERROR, '"')) {
            JsonView error = chunk(frame).at("error");
            if (error.isPresent()) {
                throw failed(error);
            }
        }
        String name = kind.hasStreamOptions() ? "" : name(frame);
        if (name.equals("error")) {
            JsonView event = chunk(frame);
            throw failed(event.at("error").isPresent() ? event.at("error") : event);
        }
        if (name.equals("response.failed")) {
            JsonView event = chunk(frame);
            count(event);
            throw failed(event.at("response").at("error"));
        }
        pieces++;
        boolean last = LAST.contains(name);
        finished |= last || frame.has(FINISH, '"');
        complete |= last;
        if (frame.has(USAGE, '{')) {
            JsonView chunk = chunk(frame);
            count(chunk);
            if (!usageWanted && !chunk.at("choices").at(0).isPresent()) {
                return;
            }
        }
        read.add(usageWanted ? frame : frame.without(NO_USAGE));
    }

    /// OpenAI's streams of speech and some servers write no names, but the type in the data says the same.
    private static String name(SseFrame frame) {
        String name = frame.name();
        return name.isEmpty() && frame.has(TYPE, '"')
                ? JsonView.lenient(frame.json()).text("type").orElse("")
                : name;
    }

    /// The usage stands in the chunk itself, in the answer that an event carries, or where Groq puts it.
    private void count(JsonView chunk) {
        countedItself |= chunk.at("usage").isPresent();
        for (JsonView place :
                List.of(chunk, chunk.at("response"), chunk.at("message"), chunk.at("x_groq"))) {
            if (place.at("usage").isPresent()) {
                counted.putAll(place.at("usage").fields()); // cumulative, so the last counts
                model = place.text("model").orElse(model);
            }
        }
    }

    private JsonView chunk(SseFrame frame) {
        try {
            return json(frame);
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
        Optional<TokenUsage> said = UsageJson.read(new JsonView(counted));
        // Anthropic counts what was read in its first event, and what was written in its last one
        boolean whole = countedItself || kind != ModelRequest.Kind.MESSAGES;
        return said.filter(_ -> whole).orElseGet(() -> said.orElse(least).withOutput(pieces));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
