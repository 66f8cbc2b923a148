package handcar.llm;

import module java.base;

import handcar.llm.provider.ModelProvider;

/// Providers and names of models that may change while the server runs.
public interface ModelSources {
    /// None, besides those that the environment configures.
    ModelSources NONE =
            new ModelSources() {
                @Override
                public List<ModelProvider> providers() {
                    return List.of();
                }

                @Override
                public Map<String, List<String>> aliases() {
                    return Map.of();
                }
            };

    /// The providers at the moment; the same object as long as nothing of it changed.
    List<ModelProvider> providers();

    /// Other names for models, each with the models that are asked in turn.
    Map<String, List<String>> aliases();
}
