package handcar.llm;

import handcar.net.CircuitState;
import handcar.net.Response;
import handcar.net.StreamingResponse;

import java.time.Duration;

/// Somebody who runs models: a wire, and the way to it. Knows nothing of other providers, costs or the ledger.
final class ModelProvider {
    private final ProviderProtocol wire;
    private final ProviderEndpoint messages;

    ModelProvider(ProviderProtocol wire, ProviderEndpoint messages) {
        this.wire = wire;
        this.messages = messages;
    }

    /// How hard to try.
    enum Patience {
        /// Another provider waits behind this one: one more try, and soon.
        LITTLE,
        /// Nobody else can answer.
        FULL
    }

    /// The longest time for a whole answer that is not streamed is also the longest silence of one that is; a stream as
    /// a whole may take three times as long, which stays below an agent's run.
    static Duration streamTime(Duration timeout) {
        return timeout.multipliedBy(3);
    }

    /// `openai` or `anthropic`.
    String name() {
        return wire.name();
    }

    /// The model used for a request.
    String model(ChatRequest request) {
        return wire.model(request);
    }

    /// Whether it is called at the moment.
    CircuitState breaker() {
        return messages.breaker();
    }

    /// The whole answer; [ProviderException] when there is none.
    ProviderResponse complete(ChatRequest request, Patience patience) {
        String model = model(request);
        return whole(
                request,
                model,
                messages.call(model, quirks -> wire.body(request, model, quirks, false), patience));
    }

    /// The answer as it is written; [ProviderException] when it does not begin. Some servers ignore the wish for a stream
    /// and send the whole answer as JSON, which is an answer too.
    ProviderStream stream(ChatRequest request, Patience patience) {
        String model = model(request);
        StreamingResponse context =
                messages.open(model, quirks -> wire.body(request, model, quirks, true), patience);
        return switch (context.mediaType()) {
            case "text/event-stream" ->
                    new ProviderEventStream(
                            name(), context, wire.reading(model, OpenAiJson.length(request)));
            case "application/json" ->
                    new SinglePieceStream(
                            whole(request, model, ProviderErrors.whole(name(), context)));
            default -> throw ProviderErrors.noStream(name(), context);
        };
    }

    private ProviderResponse whole(ChatRequest request, String model, Response answer) {
        return wire.whole(answer, model, OpenAiJson.length(request));
    }
}
