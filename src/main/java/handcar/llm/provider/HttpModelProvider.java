package handcar.llm.provider;

import module java.base;

import handcar.net.CircuitState;
import handcar.net.Response;
import handcar.net.StreamingResponse;
import handcar.time.RetrySchedule;

/// A provider that is called over HTTP. What differs between providers is how a request and its answers are written.
public abstract class HttpModelProvider implements ModelProvider {
    protected final ProviderSettings settings;
    private final Map<ModelRequest.Kind, ProviderEndpoint> endpoints =
            new EnumMap<>(ModelRequest.Kind.class);

    /// @param endpoint where answers of a kind come from
    protected HttpModelProvider(
            ProviderSettings settings, Function<ModelRequest.Kind, ProviderEndpoint> endpoint) {
        this.settings = settings;
        for (ModelRequest.Kind kind : ModelRequest.Kind.values()) {
            endpoints.put(kind, endpoint.apply(kind));
        }
    }

    private ProviderEndpoint endpoint(ModelRequest.Kind kind) {
        return Objects.requireNonNull(endpoints.get(kind));
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
    public final List<String> listed() {
        return settings.listed();
    }

    @Override
    public final Optional<String> defaultModel(ModelRequest.Kind kind) {
        return does(kind) ? settings.defaultModel(kind) : Optional.empty();
    }

    @Override
    public final CircuitState breaker() {
        return endpoint(ModelRequest.Kind.CHAT).breaker("own " + settings.chatModel().orElse(""));
    }

    @Override
    public final int keys() {
        return settings.keys().size();
    }

    @Override
    public final List<RefusedKey> refusedKeys() {
        return settings.keys().refused();
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
        StreamingResponse answer =
                endpoint(request.kind()).open(request, model, retries, body(request, model));
        return switch (answer.mediaType()) {
            case "text/event-stream" -> events(request, model, answer);
            case "application/json" ->
                    CompleteStream.of(whole(request, model, ProviderErrors.whole(name(), answer)));
            default -> throw ProviderErrors.noStream(name(), answer);
        };
    }

    @Override
    public final ModelStream pass(ModelRequest request, String model, RetrySchedule retries) {
        if (!isOwn(request.kind())) {
            return ModelProvider.super.pass(request, model, retries);
        }
        if (request.streams() && request.kind() == ModelRequest.Kind.CHAT) {
            return stream(request, model, retries);
        }
        StreamingResponse answer =
                endpoint(request.kind())
                        .open(request, model, retries, flags -> request.body(model, flags));
        return answer.mediaType().equals("text/event-stream")
                ? new PassedStream(name(), answer, model, request)
                : new PassedAnswer(name(), answer, model, request);
    }
}
