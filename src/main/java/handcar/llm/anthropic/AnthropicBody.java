package handcar.llm.anthropic;

import module java.base;

import handcar.json.Json;
import handcar.llm.provider.CompatibilityFlag;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderEndpoint;
import handcar.net.Request;

/// A translated request. Since it is not what the program wrote, what a model turned out to refuse is left out at once.
record AnthropicBody(Map<String, Object> fields) implements ProviderEndpoint.Body {
    private static final List<String> SAMPLING = List.of("temperature", "top_p", "top_k");

    @Override
    public Set<CompatibilityFlag> applicable(ModelRequest request, Set<CompatibilityFlag> flags) {
        boolean samples = SAMPLING.stream().anyMatch(fields::containsKey);
        return samples && flags.contains(CompatibilityFlag.OWN_TEMPERATURE)
                ? Set.of(CompatibilityFlag.OWN_TEMPERATURE)
                : Set.of();
    }

    @Override
    public Request.Body with(Set<CompatibilityFlag> flags) {
        Map<String, Object> body = new LinkedHashMap<>(fields);
        if (flags.contains(CompatibilityFlag.OWN_TEMPERATURE)) {
            SAMPLING.forEach(body::remove);
        }
        return new Request.Body("application/json", Json.bytes(body));
    }
}
