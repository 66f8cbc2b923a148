package handcar.gateway;

import handcar.net.Answer;
import handcar.net.BreakerState;
import handcar.net.Exchange;

import java.time.Duration;

/// Somebody who runs models: a wire, and the way to it. Knows nothing of other providers, costs or the ledger.
final class Provider {
    private final Wire wire;
    private final Wired messages;

    Provider(Wire wire, Wired messages) {
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
    BreakerState breaker() {
        return messages.breaker();
    }

    /// The whole answer; [ProviderFailure] when there is none.
    ProviderAnswer complete(ChatRequest request, Patience patience) {
        String model = model(request);
        return whole(
                request,
                model,
                messages.call(model, quirks -> wire.body(request, model, quirks, false), patience));
    }

    /// The answer as it is written; [ProviderFailure] when it does not begin. Some servers ignore the wish for a stream
    /// and send the whole answer as JSON, which is an answer too.
    ProviderStream stream(ChatRequest request, Patience patience) {
        String model = model(request);
        Exchange exchange =
                messages.open(model, quirks -> wire.body(request, model, quirks, true), patience);
        return switch (exchange.mediaType()) {
            case "text/event-stream" ->
                    new EventStream(
                            name(), exchange, wire.reading(model, OpenAiWire.length(request)));
            case "application/json" ->
                    new ToldAtOnce(whole(request, model, Failures.whole(name(), exchange)));
            default -> throw Failures.noStream(name(), exchange);
        };
    }

    private ProviderAnswer whole(ChatRequest request, String model, Answer answer) {
        return wire.whole(answer, model, OpenAiWire.length(request));
    }
}
