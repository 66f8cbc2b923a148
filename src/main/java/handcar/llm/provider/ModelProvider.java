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

    /// The models that a setting lists as the provider's; empty when it takes any name.
    default List<String> listed() {
        return List.of();
    }

    /// Whether a setting lists this model as the provider's.
    default boolean lists(String model) {
        return listed().contains(model);
    }

    /// Whether the provider answers requests of this kind.
    boolean does(ModelRequest.Kind kind);

    /// Whether requests of this kind and their answers are in the provider's own words, so that nothing has to be translated.
    default boolean isOwn(ModelRequest.Kind kind) {
        return does(kind);
    }

    /// The model it uses when the one that was asked for is another's; empty when it does not do this kind of work.
    Optional<String> defaultModel(ModelRequest.Kind kind);

    /// The state of its circuit breaker for Handcar's own calls.
    CircuitState breaker();

    /// How many keys there are for it.
    default int keys() {
        return 0;
    }

    /// The keys that it refuses.
    default List<RefusedKey> refusedKeys() {
        return List.of();
    }

    /// The whole answer; [ProviderException] when there is none.
    ProviderResponse complete(ModelRequest request, String model, RetrySchedule retries);

    /// The answer for a program, as it is written or whole, must be closed; [ProviderException] when it does not begin. Bytes are
    /// passed on where the provider's own API is asked for.
    default ModelStream pass(ModelRequest request, String model, RetrySchedule retries) {
        return request.streams()
                ? stream(request, model, retries)
                : CompleteStream.whole(complete(request, model, retries));
    }

    /// The answer as it is written, must be closed; [ProviderException] when it does not begin.
    ModelStream stream(ModelRequest request, String model, RetrySchedule retries);
}
