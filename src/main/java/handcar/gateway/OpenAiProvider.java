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

/// Any server with OpenAI's chat wire. <https://platform.openai.com/docs/api-reference/chat>
final class OpenAiProvider implements Provider {
    static final String NAME = "openai";

    private final Config.Models config;
    private final Wired chat;

    OpenAiProvider(Config.Models config, Secret key, Outgoing out) {
        this.config = config;
        this.chat =
                new Wired(
                        NAME,
                        "openai.chat",
                        endpoint(config, "/chat/completions"),
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
                .filter(model -> !AnthropicProvider.isItsModel(model))
                .orElse(config.openAiModel());
    }

    @Override
    public BreakerState breaker() {
        return chat.breaker();
    }

    @Override
    public ProviderAnswer complete(ChatRequest request, Patience patience) {
        String model = model(request);
        Answer answer =
                chat.call(
                        model,
                        quirks -> OpenAiWire.body(request, model, config, quirks, false),
                        patience);
        return whole(request, model, answer);
    }

    @Override
    public ProviderStream stream(ChatRequest request, Patience patience) {
        String model = model(request);
        Exchange exchange =
                chat.open(
                        model,
                        quirks -> OpenAiWire.body(request, model, config, quirks, true),
                        patience);
        OpenAiReading reading = new OpenAiReading(NAME, model, OpenAiWire.length(request));
        return Streams.of(NAME, exchange, reading, answer -> whole(request, model, answer));
    }

    private static ProviderAnswer whole(ChatRequest request, String model, Answer answer) {
        JsonView body = Failures.json(answer);
        if (body.at("error").isPresent()) {
            throw Failures.event(NAME, body.at("error"));
        }
        if (!body.at("choices").at(0).at("message").isPresent()) {
            throw new ProviderFailure.Malformed(NAME, "an answer without choices");
        }
        return OpenAiWire.answer(body, model, OpenAiWire.length(request));
    }
}
