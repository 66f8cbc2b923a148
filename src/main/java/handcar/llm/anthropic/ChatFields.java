package handcar.llm.anthropic;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.provider.FieldShape;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderErrors;

/// The fields of OpenAI's chats, as far as Anthropic's API is concerned. Nothing that would change the answer is left out in silence:
/// what cannot be translated is refused by its name, unless its value asks for what happens anyway.
/// <https://platform.openai.com/docs/api-reference/chat/create>
final class ChatFields {
    private static final Set<String> TRANSLATED =
            Set.of(
                    "model",
                    "messages",
                    "stream",
                    "stream_options",
                    "max_tokens",
                    "max_completion_tokens",
                    "temperature",
                    "top_p",
                    "top_k",
                    "stop",
                    "tools",
                    "tool_choice",
                    "parallel_tool_calls",
                    "functions",
                    "function_call",
                    "response_format",
                    "reasoning_effort",
                    "reasoning",
                    "include_reasoning",
                    "thinking",
                    "user",
                    "safety_identifier",
                    "service_tier");

    /// About keeping, finding and hurrying an answer, which says the same without. A seed is no promise at OpenAI either.
    private static final Set<String> WITHOUT_EFFECT =
            Set.of(
                    "seed",
                    "store",
                    "metadata",
                    "prediction",
                    "prompt_cache_key",
                    "prompt_cache_retention",
                    "usage");

    /// What has no translation, with what it asks for when it asks for nothing.
    private static final Map<String, Predicate<JsonView>> NEUTRAL =
            Map.of(
                    "n", value -> is(value, 1),
                    "logprobs", value -> Boolean.FALSE.equals(value.value()),
                    "top_logprobs", value -> is(value, 0),
                    "logit_bias", value -> value.fields().isEmpty(),
                    "frequency_penalty", value -> is(value, 0),
                    "presence_penalty", value -> is(value, 0),
                    "modalities", value -> List.of("text").equals(value.value()),
                    "verbosity", value -> Objects.equals("medium", value.value()),
                    "audio", _ -> false,
                    "web_search_options", _ -> false);

    private static final Set<String> FORMATS = Set.of("text", "json_object", "json_schema");

    private ChatFields() {}

    /// [handcar.llm.provider.ProviderException] for the first field that cannot be translated.
    static void check(String provider, ModelRequest request) {
        for (String name : request.names()) {
            if (TRANSLATED.contains(name) || WITHOUT_EFFECT.contains(name)) {
                continue;
            }
            JsonView value = request.field(name);
            Predicate<JsonView> neutral = NEUTRAL.get(name);
            if (neutral == null && value.isPresent()) {
                throw ProviderErrors.unknown(provider, name);
            }
            if (value.isPresent() && neutral != null && !neutral.test(value)) {
                throw ProviderErrors.unacceptable(
                        provider, name, "This model has nothing like " + name + ".");
            }
        }
        FieldShape.check(provider, request, ChatShape.FIELDS);
        repeated(provider, request.field("messages"));
        format(provider, request.field("response_format"));
        tools(provider, request);
    }

    /// Some programs repeat fields of the message in each part of it. What a part says otherwise is refused.
    private static void repeated(String provider, JsonView messages) {
        int number = 0;
        for (JsonView message : messages.each().toList()) {
            int part = 0;
            for (JsonView one : message.at("content").each().toList()) {
                String path = "messages[" + number + "].content[" + part + "].";
                for (String field : one.fields().keySet()) {
                    boolean says = ChatShape.isOfMessage(one, field) && !isEmpty(one.at(field));
                    if (says && !one.at(field).equals(message.at(field))) {
                        throw field.equals("role")
                                ? ProviderErrors.unacceptable(
                                        provider,
                                        path + field,
                                        "A part has the role of its message.")
                                : ProviderErrors.unknown(provider, path + field);
                    }
                }
                part++;
            }
            number++;
        }
    }

    private static boolean isEmpty(JsonView value) {
        return switch (value.value()) {
            case null -> true;
            case String text -> text.isEmpty();
            case List<?> list -> list.isEmpty();
            case Map<?, ?> fields -> fields.isEmpty();
            default -> false;
        };
    }

    private static void format(String provider, JsonView format) {
        if (format.isPresent() && !FORMATS.contains(format.text("type").orElse(""))) {
            throw ProviderErrors.unacceptable(
                    provider, "response_format.type", "text, json_object or json_schema.");
        }
        if (format.at("schema").isPresent()
                && (format.text("type").equals(Optional.of("text"))
                        || format.at("json_schema").isPresent())) {
            throw ProviderErrors.unknown(provider, "response_format.schema");
        }
        if (format.text("type").equals(Optional.of("json_schema"))
                && !AnswerFormat.asked(format).at("schema").isPresent()) {
            throw ProviderErrors.unacceptable(
                    provider,
                    "response_format.json_schema"
                            + (format.at("json_schema").isPresent() ? ".schema" : ""),
                    "A json_schema needs its schema.");
        }
    }

    /// The older functions and tools are two ways to say the same; a request says one of them.
    private static void tools(String provider, ModelRequest request) {
        boolean tools = request.field("tools").isPresent();
        boolean functions = request.field("functions").isPresent();
        if (tools && functions) {
            throw ProviderErrors.unacceptable(
                    provider, "functions", "Functions belong among the tools.");
        }
        String other = tools ? "function_call" : "tool_choice";
        JsonView choice = request.field(other);
        if ((tools || functions) && choice.isPresent() && !Objects.equals("auto", choice.value())) {
            throw ProviderErrors.unacceptable(
                    provider, other, tools ? "Use tool_choice." : "Use function_call.");
        }
    }

    private static boolean is(JsonView value, double number) {
        return value.value() instanceof Number n && n.doubleValue() == number;
    }
}
