package handcar.llm.provider;

import module java.base;

/// One provider.
///
/// @param name as the call log and `X-Model-Provider` show it
/// @param metric as the metrics call it; of few, because each is a series for ever
/// @param baseUrl may end with slashes or without, and have a query
/// @param models tells by their names which models are the provider's
/// @param listed the models that a setting lists as its own
/// @param chatModel used when the model that is asked for is another's; empty when only its own are asked for
/// @param embeddingModel empty when the provider makes no vectors for others
/// @param maxTokens of an answer when the caller does not say
/// @param timeout for a whole answer of Handcar's own calls, and for the silence of a streamed one
/// @param programTimeout the same for the calls of programs
public record ProviderSettings(
        String name,
        String metric,
        String baseUrl,
        ProviderKeys keys,
        Predicate<String> models,
        List<String> listed,
        Optional<String> chatModel,
        Optional<String> embeddingModel,
        int maxTokens,
        Duration timeout,
        Duration programTimeout) {
    /// The model for requests that name another's, or none.
    public Optional<String> defaultModel(ModelRequest.Kind kind) {
        return switch (kind) {
            case CHAT, COMPLETIONS, RESPONSES, MESSAGES, COUNT_TOKENS -> chatModel;
            case EMBEDDINGS -> embeddingModel;
            case MODERATIONS -> Optional.of("omni-moderation-latest");
            case IMAGES -> Optional.of("gpt-image-1");
            case SPEECH -> Optional.of("gpt-4o-mini-tts");
            case TRANSCRIPTIONS -> Optional.of("whisper-1");
        };
    }

    /// The URL of a path below the base URL, whose query stays at the end. A `/v1` at which both meet is there once.
    public String url(String path) {
        int query = baseUrl.indexOf('?');
        String end = query < 0 ? "" : baseUrl.substring(query);
        String base = baseUrl.substring(0, baseUrl.length() - end.length()).replaceAll("/+$", "");
        return (path.startsWith("/v1/") ? base.replaceAll("/v1$", "") : base) + path + end;
    }
}
