package handcar.llm.provider;

import module java.base;

import handcar.net.CircuitState;
import handcar.time.RetrySchedule;

/// Runs models. Takes OpenAI's JSON and answers in it, whatever the format of the provider. Knows nothing of
/// other providers, costs or the call log.
public interface ModelProvider {
    /// `openai`, `anthropic`, `built-in`.
    String name();

    /// Whether the provider runs a model of this name.
    boolean serves(String model);

    /// The model it uses when the one that was asked for is another's; empty when it does not do this kind of work.
    Optional<String> defaultModel(ModelRequest.Kind kind);

    /// The state of its circuit breaker.
    CircuitState breaker();

    /// The whole answer; [ProviderException] when there is none.
    ProviderResponse complete(ModelRequest request, String model, RetrySchedule retries);

    /// The answer as it is written, must be closed; [ProviderException] when it does not begin.
    ModelStream stream(ModelRequest request, String model, RetrySchedule retries);
}
