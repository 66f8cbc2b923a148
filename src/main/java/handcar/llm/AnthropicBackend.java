package handcar.llm;

import handcar.config.Config;
import handcar.config.Secret;
import handcar.json.JsonView;
import handcar.llm.ModelProvider.Patience;
import handcar.net.HttpClient;
import handcar.net.Response;
import handcar.net.StreamingResponse;

import java.util.Map;

/// Anthropic's models for programs that speak OpenAI's wire.
final class AnthropicBackend implements ProxyBackend {
    private final Config.Models config;
    private final ProviderEndpoint messages;

    AnthropicBackend(Config.Models config, Secret key, HttpClient out) {
        this.config = config;
        this.messages = AnthropicProtocol.wired("anthropic.gateway.chat", config, key, out);
    }

    @Override
    public String name() {
        return AnthropicProtocol.NAME;
    }

    @Override
    public ProxyResponse whole(ProxyRequest request, String model, Patience patience) {
        Map<String, Object> body =
                new AnthropicRequestTranslator(request).body(model, config.maxTokens());
        return whole(request, model, messages.call(model, _ -> body, patience));
    }

    @Override
    public ProxyStream stream(ProxyRequest request, String model, Patience patience) {
        Map<String, Object> body =
                new AnthropicRequestTranslator(request).body(model, config.maxTokens());
        StreamingResponse context = messages.open(model, _ -> body, patience);
        if (context.mediaType().equals("application/json")) {
            return new SingleChunkStream(
                    whole(request, model, ProviderErrors.whole(name(), context)));
        }
        return new AnthropicStreamTranslator(
                context,
                new AnthropicStreamParser(name(), model, request.inputLength()),
                request.wantsUsage());
    }

    private static ProxyResponse whole(ProxyRequest request, String model, Response answer) {
        ProviderResponse said = AnthropicProtocol.read(answer, model, request.inputLength());
        JsonView body = ProviderErrors.json(answer);
        OpenAiResponseWriter chunks =
                new OpenAiResponseWriter(body.text("id").orElse("chatcmpl"), said.model());
        return new ProxyResponse(chunks.whole(said, Map.of()), said.model(), said.usage());
    }
}
