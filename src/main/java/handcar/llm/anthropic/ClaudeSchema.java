package handcar.llm.anthropic;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;

import org.jspecify.annotations.Nullable;

/// JSON Schemas as Anthropic takes them.
/// <https://platform.claude.com/docs/en/build-with-claude/structured-outputs>
final class ClaudeSchema {
    /// Limits that cannot bind the model; it reads them in the description.
    private static final Set<String> TOLD =
            Set.of(
                    "minimum",
                    "maximum",
                    "exclusiveMinimum",
                    "exclusiveMaximum",
                    "multipleOf",
                    "minLength",
                    "maxLength",
                    "minItems",
                    "maxItems",
                    "uniqueItems",
                    "minProperties",
                    "maxProperties");

    /// Keywords whose value is a map of schemas.
    private static final Set<String> MAPS = Set.of("properties", "$defs", "definitions");

    private ClaudeSchema() {}

    /// The parameters of a tool, which are an object even if the program does not say so.
    static Map<String, Object> parameters(JsonView schema) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("properties", Map.of());
        object.putAll(schema.fields());
        if (!(object.get("type") instanceof String)) {
            object.put("type", "object");
        }
        return object;
    }

    /// A schema that binds the answer itself: objects are closed, and what is not known is told in words.
    static Map<String, Object> closed(JsonView schema) {
        Map<String, Object> closed = new LinkedHashMap<>();
        Map<String, Object> told = new TreeMap<>();
        for (Map.Entry<String, Object> each : schema.fields().entrySet()) {
            String keyword = each.getKey();
            if (TOLD.contains(keyword)) {
                told.put(keyword, each.getValue());
            } else if (!keyword.equals("$schema")) {
                closed.put(keyword, value(keyword, new JsonView(each.getValue())));
            }
        }
        if (Objects.equals(closed.get("type"), "object") || closed.containsKey("properties")) {
            closed.put("additionalProperties", false);
        }
        if (!told.isEmpty()) {
            String text = schema.text("description").map(said -> said + " ").orElse("");
            closed.put("description", text + Json.text(told));
        }
        return closed;
    }

    private static @Nullable Object value(String keyword, JsonView value) {
        if (MAPS.contains(keyword)) {
            Map<String, Object> all = new LinkedHashMap<>();
            value.fields().forEach((name, one) -> all.put(name, closed(new JsonView(one))));
            return all;
        }
        return switch (keyword) {
            case "items", "additionalProperties" ->
                    value.value() instanceof Map<?, ?> ? closed(value) : value.value();
            case "anyOf", "oneOf", "allOf" ->
                    value.each().map(one -> (Object) closed(one)).toList();
            default -> value.value();
        };
    }
}
