package handcar.llm.openai;

import module java.base;

import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.json.RawJsonObject;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.HttpModelProvider;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ModelStream;
import handcar.llm.provider.ProviderEndpoint;
import handcar.llm.provider.ProviderErrors;
import handcar.llm.provider.ProviderResponse;
import handcar.llm.provider.ProviderSettings;
import handcar.net.HttpClient;
import handcar.net.Response;
import handcar.net.StreamingResponse;

/// Any server with OpenAI's API. Requests and answers are passed on as the bytes they are.
/// <https://platform.openai.com/docs/api-reference/chat>
public final class OpenAiProvider extends HttpModelProvider {
    private final ProviderEndpoint embeddings;

    public OpenAiProvider(ProviderSettings settings, HttpClient out) {
        super(settings, endpoint("chat", ModelRequest.Kind.CHAT, settings, out));
        this.embeddings = endpoint("embeddings", ModelRequest.Kind.EMBEDDINGS, settings, out);
    }

    private static ProviderEndpoint endpoint(
            String call, ModelRequest.Kind kind, ProviderSettings settings, HttpClient out) {
        return new ProviderEndpoint(
                settings,
                call,
                settings.base() + kind.path(),
                Map.of("Authorization", "Bearer " + settings.key().reveal()),
                out);
    }

    @Override
    protected ProviderEndpoint endpoint(ModelRequest.Kind kind) {
        return kind == ModelRequest.Kind.EMBEDDINGS ? embeddings : super.endpoint(kind);
    }

    @Override
    protected ProviderEndpoint.Body body(ModelRequest request, String model) {
        return flags -> request.body(model, flags);
    }

    @Override
    protected ModelStream events(ModelRequest request, String model, StreamingResponse answer) {
        return new OpenAiStream(name(), answer, model, request);
    }

    @Override
    protected ProviderResponse whole(ModelRequest request, String model, Response answer) {
        RawJsonObject json = RawJsonObject.of(answer.body());
        if (json.at("error").isPresent()) {
            throw ProviderErrors.event(name(), json.at("error"));
        }
        String result = request.kind().result();
        if (!json.mentions(result)) {
            throw new MalformedJsonException("an answer without " + result);
        }
        return new ProviderResponse(
                answer.body(),
                json.text("model").orElse(model),
                usage(json.at("usage"), request.inputLength(), json.length(result)));
    }

    /// What the provider counted, or an estimate from the lengths in characters.
    static TokenUsage usage(JsonView usage, long inputLength, long outputLength) {
        OptionalLong input = usage.number("prompt_tokens");
        return input.isPresent()
                ? new TokenUsage(
                        input.getAsLong(), usage.number("completion_tokens").orElse(0), false)
                : TokenUsage.estimate(inputLength, outputLength);
    }
}
