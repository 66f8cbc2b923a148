package handcar.llm.provider;

import module java.base;

import handcar.config.Secret;

/// One configured provider.
///
/// @param name as the call log, the metrics and `X-Model-Provider` show it
/// @param baseUrl may end with slashes or without
/// @param models tells by their names which models are the provider's
/// @param chatModel used when the model that is asked for is another's
/// @param embeddingModel empty when the provider makes no vectors
/// @param maxTokens of an answer when the caller does not say
/// @param timeout for a whole answer, and for the silence of a streamed one
public record ProviderSettings(
        String name,
        String baseUrl,
        Secret key,
        Predicate<String> models,
        String chatModel,
        Optional<String> embeddingModel,
        int maxTokens,
        Duration timeout) {
    /// The model for requests that name another's.
    public Optional<String> defaultModel(ModelRequest.Kind kind) {
        return switch (kind) {
            case CHAT -> Optional.of(chatModel);
            case EMBEDDINGS -> embeddingModel;
        };
    }

    /// The base URL without slashes at its end.
    public String base() {
        return baseUrl.replaceAll("/+$", "");
    }
}
