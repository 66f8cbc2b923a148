package handcar.llm;

import module java.base;

import handcar.llm.provider.RefusedKey;
import handcar.net.CircuitState;

/// The state of a provider. `lastError` is a label such as `rate_limited`, never text from outside.
public record ProviderHealth(
        String name,
        String model,
        CircuitState breaker,
        int keys,
        List<RefusedKey> refusedKeys,
        Optional<Instant> lastSuccess,
        Optional<String> lastError,
        Optional<Instant> lastErrorAt) {
    /// `failing` when every key is refused, `degraded` when some are.
    public String status() {
        if (refusedKeys.isEmpty()) {
            return "ok";
        }
        return refusedKeys.size() < keys ? "degraded" : "failing";
    }
}
