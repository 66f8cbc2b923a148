package handcar.llm.anthropic;

import module java.base;

import handcar.llm.provider.CompatibilityFlag;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderEndpoint;
import handcar.net.Request;

/// A translated request. Since it is not what the program wrote, what a model turned out to refuse is left out at once.
record AnthropicBody(Map<String, Object> fields) implements ProviderEndpoint.Body {
    private static final List<String> SAMPLING = List.of("temperature", "top_p", "top_k");

    @Override
    public Set<CompatibilityFlag> applicable(ModelRequest request, Set<CompatibilityFlag> flags) {
        Set<CompatibilityFlag> now = EnumSet.noneOf(CompatibilityFlag.class);
        if (SAMPLING.stream().anyMatch(fields::containsKey)) {
            now.add(CompatibilityFlag.OWN_TEMPERATURE);
        }
        if (fields.containsKey("temperature") && fields.containsKey("top_p")) {
            now.add(CompatibilityFlag.ONE_SAMPLING);
        }
        now.retainAll(flags);
        return now;
    }

    @Override
    public Request.Body with(Set<CompatibilityFlag> flags) {
        Map<String, Object> body = new LinkedHashMap<>(fields);
        if (flags.contains(CompatibilityFlag.OWN_TEMPERATURE)) {
            SAMPLING.forEach(body::remove);
        }
        if (flags.contains(CompatibilityFlag.ONE_SAMPLING)) {
            CompatibilityFlag.ONE_SAMPLING.apply(body);
        }
        return Request.Body.json(body);
    }
}
