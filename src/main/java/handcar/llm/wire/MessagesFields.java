package handcar.llm.wire;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderErrors;

/// The fields of Anthropic's API, as far as other models are concerned. What cannot be translated is refused by its name, unless its
/// value asks for what happens anyway. <https://docs.claude.com/en/api/messages>
final class MessagesFields {
    private static final Set<String> TRANSLATED =
            Set.of(
                    "model",
                    "messages",
                    "max_tokens",
                    "stream",
                    "temperature",
                    "top_p",
                    "system",
                    "tools",
                    "tool_choice",
                    "stop_sequences",
                    "metadata",
                    "thinking",
                    "output_config",
                    "output_format",
                    "service_tier");

    /// Of which other models have nothing: a hint, and how fast the answer comes and what is kept of what was read.
    private static final Set<String> WITHOUT_EFFECT = Set.of("top_k", "speed", "cache_control");

    /// What has no translation, with what it asks for when it asks for nothing.
    private static final Map<String, Predicate<JsonView>> NEUTRAL =
            Map.of(
                    "inference_geo", value -> Objects.equals("global", value.value()),
                    "context_management", value -> value.at("edits").each().findAny().isEmpty(),
                    "mcp_servers", value -> List.of().equals(value.value()),
                    "container", _ -> false);

    private static final Map<String, Predicate<JsonView>> NEUTRAL_OF_TOOL =
            Map.of(
                    "defer_loading", value -> Boolean.FALSE.equals(value.value()),
                    "allowed_callers", value -> List.of("direct").equals(value.value()));

    private MessagesFields() {}

    /// [handcar.llm.provider.ProviderException] for the first field that cannot be translated.
    static void check(String provider, ModelRequest request) {
        if (request.field("thread").isPresent()) {
            // also for the first message: the answer would promise that a second one may leave it
            // out
            throw ProviderErrors.threadless(provider);
        }
        for (String name : request.names()) {
            Predicate<JsonView> neutral = NEUTRAL.get(name);
            if (neutral != null) {
                require(provider, request.field(name), name, neutral);
            } else if (request.field(name).isPresent()
                    && !TRANSLATED.contains(name)
                    && !WITHOUT_EFFECT.contains(name)) {
                throw ProviderErrors.unknown(provider, name);
            }
        }
        int number = 0;
        for (JsonView tool : request.field("tools").each().toList()) {
            String path = "tools[" + number++ + "].";
            NEUTRAL_OF_TOOL.forEach(
                    (name, neutral) -> require(provider, tool.at(name), path + name, neutral));
        }
    }

    private static void require(
            String provider, JsonView value, String path, Predicate<JsonView> neutral) {
        if (value.isPresent() && !neutral.test(value)) {
            throw ProviderErrors.unacceptable(
                    provider, path, "This model has nothing like " + path + ".");
        }
    }
}
