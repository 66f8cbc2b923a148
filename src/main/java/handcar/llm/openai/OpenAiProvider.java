package handcar.llm.openai;

import module java.base;

import handcar.json.MalformedJsonException;
import handcar.json.RawJsonObject;
import handcar.llm.provider.CompleteStream;
import handcar.llm.provider.ModelProvider;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ModelStream;
import handcar.llm.provider.OpenAiJson;
import handcar.llm.provider.ProviderEndpoint;
import handcar.llm.provider.ProviderErrors;
import handcar.llm.provider.ProviderException;
import handcar.llm.provider.ProviderResponse;
import handcar.llm.provider.ProviderSettings;
import handcar.net.CircuitState;
import handcar.net.HttpClient;
import handcar.net.Response;
import handcar.net.StreamingResponse;
import handcar.time.RetrySchedule;

/// Any server with OpenAI's API. Requests and answers are passed on as the bytes they are.
/// <https://platform.openai.com/docs/api-reference/chat>
public final class OpenAiProvider implements ModelProvider {
    private final ProviderSettings settings;
    private final ProviderEndpoint chat;
    private final ProviderEndpoint embeddings;

    public OpenAiProvider(ProviderSettings settings, HttpClient out) {
        this.settings = settings;
        this.chat = endpoint("chat", ModelRequest.Kind.CHAT, settings, out);
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
    public String name() {
        return settings.name();
    }

    @Override
    public boolean serves(String model) {
        return settings.models().test(model);
    }

    @Override
    public Optional<String> defaultModel(ModelRequest.Kind kind) {
        return settings.defaultModel(kind);
    }

    @Override
    public CircuitState breaker() {
        return chat.breaker();
    }

    @Override
    public ProviderResponse complete(ModelRequest request, String model, RetrySchedule retries) {
        ProviderEndpoint endpoint =
                switch (request.kind()) {
                    case CHAT -> chat;
                    case EMBEDDINGS -> embeddings;
                };
        return whole(
                request,
                model,
                endpoint.call(request, model, retries, flags -> request.body(model, flags)));
    }

    /// Some servers ignore the wish for a stream and send the whole answer as JSON, which is an answer too.
    @Override
    public ModelStream stream(ModelRequest request, String model, RetrySchedule retries) {
        StreamingResponse context =
                chat.open(request, model, retries, flags -> request.body(model, flags));
        return switch (context.mediaType()) {
            case "text/event-stream" -> new OpenAiStream(name(), context, model, request);
            case "application/json" ->
                    CompleteStream.of(whole(request, model, ProviderErrors.whole(name(), context)));
            default -> throw ProviderErrors.noStream(name(), context);
        };
    }

    private ProviderResponse whole(ModelRequest request, String model, Response answer) {
        RawJsonObject json;
        try {
            json = RawJsonObject.of(answer.body());
        } catch (MalformedJsonException e) {
            throw new ProviderException.Malformed(name(), String.valueOf(e.getMessage()));
        }
        if (json.at("error").isPresent()) {
            throw ProviderErrors.event(name(), json.at("error"));
        }
        String result = request.kind().result();
        if (!json.mentions(result)) {
            throw new ProviderException.Malformed(name(), "an answer without " + result);
        }
        return new ProviderResponse(
                answer.body(),
                json.text("model").orElse(model),
                OpenAiJson.usage(json.at("usage"), request.inputLength(), json.length(result)));
    }
}
