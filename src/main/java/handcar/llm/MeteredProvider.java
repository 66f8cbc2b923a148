package handcar.llm;

import module java.base;

import handcar.json.MalformedJsonException;
import handcar.llm.cost.CallRecorder;
import handcar.llm.cost.ModelCall;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.ModelProvider;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ModelStream;
import handcar.llm.provider.ProviderException;
import handcar.llm.provider.ProviderResponse;
import handcar.time.RetrySchedule;

/// Records what every call of a provider cost, and how the last ones ended.
final class MeteredProvider {
    private final ModelProvider provider;
    private final CallRecorder recorder;
    private volatile Optional<Instant> lastSuccess = Optional.empty();
    private volatile Optional<Failed> lastFailure = Optional.empty();

    private record Failed(String label, Instant at) {}

    MeteredProvider(ModelProvider provider, CallRecorder recorder) {
        this.provider = provider;
        this.recorder = recorder;
    }

    ModelProvider provider() {
        return provider;
    }

    <T> ModelRouter.Completed<T> complete(
            ModelRequest request,
            String model,
            RetrySchedule retries,
            Function<ProviderResponse, T> reader) {
        CallRecorder.Entry entry = recorder.open(provider.name(), model, request.origin());
        return attempt(
                entry,
                model,
                () -> {
                    ProviderResponse response = provider.complete(request, model, retries);
                    T answer = reader.apply(response);
                    return new ModelRouter.Completed<>(
                            answer, succeeded(entry, response.model(), response.usage()));
                });
    }

    <T> T stream(
            ModelRequest request,
            String model,
            RetrySchedule retries,
            Function<MeteredStream, T> beginning) {
        CallRecorder.Entry entry = recorder.open(provider.name(), model, request.origin());
        ModelStream stream = attempt(entry, model, () -> provider.stream(request, model, retries));
        MeteredStream metered = new MeteredStream(this, entry, stream);
        try {
            return beginning.apply(metered);
        } catch (ProviderException e) {
            metered.close();
            throw e;
        }
    }

    private <T> T attempt(CallRecorder.Entry entry, String model, Supplier<T> call) {
        try {
            return call.get();
        } catch (MalformedJsonException e) {
            ProviderException malformed =
                    new ProviderException(
                            provider.name(),
                            ProviderException.Kind.MALFORMED,
                            String.valueOf(e.getMessage()));
            throw failed(entry, malformed, model, TokenUsage.NONE);
        } catch (ProviderException e) {
            throw failed(entry, e, model, TokenUsage.NONE);
        }
    }

    ModelCall succeeded(CallRecorder.Entry entry, String model, TokenUsage usage) {
        lastSuccess = Optional.of(Instant.now());
        return entry.paid(model, usage);
    }

    ProviderException failed(
            CallRecorder.Entry entry, ProviderException failure, String model, TokenUsage usage) {
        if (!failure.isCancelled()) {
            lastFailure = Optional.of(new Failed(failure.label(), Instant.now()));
        }
        entry.lost(failure.label(), model, usage);
        return failure;
    }

    ProviderHealth health() {
        Optional<Failed> failure = lastFailure;
        return new ProviderHealth(
                provider.name(),
                provider.defaultModel(ModelRequest.Kind.CHAT).orElse(""),
                provider.breaker(),
                lastSuccess,
                failure.map(Failed::label),
                failure.map(Failed::at));
    }
}
