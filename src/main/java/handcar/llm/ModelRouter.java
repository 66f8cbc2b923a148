package handcar.llm;

import handcar.config.Config;
import handcar.llm.ModelProvider.Patience;
import handcar.net.CircuitState;
import handcar.net.HttpClient;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// The models there are, whoever provides them. Asks the first provider and, when it fails before its first word, the
/// next; [NoModelAvailableException] when none is left, which is the moment for the built-in model. Blocks.
public final class ModelRouter {
    private final List<MeteredProvider> desks;
    private final Config.Models config;

    /// The providers that have a key, OpenAI before Anthropic.
    public ModelRouter(Config.Models config, HttpClient out, CallLog callLog) {
        this(config, providers(config, out), callLog);
    }

    ModelRouter(Config.Models config, List<ModelProvider> providers, CallLog callLog) {
        this.config = config;
        this.desks =
                providers.stream().map(provider -> new MeteredProvider(provider, callLog)).toList();
    }

    /// Whether any provider may be asked now; costs nothing.
    public boolean available() {
        return desks.stream()
                .anyMatch(staffActions -> staffActions.provider().breaker() != CircuitState.OPEN);
    }

    /// The whole answer.
    public ChatResponse complete(ChatRequest request) {
        return firstToAnswer(
                request, (staffActions, patience) -> staffActions.complete(request, patience));
    }

    /// The answer as it is written; returns with its first word. Must be closed. Once a word was given a failure is the
    /// caller's to handle, because another provider would say it differently.
    public ChatStream stream(ChatRequest request) {
        return firstToAnswer(
                request, (staffActions, patience) -> staffActions.stream(request, patience));
    }

    /// How each provider does, also those without a key.
    public List<ProviderHealth> health() {
        return List.of(
                health(OpenAiProtocol.NAME, config.openAiModel()),
                health(AnthropicProtocol.NAME, config.anthropicModel()));
    }

    private <T> T firstToAnswer(
            ChatRequest request, BiFunction<MeteredProvider, Patience, T> asking) {
        List<ProviderException> failures = new ArrayList<>();
        List<MeteredProvider> order = order(request);
        for (int i = 0; i < order.size(); i++) {
            try {
                boolean last = i == order.size() - 1;
                return asking.apply(order.get(i), last ? Patience.FULL : Patience.LITTLE);
            } catch (ProviderException.Cancelled e) {
                throw e; // nobody waits for an answer any more
            } catch (ProviderException e) {
                failures.add(e);
            }
        }
        throw new NoModelAvailableException(failures);
    }

    /// Who carries the wanted model comes first.
    private List<MeteredProvider> order(ChatRequest request) {
        boolean anthropicFirst = request.model().filter(AnthropicProtocol::isItsModel).isPresent();
        return anthropicFirst ? desks.reversed() : desks;
    }

    private ProviderHealth health(String name, String model) {
        return desks.stream()
                .filter(staffActions -> staffActions.provider().name().equals(name))
                .findFirst()
                .map(staffActions -> staffActions.health(model))
                .orElseGet(
                        () ->
                                new ProviderHealth(
                                        name,
                                        false,
                                        model,
                                        CircuitState.CLOSED,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()));
    }

    private static List<ModelProvider> providers(Config.Models config, HttpClient out) {
        List<ModelProvider> providers = new ArrayList<>();
        config.openAiKey()
                .ifPresent(key -> providers.add(OpenAiProtocol.provider(config, key, out)));
        config.anthropicKey()
                .ifPresent(key -> providers.add(AnthropicProtocol.provider(config, key, out)));
        return providers;
    }
}
