package handcar.llm;

import handcar.config.Config;
import handcar.config.Secret;
import handcar.json.JsonView;
import handcar.net.HttpClient;
import handcar.net.Response;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/// Anthropic's messages wire. <https://docs.claude.com/en/api/messages>
record AnthropicProtocol(Config.Models config) implements ProviderProtocol {
    static final String NAME = "anthropic";

    private static final String VERSION = "2023-06-01";

    static ModelProvider provider(Config.Models config, Secret key, HttpClient out) {
        return new ModelProvider(
                new AnthropicProtocol(config), wired("anthropic.messages", config, key, out));
    }

    /// The way to its messages, under a name for metrics. The base URL may end with slashes, and with the `/v1` that other
    /// clients want.
    static ProviderEndpoint wired(String name, Config.Models config, Secret key, HttpClient out) {
        String base = config.anthropicBaseUrl().replaceAll("/+$", "").replaceAll("/v1$", "");
        return new ProviderEndpoint(
                NAME,
                name,
                URI.create(base + "/v1/messages"),
                Map.of("x-api-key", key.reveal(), "anthropic-version", VERSION),
                config.timeout(),
                out);
    }

    /// Whether a model's name says that it is Anthropic's.
    static boolean isItsModel(String model) {
        return model.startsWith("claude");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String model(ChatRequest request) {
        return request.model()
                .filter(AnthropicProtocol::isItsModel)
                .orElse(config.anthropicModel());
    }

    @Override
    public Map<String, Object> body(
            ChatRequest request, String model, Set<CompatibilityFlag> quirks, boolean stream) {
        return AnthropicJson.body(request, model, config, quirks, stream);
    }

    @Override
    public ProviderResponse whole(Response answer, String model, long inputLength) {
        return read(answer, model, inputLength);
    }

    /// The same for those who have no request of ours.
    static ProviderResponse read(Response answer, String model, long inputLength) {
        JsonView body = ProviderErrors.json(answer);
        if (body.at("error").isPresent()) {
            throw ProviderErrors.event(NAME, body.at("error"));
        }
        if (!body.at("content").isPresent()) {
            throw new ProviderException.Malformed(NAME, "an answer without content");
        }
        return AnthropicJson.answer(body, model, inputLength);
    }

    @Override
    public ProviderStream.Reading reading(String model, long inputLength) {
        return new AnthropicStreamParser(NAME, model, inputLength);
    }
}
