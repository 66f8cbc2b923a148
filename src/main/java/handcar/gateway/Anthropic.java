package handcar.gateway;

import handcar.config.Config;
import handcar.config.Secret;
import handcar.json.JsonView;
import handcar.net.Answer;
import handcar.net.Outgoing;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/// Anthropic's messages wire. <https://docs.claude.com/en/api/messages>
record Anthropic(Config.Models config) implements Wire {
    static final String NAME = "anthropic";

    private static final String VERSION = "2023-06-01";

    static Provider provider(Config.Models config, Secret key, Outgoing out) {
        return new Provider(new Anthropic(config), wired("anthropic.messages", config, key, out));
    }

    /// The way to its messages, under a name for metrics. The base URL may end with slashes, and with the `/v1` that other
    /// clients want.
    static Wired wired(String name, Config.Models config, Secret key, Outgoing out) {
        String base = config.anthropicBaseUrl().replaceAll("/+$", "").replaceAll("/v1$", "");
        return new Wired(
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
        return request.model().filter(Anthropic::isItsModel).orElse(config.anthropicModel());
    }

    @Override
    public Map<String, Object> body(
            ChatRequest request, String model, Set<Quirk> quirks, boolean stream) {
        return AnthropicWire.body(request, model, config, quirks, stream);
    }

    @Override
    public ProviderAnswer whole(Answer answer, String model, long inputLength) {
        return read(answer, model, inputLength);
    }

    /// The same for those who have no request of ours.
    static ProviderAnswer read(Answer answer, String model, long inputLength) {
        JsonView body = Failures.json(answer);
        if (body.at("error").isPresent()) {
            throw Failures.event(NAME, body.at("error"));
        }
        if (!body.at("content").isPresent()) {
            throw new ProviderFailure.Malformed(NAME, "an answer without content");
        }
        return AnthropicWire.answer(body, model, inputLength);
    }

    @Override
    public ProviderStream.Reading reading(String model, long inputLength) {
        return new AnthropicReading(NAME, model, inputLength);
    }
}
