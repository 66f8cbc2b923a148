package handcar.llm;

import module java.base;

import handcar.llm.cost.CallRecorder;
import handcar.llm.provider.ModelProvider;

/// All providers in the order in which they are asked: those of the environment, those that staff added, and the last one. What is
/// remembered of a provider's last calls stays until it changes.
final class MeteredProviders {
    /// OpenAI's clients expect a time of creation of a model; here it is the start of this process.
    private final long started = Instant.now().getEpochSecond();

    private final List<MeteredProvider> configured;
    private final ModelSources added;
    private final List<MeteredProvider> last;
    private final CallRecorder recorder;
    private final Map<ModelProvider, MeteredProvider> metered;

    MeteredProviders(List<ModelProvider> configured, ModelSources added, CallRecorder recorder) {
        this(
                configured.stream().map(each -> new MeteredProvider(each, recorder)).toList(),
                added,
                List.of(),
                recorder,
                new ConcurrentHashMap<>());
    }

    private MeteredProviders(
            List<MeteredProvider> configured,
            ModelSources added,
            List<MeteredProvider> last,
            CallRecorder recorder,
            Map<ModelProvider, MeteredProvider> metered) {
        this.configured = configured;
        this.added = added;
        this.last = last;
        this.recorder = recorder;
        this.metered = metered;
    }

    MeteredProviders and(ModelProvider behind) {
        return new MeteredProviders(
                configured,
                added,
                List.of(new MeteredProvider(behind, recorder)),
                recorder,
                metered);
    }

    List<MeteredProvider> all() {
        List<ModelProvider> more = added.providers();
        if (metered.size() > more.size()) {
            metered.keySet().retainAll(more);
        }
        List<MeteredProvider> all = new ArrayList<>(configured);
        more.forEach(
                each ->
                        all.add(
                                metered.computeIfAbsent(
                                        each, it -> new MeteredProvider(it, recorder))));
        all.addAll(last);
        return all;
    }

    ModelCatalog catalog() {
        return new ModelCatalog(
                all().stream().map(MeteredProvider::provider).toList(), added.aliases(), started);
    }
}
