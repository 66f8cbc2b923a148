package handcar.llm.proxy;

import module java.base;

import handcar.llm.cost.ModelGlob;

/// The program that asks, by its key.
///
/// @param perMinute how many requests it may make in a minute; empty for any number
/// @param tokensPerMinute how many tokens it may use in a minute; empty for any number
/// @param hasBudget whether what its calls cost is limited
/// @param models the models it may name; empty for all
/// @param cacheSeconds how old an answer may be that it gets without asking for one
public record GatewayClient(
        UUID id,
        Optional<Integer> perMinute,
        Optional<Integer> tokensPerMinute,
        boolean hasBudget,
        List<ModelGlob> models,
        Optional<Integer> cacheSeconds) {
    public GatewayClient {
        models = List.copyOf(models);
    }

    /// Whether the tokens or the cost of its calls are limited.
    boolean isMetered() {
        return hasBudget || tokensPerMinute.isPresent();
    }

    /// Whether it may name this model.
    boolean mayUse(String model) {
        return models.isEmpty() || models.stream().anyMatch(glob -> glob.matches(model));
    }
}
