package handcar.llm.wire;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderErrors;
import handcar.llm.provider.SseFrame;
import handcar.llm.provider.UsageJson;

import org.jspecify.annotations.Nullable;

/// Small pieces of JSON that the translations share.
final class WireJson {
    private WireJson() {}

    /// An object with these fields, in this order; those without a value are left out.
    static Map<String, Object> object(@Nullable Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            if (namesAndValues[at + 1] != null) {
                object.put(String.valueOf(namesAndValues[at]), namesAndValues[at + 1]);
            }
        }
        return object;
    }

    /// An event whose name is its type.
    static SseFrame event(Map<String, Object> body) {
        String text = "event: " + body.get("type") + "\ndata: " + Json.text(body) + "\n\n";
        return SseFrame.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// What a chat used; nothing when it does not say.
    static TokenUsage usage(JsonView usage) {
        return UsageJson.read(usage).orElse(TokenUsage.NONE);
    }

    /// Whether this text is a JSON object.
    static boolean isObject(String text) {
        try {
            Json.object(text);
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    /// The arguments of a call, which need not be an object as the model wrote them.
    static String arguments(JsonView call) {
        return call.at("function").text("arguments").filter(text -> !text.isBlank()).orElse("{}");
    }

    /// The tools of a request, as a chat has them. One that only the API's own servers have is refused by its place.
    ///
    /// @param isFunction whether the program itself runs the tool
    /// @param schema the field that describes its arguments
    /// @param refusal why another one is refused
    static List<Object> tools(
            String provider,
            ModelRequest request,
            Predicate<JsonView> isFunction,
            String schema,
            String refusal) {
        List<Object> tools = new ArrayList<>();
        for (JsonView tool : request.field("tools").each().toList()) {
            if (!isFunction.test(tool)) {
                throw ProviderErrors.unacceptable(
                        provider, "tools[" + tools.size() + "].type", refusal);
            }
            tools.add(
                    object(
                            "type",
                            "function",
                            "function",
                            object(
                                    "name", tool.text("name").orElse(""),
                                    "description", description(tool),
                                    "parameters", tool.at(schema).value(),
                                    "strict", tool.at("strict").value())));
        }
        return tools;
    }

    /// With the examples that Anthropic's API has a field for.
    private static @Nullable String description(JsonView tool) {
        String description = tool.text("description").orElse(null);
        JsonView examples = tool.at("input_examples");
        if (examples.each().findAny().isEmpty()) {
            return description;
        }
        String said = "Examples of its input: " + Json.text(examples.value());
        return description == null ? said : description + "\n\n" + said;
    }

    /// The choice of one tool by its name, as a chat has it.
    static Map<String, Object> toolChoice(JsonView choice) {
        return object(
                "type", "function", "function", Map.of("name", choice.text("name").orElse("")));
    }

    /// The id of a call; a new one when the server gave none, because the result names it.
    static String callId(JsonView call) {
        return call.text("id").filter(id -> !id.isEmpty()).orElseGet(() -> ItemId.of("toolu"));
    }

    static Map<String, Object> call(String id, String name, String arguments) {
        return object(
                "id",
                id,
                "type",
                "function",
                "function",
                object("name", name, "arguments", arguments));
    }
}
