package handcar.llm.cost;

import module java.base;

/// One call of a provider as the call log keeps it.
///
/// @param outcome `ok`, `cached`, or the label of a [ProviderException]
/// @param costMicroUsd millionths of a US dollar; empty when the model has no known price
public record ModelCall(
        UUID id,
        Instant at,
        String provider,
        String model,
        CallOrigin origin,
        TokenUsage usage,
        OptionalLong costMicroUsd,
        Duration latency,
        String outcome) {}
