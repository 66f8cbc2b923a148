package handcar.ops.health;

import handcar.llm.ModelRouter;
import handcar.llm.ProviderHealth;
import handcar.net.CircuitState;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// How the model providers did lately. Asks nobody: it tells what the calls so far showed.
public final class ModelHealth {
    private ModelHealth() {}

    /// Degraded while a configured provider's breaker is open: the next one, or the built-in model, answers.
    public static HealthCheck models(ModelRouter models) {
        return HealthCheck.helpful("models", () -> look(models));
    }

    private static HealthResult look(ModelRouter models) {
        Map<String, Object> figures = new LinkedHashMap<>();
        boolean open = false;
        for (ProviderHealth health : models.health()) {
            open |= health.configured() && health.breaker() == CircuitState.OPEN;
            figures.put(health.name(), shape(health));
        }
        figures.put("built_in", Map.of("configured", true));
        return open ? HealthResult.degraded(figures) : HealthResult.ok(figures);
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
