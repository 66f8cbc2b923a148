package handcar.gateway;

import handcar.config.Config;
import handcar.config.Secret;
import handcar.gateway.Provider.Patience;
import handcar.json.JsonView;
import handcar.net.Answer;
import handcar.net.Exchange;
import handcar.net.Outgoing;

import java.util.Map;

/// Anthropic's models for programs that speak OpenAI's wire.
final class AnthropicCarrier implements Carrier {
    private final Config.Models config;
    private final Wired messages;

    AnthropicCarrier(Config.Models config, Secret key, Outgoing out) {
        this.config = config;
        this.messages = Anthropic.wired("anthropic.gateway.chat", config, key, out);
    }

    @Override
    public String name() {
        return Anthropic.NAME;
    }

    @Override
    public Whole whole(Asked asked, String model, Patience patience) {
        Map<String, Object> body = new AnthropicAsking(asked).body(model, config.maxTokens());
        return whole(asked, model, messages.call(model, _ -> body, patience));
    }

    @Override
    public Passage stream(Asked asked, String model, Patience patience) {
        Map<String, Object> body = new AnthropicAsking(asked).body(model, config.maxTokens());
        Exchange exchange = messages.open(model, _ -> body, patience);
        if (exchange.mediaType().equals("application/json")) {
            return new ToldPassage(whole(asked, model, Failures.whole(name(), exchange)));
        }
        return new AnthropicPassage(
                exchange,
                new AnthropicReading(name(), model, asked.inputLength()),
                asked.wantsUsage());
    }

    private static Whole whole(Asked asked, String model, Answer answer) {
        ProviderAnswer said = Anthropic.read(answer, model, asked.inputLength());
        JsonView body = Failures.json(answer);
        Chunks chunks = new Chunks(body.text("id").orElse("chatcmpl"), said.model());
        return new Whole(chunks.whole(said, Map.of()), said.model(), said.usage());
    }
}
