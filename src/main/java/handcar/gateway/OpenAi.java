package handcar.gateway;

import handcar.config.Config;
import handcar.config.Secret;
import handcar.json.JsonView;
import handcar.net.Answer;
import handcar.net.Outgoing;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/// Any server with OpenAI's chat wire. <https://platform.openai.com/docs/api-reference/chat>
record OpenAi(Config.Models config) implements Wire {
    static final String NAME = "openai";

    static Provider provider(Config.Models config, Secret key, Outgoing out) {
        return new Provider(
                new OpenAi(config), wired("openai.chat", "/chat/completions", config, key, out));
    }

    /// The way to one of its endpoints, under a name for metrics.
    static Wired wired(String name, String path, Config.Models config, Secret key, Outgoing out) {
        return new Wired(
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
                .filter(model -> !Anthropic.isItsModel(model))
                .orElse(config.openAiModel());
    }

    @Override
    public Map<String, Object> body(
            ChatRequest request, String model, Set<Quirk> quirks, boolean stream) {
        return OpenAiWire.body(request, model, config, quirks, stream);
    }

    @Override
    public ProviderAnswer whole(Answer answer, String model, long inputLength) {
        JsonView body = Failures.json(answer);
        if (body.at("error").isPresent()) {
            throw Failures.event(NAME, body.at("error"));
        }
        if (!body.at("choices").at(0).at("message").isPresent()) {
            throw new ProviderFailure.Malformed(NAME, "an answer without choices");
        }
        return OpenAiWire.answer(body, model, inputLength);
    }

    @Override
    public ProviderStream.Reading reading(String model, long inputLength) {
        return new OpenAiReading(NAME, model, inputLength);
    }
}
