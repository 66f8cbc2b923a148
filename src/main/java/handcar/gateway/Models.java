package handcar.gateway;

import handcar.config.Config;
import handcar.gateway.Provider.Patience;
import handcar.net.BreakerState;
import handcar.net.Outgoing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// The models there are, whoever provides them. Asks the first provider and, when it fails before its first word, the
/// next; [ModelUnavailable] when none is left, which is the moment for the built-in model. Blocks.
public final class Models {
    private final List<Desk> desks;
    private final Config.Models config;

    /// The providers that have a key, OpenAI before Anthropic.
    public Models(Config.Models config, Outgoing out, Ledger ledger) {
        this(config, providers(config, out), ledger);
    }

    Models(Config.Models config, List<Provider> providers, Ledger ledger) {
        this.config = config;
        this.desks = providers.stream().map(provider -> new Desk(provider, ledger)).toList();
    }

    /// Whether any provider may be asked now; costs nothing.
    public boolean available() {
        return desks.stream().anyMatch(desk -> desk.provider().breaker() != BreakerState.OPEN);
    }

    /// The whole answer.
    public ChatResult complete(ChatRequest request) {
        return firstToAnswer(request, (desk, patience) -> desk.complete(request, patience));
    }

    /// The answer as it is written; returns with its first word. Must be closed. Once a word was given a failure is the
    /// caller's to handle, because another provider would say it differently.
    public ChatStream stream(ChatRequest request) {
        return firstToAnswer(request, (desk, patience) -> desk.stream(request, patience));
    }

    /// How each provider does, also those without a key.
    public List<ProviderHealth> health() {
        return List.of(
                health(OpenAi.NAME, config.openAiModel()),
                health(Anthropic.NAME, config.anthropicModel()));
    }

    private <T> T firstToAnswer(ChatRequest request, BiFunction<Desk, Patience, T> asking) {
        List<ProviderFailure> failures = new ArrayList<>();
        List<Desk> order = order(request);
        for (int i = 0; i < order.size(); i++) {
            try {
                boolean last = i == order.size() - 1;
                return asking.apply(order.get(i), last ? Patience.FULL : Patience.LITTLE);
            } catch (ProviderFailure.Cancelled e) {
                throw e; // nobody waits for an answer any more
            } catch (ProviderFailure e) {
                failures.add(e);
            }
        }
        throw new ModelUnavailable(failures);
    }

    /// Who carries the wanted model comes first.
    private List<Desk> order(ChatRequest request) {
        boolean anthropicFirst = request.model().filter(Anthropic::isItsModel).isPresent();
        return anthropicFirst ? desks.reversed() : desks;
    }

    private ProviderHealth health(String name, String model) {
        return desks.stream()
                .filter(desk -> desk.provider().name().equals(name))
                .findFirst()
                .map(desk -> desk.health(model))
                .orElseGet(
                        () ->
                                new ProviderHealth(
                                        name,
                                        false,
                                        model,
                                        BreakerState.CLOSED,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()));
    }

    private static List<Provider> providers(Config.Models config, Outgoing out) {
        List<Provider> providers = new ArrayList<>();
        config.openAiKey().ifPresent(key -> providers.add(OpenAi.provider(config, key, out)));
        config.anthropicKey().ifPresent(key -> providers.add(Anthropic.provider(config, key, out)));
        return providers;
    }
}
