package handcar.llm;

import module java.base;

import handcar.config.Config;
import handcar.config.Secret;
import handcar.llm.anthropic.AnthropicProvider;
import handcar.llm.openai.OpenAiProvider;
import handcar.llm.provider.ModelProvider;
import handcar.llm.provider.ProviderKeys;
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
    ///
    /// @param programTimeout for the answers of programs
    /// @param refused is told the name of a provider that refuses a key
    public static List<ModelProvider> of(
            Config.Models config,
            Duration programTimeout,
            HttpClient out,
            Consumer<String> refused) {
        List<ModelProvider> providers = new ArrayList<>();
        config.openAiKey()
                .map(
                        key ->
                                new ProviderSettings(
                                        OPENAI,
                                        OPENAI,
                                        config.openAiBaseUrl(),
                                        new ProviderKeys(
                                                OPENAI, List.of(key), () -> refused.accept(OPENAI)),
                                        model -> !isClaude(model),
                                        List.of(),
                                        Optional.of(config.openAiModel()),
                                        Optional.of(config.embeddingModel()),
                                        config.maxTokens(),
                                        config.timeout(),
                                        programTimeout))
                .ifPresent(settings -> providers.add(new OpenAiProvider(settings, out)));
        config.anthropicKey()
                .map(
                        key ->
                                new ProviderSettings(
                                        ANTHROPIC,
                                        ANTHROPIC,
                                        config.anthropicBaseUrl(),
                                        new ProviderKeys(
                                                ANTHROPIC,
                                                List.of(key),
                                                () -> refused.accept(ANTHROPIC)),
                                        ConfiguredProviders::isClaude,
                                        List.of(),
                                        Optional.of(config.anthropicModel()),
                                        Optional.empty(),
                                        config.maxTokens(),
                                        config.timeout(),
                                        programTimeout))
                .ifPresent(settings -> providers.add(new AnthropicProvider(settings, out)));
        return List.copyOf(providers);
    }

    /// A provider that staff added. It is asked for the models that name it or that it lists, and for no others.
    public static ModelProvider of(
            GatewaySettings.StoredProvider stored,
            List<Secret> keys,
            Config.Models config,
            Duration programTimeout,
            HttpClient out,
            Consumer<String> refused) {
        ProviderSettings settings =
                new ProviderSettings(
                        stored.name(),
                        stored.name(),
                        stored.baseUrl(),
                        new ProviderKeys(stored.name(), keys, () -> refused.accept(stored.name())),
                        stored.models()::contains,
                        stored.models(),
                        Optional.empty(),
                        Optional.empty(),
                        config.maxTokens(),
                        config.timeout(),
                        programTimeout);
        return stored.wire().equals(ANTHROPIC)
                ? new AnthropicProvider(settings, out)
                : new OpenAiProvider(settings, out);
    }

    private static boolean isClaude(String model) {
        return model.startsWith("claude");
    }
}
