package handcar.llm;

import module java.base;

import handcar.config.Config;
import handcar.llm.anthropic.AnthropicProvider;
import handcar.llm.openai.OpenAiProvider;
import handcar.llm.provider.ModelProvider;
import handcar.llm.provider.ProviderSettings;
import handcar.net.HttpClient;

/// The providers that the environment configures.
public final class ConfiguredProviders {
    private static final String OPENAI = "openai";
    private static final String ANTHROPIC = "anthropic";

    /// The names of those there may be.
    public static final List<String> NAMES = List.of(OPENAI, ANTHROPIC);

    private ConfiguredProviders() {}

    /// Those that have a key, OpenAI before Anthropic. Servers with OpenAI's API run all kinds of models, so whatever is
    /// not Anthropic's is taken for theirs.
    public static List<ModelProvider> of(Config.Models config, HttpClient out) {
        List<ModelProvider> providers = new ArrayList<>();
        config.openAiKey()
                .map(
                        key ->
                                new ProviderSettings(
                                        OPENAI,
                                        config.openAiBaseUrl(),
                                        key,
                                        model -> !isClaude(model),
                                        config.openAiModel(),
                                        Optional.of(config.embeddingModel()),
                                        config.maxTokens(),
                                        config.timeout()))
                .ifPresent(settings -> providers.add(new OpenAiProvider(settings, out)));
        config.anthropicKey()
                .map(
                        key ->
                                new ProviderSettings(
                                        ANTHROPIC,
                                        config.anthropicBaseUrl(),
                                        key,
                                        ConfiguredProviders::isClaude,
                                        config.anthropicModel(),
                                        Optional.empty(),
                                        config.maxTokens(),
                                        config.timeout()))
                .ifPresent(settings -> providers.add(new AnthropicProvider(settings, out)));
        return List.copyOf(providers);
    }

    private static boolean isClaude(String model) {
        return model.startsWith("claude");
    }
}
