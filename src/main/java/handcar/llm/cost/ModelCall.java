package handcar.llm.cost;

import module java.base;

/// One call of a provider as the call log keeps it.
///
/// @param outcome `ok`, `cached`, or the label of a [ProviderException]
/// @param costPicoUsd millionths of a micro-USD, which is exact; empty when the model has no known price
public record ModelCall(
        UUID id,
        Instant at,
        String provider,
        String model,
        CallOrigin origin,
        TokenUsage usage,
        OptionalLong costPicoUsd,
        Duration latency,
        String outcome) {
    /// Millionths of a US dollar, rounded up, to be shown for this one call.
    public OptionalLong costMicroUsd() {
        return costPicoUsd.isPresent()
                ? OptionalLong.of(ModelPrice.microUsd(costPicoUsd.getAsLong()))
                : OptionalLong.empty();
    }
}
