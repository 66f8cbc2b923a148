package handcar.llm;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// One call of a provider as the ledger keeps it.
///
/// @param apiKey the program that asked through the gateway; empty when Handcar itself did
/// @param outcome `ok`, or the label of a [ProviderException]
/// @param costMicroUsd millionths of a US dollar; empty when the model has no known price
public record ModelCall(
        Instant at,
        String provider,
        String model,
        String purpose,
        Optional<UUID> conversation,
        Optional<UUID> agent,
        Optional<UUID> apiKey,
        TokenUsage usage,
        OptionalLong costMicroUsd,
        Duration latency,
        String outcome) {
    /// A call of Handcar's own.
    public ModelCall(
            Instant at,
            String provider,
            String model,
            String purpose,
            Optional<UUID> conversation,
            Optional<UUID> agent,
            TokenUsage usage,
            OptionalLong costMicroUsd,
            Duration latency,
            String outcome) {
        this(
                at,
                provider,
                model,
                purpose,
                conversation,
                agent,
                Optional.empty(),
                usage,
                costMicroUsd,
                latency,
                outcome);
    }
}
