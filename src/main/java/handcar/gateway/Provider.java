package handcar.gateway;

import java.time.Duration;

/// Somebody who runs models. Speaks one wire format; knows nothing of other providers, costs or the ledger.
sealed interface Provider permits OpenAiProvider, AnthropicProvider {
    /// `openai` or `anthropic`.
    String name();

    /// The model used for a request.
    String model(ChatRequest request);

    /// The whole answer; [ProviderFailure] when there is none.
    ProviderAnswer complete(ChatRequest request, Patience patience);

    /// The answer as it is written; [ProviderFailure] when it does not begin.
    ProviderStream stream(ChatRequest request, Patience patience);

    /// Whether it is called at the moment.
    handcar.net.BreakerState breaker();

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
}
