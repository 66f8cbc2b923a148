package handcar.llm;

import handcar.config.Config;
import handcar.config.Secret;
import handcar.json.JsonView;
import handcar.net.HttpClient;
import handcar.net.Response;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/// Any server with OpenAI's chat wire. <https://platform.openai.com/docs/api-reference/chat>
record OpenAiProtocol(Config.Models config) implements ProviderProtocol {
    static final String NAME = "openai";

    static ModelProvider provider(Config.Models config, Secret key, HttpClient out) {
        return new ModelProvider(
                new OpenAiProtocol(config),
                wired("openai.chat", "/chat/completions", config, key, out));
    }

    /// The way to one of its endpoints, under a name for metrics.
    static ProviderEndpoint wired(
            String name, String path, Config.Models config, Secret key, HttpClient out) {
        return new ProviderEndpoint(
                NAME,
                name,
                endpoint(config, path),
                Map.of("Authorization", "Bearer " + key.reveal()),
                config.timeout(),
                out);
    }

    /// The base URL may end with slashes or without.
    static URI endpoint(Config.Models config, String path) {
        return URI.create(config.openAiBaseUrl().replaceAll("/+$", "") + path);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String model(ChatRequest request) {
        return request.model()
                .filter(model -> !AnthropicProtocol.isItsModel(model))
                .orElse(config.openAiModel());
    }

    @Override
    public Map<String, Object> body(
            ChatRequest request, String model, Set<CompatibilityFlag> quirks, boolean stream) {
        return OpenAiJson.body(request, model, config, quirks, stream);
    }

    @Override
    public ProviderResponse whole(Response answer, String model, long inputLength) {
        JsonView body = ProviderErrors.json(answer);
        if (body.at("error").isPresent()) {
            throw ProviderErrors.event(NAME, body.at("error"));
        }
        if (!body.at("choices").at(0).at("message").isPresent()) {
            throw new ProviderException.Malformed(NAME, "an answer without choices");
        }
        return OpenAiJson.answer(body, model, inputLength);
    }

    @Override
    public ProviderStream.Reading reading(String model, long inputLength) {
        return new OpenAiStreamParser(NAME, model, inputLength);
    }
}
