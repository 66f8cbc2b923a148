package handcar.llm;

import module java.base;

import handcar.net.CircuitState;

/// The state of a provider. `lastError` is a label such as `rate_limited`, never text from outside.
public record ProviderHealth(
        String name,
        String model,
        CircuitState breaker,
        boolean refusesKeys,
        Optional<Instant> lastSuccess,
        Optional<String> lastError,
        Optional<Instant> lastErrorAt) {}
