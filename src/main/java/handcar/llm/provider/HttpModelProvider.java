package handcar.llm.provider;

import module java.base;

import handcar.net.CircuitState;
import handcar.net.Response;
import handcar.net.StreamingResponse;
import handcar.time.RetrySchedule;

/// A provider that is called over HTTP. What differs between providers is how a request and its answers are written.
public abstract class HttpModelProvider implements ModelProvider {
    protected final ProviderSettings settings;
    private final ProviderEndpoint chat;

    /// @param chat where whole and streamed answers of a chat come from
    protected HttpModelProvider(ProviderSettings settings, ProviderEndpoint chat) {
        this.settings = settings;
        this.chat = chat;
    }

    /// The endpoint for requests of this kind.
    protected ProviderEndpoint endpoint(ModelRequest.Kind kind) {
        return chat;
    }

    /// The body of a request in the provider's JSON.
    protected abstract ProviderEndpoint.Body body(ModelRequest request, String model);

    /// A whole answer, translated into OpenAI's JSON; [handcar.json.MalformedJsonException] when it makes no sense.
    protected abstract ProviderResponse whole(ModelRequest request, String model, Response answer);

    /// A streamed answer, translated into OpenAI's events.
    protected abstract ModelStream events(
            ModelRequest request, String model, StreamingResponse answer);

    @Override
    public final String name() {
        return settings.name();
    }

    @Override
    public final boolean serves(String model) {
        return settings.models().test(model);
    }

    @Override
    public final Optional<String> defaultModel(ModelRequest.Kind kind) {
        return settings.defaultModel(kind);
    }

    @Override
    public final CircuitState breaker() {
        return chat.breaker();
    }

    @Override
    public final ProviderResponse complete(
            ModelRequest request, String model, RetrySchedule retries) {
        ProviderEndpoint endpoint = endpoint(request.kind());
        return whole(request, model, endpoint.call(request, model, retries, body(request, model)));
    }

    /// Some servers do not stream although they are asked to, and send the whole answer as JSON, which is an answer too.
    @Override
    public final ModelStream stream(ModelRequest request, String model, RetrySchedule retries) {
        StreamingResponse answer = chat.open(request, model, retries, body(request, model));
        return switch (answer.mediaType()) {
            case "text/event-stream" -> events(request, model, answer);
            case "application/json" ->
                    CompleteStream.of(whole(request, model, ProviderErrors.whole(name(), answer)));
            default -> throw ProviderErrors.noStream(name(), answer);
        };
    }
}
