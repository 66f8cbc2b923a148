package handcar.llm.openai;

import module java.base;

import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.json.RawJsonObject;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.HttpModelProvider;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ModelStream;
import handcar.llm.provider.PassedStream;
import handcar.llm.provider.ProviderEndpoint;
import handcar.llm.provider.ProviderErrors;
import handcar.llm.provider.ProviderResponse;
import handcar.llm.provider.ProviderSettings;
import handcar.llm.provider.UsageJson;
import handcar.net.HttpClient;
import handcar.net.Response;
import handcar.net.StreamingResponse;

/// Any server with OpenAI's API. Requests and answers are passed on as the bytes they are.
/// <https://platform.openai.com/docs/api-reference/chat>
public final class OpenAiProvider extends HttpModelProvider {
    public OpenAiProvider(ProviderSettings settings, HttpClient out) {
        super(
                settings,
                kind ->
                        new ProviderEndpoint(
                                settings,
                                kind == ModelRequest.Kind.CHAT ? "chat" : kind.label(),
                                settings.url(kind.path()),
                                key -> Map.of("Authorization", "Bearer " + key.reveal()),
                                out));
    }

    @Override
    public boolean does(ModelRequest.Kind kind) {
        return kind != ModelRequest.Kind.COUNT_TOKENS;
    }

    @Override
    public boolean isOwn(ModelRequest.Kind kind) {
        return does(kind) && kind != ModelRequest.Kind.MESSAGES;
    }

    @Override
    protected ProviderEndpoint.Body body(ModelRequest request, String model) {
        return flags -> request.body(model, flags);
    }

    @Override
    protected ModelStream events(ModelRequest request, String model, StreamingResponse answer) {
        return new PassedStream(name(), answer, model, request);
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
        return UsageJson.read(usage)
                .orElseGet(() -> TokenUsage.estimate(inputLength, outputLength));
    }
}
