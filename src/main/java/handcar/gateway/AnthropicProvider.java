package handcar.gateway;

import handcar.config.Config;
import handcar.config.Secret;
import handcar.json.JsonView;
import handcar.net.Answer;
import handcar.net.BreakerState;
import handcar.net.Exchange;
import handcar.net.Outgoing;

import java.net.URI;
import java.util.Map;

/// Anthropic's messages wire. <https://docs.claude.com/en/api/messages>
final class AnthropicProvider implements Provider {
    static final String NAME = "anthropic";

    private static final String VERSION = "2023-06-01";

    private final Config.Models config;
    private final Wired messages;

    AnthropicProvider(Config.Models config, Secret key, Outgoing out) {
        this.config = config;
        this.messages = wired("anthropic.messages", config, key, out);
    }

    /// The way to its messages, under a name for metrics.
    static Wired wired(String name, Config.Models config, Secret key, Outgoing out) {
        return new Wired(
                NAME,
                name,
                endpoint(config),
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
                .filter(AnthropicProvider::isItsModel)
                .orElse(config.anthropicModel());
    }

    @Override
    public BreakerState breaker() {
        return messages.breaker();
    }

    @Override
    public ProviderAnswer complete(ChatRequest request, Patience patience) {
        String model = model(request);
        Answer answer =
                messages.call(
                        model,
                        quirks -> AnthropicWire.body(request, model, config, quirks, false),
                        patience);
        return whole(answer, model, OpenAiWire.length(request));
    }

    @Override
    public ProviderStream stream(ChatRequest request, Patience patience) {
        String model = model(request);
        Exchange exchange =
                messages.open(
                        model,
                        quirks -> AnthropicWire.body(request, model, config, quirks, true),
                        patience);
        AnthropicReading reading = new AnthropicReading(NAME, model, OpenAiWire.length(request));
        return Streams.of(
                NAME,
                exchange,
                reading,
                answer -> whole(answer, model, OpenAiWire.length(request)));
    }

    /// The base URL may end with slashes, and with the `/v1` that other clients want.
    private static URI endpoint(Config.Models config) {
        String base = config.anthropicBaseUrl().replaceAll("/+$", "").replaceAll("/v1$", "");
        return URI.create(base + "/v1/messages");
    }

    /// A whole answer, from its JSON.
    static ProviderAnswer whole(Answer answer, String model, long inputLength) {
        JsonView body = Failures.json(answer);
        if (body.at("error").isPresent()) {
            throw Failures.event(NAME, body.at("error"));
        }
        if (!body.at("content").isPresent()) {
            throw new ProviderFailure.Malformed(NAME, "an answer without content");
        }
        return AnthropicWire.answer(body, model, inputLength);
    }
}
