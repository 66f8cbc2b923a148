package handcar.ops;

import handcar.gateway.Models;
import handcar.gateway.ProviderHealth;
import handcar.net.BreakerState;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// How the model providers did lately. Asks nobody: it tells what the calls so far showed.
public final class ModelProbe {
    private ModelProbe() {}

    /// Degraded while a configured provider's breaker is open: the next one, or the built-in model, answers.
    public static Probe models(Models models) {
        return Probe.helpful("models", () -> look(models));
    }

    private static Finding look(Models models) {
        Map<String, Object> figures = new LinkedHashMap<>();
        boolean open = false;
        for (ProviderHealth health : models.health()) {
            open |= health.configured() && health.breaker() == BreakerState.OPEN;
            figures.put(health.name(), shape(health));
        }
        figures.put("built_in", Map.of("configured", true));
        return open ? Finding.degraded(figures) : Finding.ok(figures);
    }

    private static Map<String, Object> shape(ProviderHealth health) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("configured", health.configured());
        if (health.configured()) {
            shape.put("model", health.model());
            shape.put("breaker", health.breaker().label());
            shape.put("last_success", health.lastSuccess().map(Instant::toString).orElse(null));
            shape.put("last_error", health.lastError().orElse(null));
            shape.put("last_error_at", health.lastErrorAt().map(Instant::toString).orElse(null));
        }
        return shape;
    }
}
