package handcar.llm;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.llm.cost.ModelCall;
import handcar.llm.provider.ProviderErrors;
import handcar.llm.provider.ProviderException;
import handcar.llm.provider.SseFrame;

/// An answer while the model writes it. Closing it, from any thread, stops the provider at once. Must be closed.
public final class ChatStream implements AutoCloseable {
    private final MeteredStream stream;
    private final StringBuilder text = new StringBuilder();
    private final List<ToolCall> calls = new ArrayList<>();
    private Iterator<SseFrame> events = List.<SseFrame>of().iterator();
    private Optional<String> first;
    private String finish = "";

    /// Waits for the first piece and keeps it.
    ChatStream(MeteredStream stream) {
        this.stream = stream;
        this.first = read();
    }

    /// The next piece of the text, never empty, waiting for it; empty once the answer is complete. [ProviderException] when it will not be.
    public Optional<String> next() {
        Optional<String> piece = first.isPresent() ? first : read();
        first = Optional.empty();
        return piece;
    }

    /// The whole answer; only after [#next] was empty.
    public ChatResponse result() {
        ModelCall call =
                stream.call()
                        .orElseThrow(
                                () -> new IllegalStateException("The answer is not complete yet."));
        List<ToolCall> whole = calls.stream().map(ToolCall::orNoArguments).toList();
        return new ChatResponse(text.toString(), whole, FinishReason.of(finish), call);
    }

    @Override
    public void close() {
        stream.close();
    }

    private Optional<String> read() {
        stream.check();
        Optional<String> piece = Optional.empty();
        while (piece.isEmpty()) {
            if (!events.hasNext()) {
                events = stream.next().iterator();
                if (!events.hasNext()) {
                    return Optional.empty();
                }
            }
            piece = read(events.next());
        }
        return piece;
    }

    private Optional<String> read(SseFrame event) {
        String data = event.data();
        if (data.isEmpty() || data.equals("[DONE]")) {
            return Optional.empty();
        }
        JsonView chunk;
        try {
            chunk = new JsonView(Json.object(data));
        } catch (MalformedJsonException e) {
            throw stream.refuse(
                    new ProviderException(
                            stream.provider(),
                            ProviderException.Kind.MALFORMED,
                            String.valueOf(e.getMessage())));
        }
        if (chunk.at("error").isPresent()) {
            throw stream.refuse(ProviderErrors.event(stream.provider(), chunk.at("error")));
        }
        JsonView choice = chunk.at("choices").at(0);
        finish = choice.text("finish_reason").orElse(finish);
        choice.at("delta").at("tool_calls").each().forEach(this::add);
        Optional<String> piece = ChatJson.text(choice.at("delta"));
        piece.ifPresent(text::append);
        return piece;
    }

    /// Tool calls arrive in pieces, by index.
    private void add(JsonView piece) {
        int last = calls.size();
        int index = Math.clamp(piece.number("index").orElse(last), 0, last);
        ToolCall before = index == last ? new ToolCall("", "", "") : calls.get(index);
        ToolCall call =
                new ToolCall(
                        piece.text("id").orElse(before.id()),
                        piece.at("function").text("name").orElse(before.name()),
                        before.arguments() + piece.at("function").text("arguments").orElse(""));
        if (index == last) {
            calls.add(call);
        } else {
            calls.set(index, call);
        }
    }
}
