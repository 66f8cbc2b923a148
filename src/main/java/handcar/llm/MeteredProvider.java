package handcar.llm;

import module java.base;

import handcar.json.MalformedJsonException;
import handcar.llm.cost.BudgetException;
import handcar.llm.cost.CallRecorder;
import handcar.llm.cost.ModelCall;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.ModelProvider;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ModelStream;
import handcar.llm.provider.ProviderErrors;
import handcar.llm.provider.ProviderException;
import handcar.llm.provider.ProviderResponse;
import handcar.llm.wire.Translation;
import handcar.time.RetrySchedule;

/// Records what every call of a provider cost, and how the last ones ended.
final class MeteredProvider {
    /// Tokens of an answer whose request sets no limit.
    private static final long LONGEST_ANSWER = 4_096;

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
        CallRecorder.Entry entry = open(request, model);
        return attempt(
                entry,
                request,
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
        return metered(request, model, () -> provider.stream(request, model, retries), beginning);
    }

    <T> T pass(
            ModelRequest request,
            String model,
            RetrySchedule retries,
            Function<MeteredStream, T> beginning) {
        return metered(
                request,
                model,
                () -> {
                    Optional<Translation> other = Translation.of(provider, request);
                    return other.isPresent()
                            ? other.get().pass(provider, model, retries)
                            : provider.pass(request, model, retries);
                },
                beginning);
    }

    private <T> T metered(
            ModelRequest request,
            String model,
            Supplier<ModelStream> opening,
            Function<MeteredStream, T> beginning) {
        CallRecorder.Entry entry = open(request, model);
        ModelStream stream = attempt(entry, request, model, opening);
        MeteredStream metered = new MeteredStream(this, entry, stream);
        try {
            return beginning.apply(metered);
        } catch (ProviderException e) {
            metered.close();
            throw e;
        }
    }

    private CallRecorder.Entry open(ModelRequest request, String model) {
        try {
            return recorder.open(
                    provider.name(),
                    model,
                    request.origin(),
                    () -> request.most(model, LONGEST_ANSWER),
                    request::namesContent);
        } catch (BudgetException e) {
            throw ProviderErrors.budget(provider.name(), e);
        }
    }

    private <T> T attempt(
            CallRecorder.Entry entry, ModelRequest request, String model, Supplier<T> call) {
        try {
            return call.get();
        } catch (MalformedJsonException e) {
            ProviderException malformed =
                    new ProviderException(
                            provider.name(),
                            ProviderException.Kind.MALFORMED,
                            String.valueOf(e.getMessage()));
            throw failed(entry, malformed, model, TokenUsage.NONE, request.least());
        } catch (ProviderException e) {
            throw failed(entry, e, model, TokenUsage.NONE, request.least());
        }
    }

    ModelCall succeeded(CallRecorder.Entry entry, String model, TokenUsage usage) {
        lastSuccess = Optional.of(Instant.now());
        return entry.paid(model, usage);
    }

    /// @param usage what the provider said, or what was seen of the answer
    /// @param least what was used when nothing was said or seen, but the provider may have worked
    ProviderException failed(
            CallRecorder.Entry entry,
            ProviderException failure,
            String model,
            TokenUsage usage,
            TokenUsage least) {
        if (!failure.isCancelled()) {
            lastFailure = Optional.of(new Failed(failure.label(), Instant.now()));
        }
        if (usage.equals(TokenUsage.NONE) && failure.mayCost()) {
            entry.unknown(failure.label(), least);
        } else {
            entry.lost(failure.label(), model, usage);
        }
        return failure;
    }

    ProviderHealth health() {
        Optional<Failed> failure = lastFailure;
        return new ProviderHealth(
                provider.name(),
                provider.defaultModel(ModelRequest.Kind.CHAT).orElse(""),
                provider.breaker(),
                provider.keys(),
                provider.refusedKeys(),
                lastSuccess,
                failure.map(Failed::label),
                failure.map(Failed::at));
    }
}
