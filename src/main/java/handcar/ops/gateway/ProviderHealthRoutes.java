package handcar.ops.gateway;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.http.Responses;
import handcar.llm.ProviderHealth;
import handcar.llm.provider.RefusedKey;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// How the model providers do, for the pages of staff: which of this server's keys one refuses.
public final class ProviderHealthRoutes implements HttpService {
    private final Auth auth;
    private final Supplier<List<ProviderHealth>> providers;

    public ProviderHealthRoutes(Auth auth, Supplier<List<ProviderHealth>> providers) {
        this.auth = auth;
        this.providers = providers;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/providers/health", auth.staff(this::health));
    }

    private void health(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.list(req, res, "name", providers.get(), ProviderHealthRoutes::json);
    }

    private static Map<String, Object> json(RefusedKey key) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", key.number());
        json.put("ends_with", key.ending().orElse(null));
        return json;
    }

    private static Map<String, Object> json(ProviderHealth health) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", health.name());
        json.put("status", health.status());
        json.put(
                "refused_keys",
                health.refusedKeys().stream().map(ProviderHealthRoutes::json).toList());
        json.put("last_error", health.lastError().orElse(null));
        json.put("last_error_at", health.lastErrorAt().map(Instant::toString).orElse(null));
        return json;
    }
}
