package handcar.llm;

import handcar.llm.ModelProvider.Patience;

import java.time.Instant;
import java.util.Optional;

/// A provider and its bookkeeping: what every call cost, and how the last ones went.
final class MeteredProvider {
    private final ModelProvider provider;
    private final CallRecorder recorder;
    private volatile Optional<Instant> lastSuccess = Optional.empty();
    private volatile Optional<Failed> lastFailure = Optional.empty();

    MeteredProvider(ModelProvider provider, CallLog callLog) {
        this.provider = provider;
        this.recorder = new CallRecorder(provider.name(), callLog);
    }

    ModelProvider provider() {
        return provider;
    }

    ChatResponse complete(ChatRequest request, Patience patience) {
        CallRecorder.Entry entry = recorder.open(request, provider.model(request));
        try {
            return succeeded(entry, provider.complete(request, patience));
        } catch (ProviderException e) {
            throw failed(entry, e, Optional.empty());
        }
    }

    /// Returns when the first word is there, so that a provider which fails before it can still be passed over.
    ChatStream stream(ChatRequest request, Patience patience) {
        CallRecorder.Entry entry = recorder.open(request, provider.model(request));
        ProviderStream stream;
        try {
            stream = provider.stream(request, patience);
        } catch (ProviderException e) {
            throw failed(entry, e, Optional.empty());
        }
        MeteredStream counted = new MeteredStream(this, entry, stream);
        try {
            counted.begin();
            return counted;
        } catch (ProviderException e) {
            counted.close();
            throw e;
        }
    }

    ChatResponse succeeded(CallRecorder.Entry entry, ProviderResponse answer) {
        lastSuccess = Optional.of(Instant.now());
        return entry.paid(answer);
    }

    ProviderException failed(
            CallRecorder.Entry entry, ProviderException failure, Optional<ProviderResponse> soFar) {
        if (!(failure instanceof ProviderException.Cancelled)) {
            lastFailure = Optional.of(new Failed(failure.label(), Instant.now()));
        }
        entry.lost(failure.label(), soFar);
        return failure;
    }

    ProviderHealth health(String model) {
        Optional<Failed> failure = lastFailure;
        return new ProviderHealth(
                provider.name(),
                true,
                model,
                provider.breaker(),
                lastSuccess,
                failure.map(Failed::label),
                failure.map(Failed::at));
    }

    private record Failed(String label, Instant at) {}
}
