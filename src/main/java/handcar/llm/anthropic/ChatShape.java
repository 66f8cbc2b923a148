package handcar.llm.anthropic;

import static handcar.llm.provider.FieldShape.ANY;
import static handcar.llm.provider.FieldShape.FLAG;
import static handcar.llm.provider.FieldShape.OBJECT;
import static handcar.llm.provider.FieldShape.TEXT;
import static handcar.llm.provider.FieldShape.list;
import static handcar.llm.provider.FieldShape.number;
import static handcar.llm.provider.FieldShape.object;
import static handcar.llm.provider.FieldShape.typed;
import static handcar.llm.provider.FieldShape.whole;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.provider.FieldShape;

/// The fields of OpenAI's chats that are translated for Claude, to any depth. Programs repeat the messages that they got, so
/// what answers have is known here too; what has no meaning for the model is [FieldShape#ANY].
/// <https://platform.openai.com/docs/api-reference/chat/create>
final class ChatShape {
    /// Fields of the parts of a message, by their types.
    private static final Map<String, Map<String, FieldShape>> PARTS =
            Map.of(
                    "text",
                    Map.of("text", TEXT, "cache_control", OBJECT, "annotations", ANY),
                    "refusal",
                    Map.of("refusal", TEXT, "cache_control", OBJECT),
                    "image_url",
                    Map.of(
                            "image_url",
                            TEXT.or(object(Map.of("url", TEXT, "detail", TEXT))),
                            "cache_control",
                            OBJECT),
                    "file",
                    Map.of(
                            "file",
                            object(Map.of("file_data", TEXT, "filename", TEXT, "file_id", TEXT)),
                            "cache_control",
                            OBJECT));

    /// Fields of a message that some programs repeat in each of its parts; see [#isOfMessage].
    private static final Set<String> OF_MESSAGE =
            Set.of(
                    "role",
                    "name",
                    "refusal",
                    "audio",
                    "function_call",
                    "tool_calls",
                    "tool_call_id",
                    "reasoning_details",
                    "reasoning_content",
                    "reasoning",
                    "annotations",
                    "citations",
                    "parsed");

    private static final FieldShape PART = typed("", withMessageFields());

    /// OpenAI's own programs repeat the arguments of a call as they parsed them.
    private static final FieldShape CALLED =
            object(Map.of("name", TEXT, "arguments", TEXT, "parsed_arguments", ANY));

    private static final FieldShape CALL =
            typed(
                    "function",
                    Map.of("function", Map.of("id", TEXT, "function", CALLED, "index", ANY)));

    private static final FieldShape MESSAGE =
            object(
                    Map.ofEntries(
                            Map.entry("role", TEXT),
                            Map.entry("content", TEXT.or(list(PART))),
                            Map.entry("name", TEXT),
                            Map.entry("refusal", TEXT),
                            Map.entry("audio", OBJECT),
                            Map.entry("function_call", CALLED),
                            Map.entry("tool_calls", list(CALL)),
                            Map.entry("tool_call_id", TEXT),
                            Map.entry("cache_control", OBJECT),
                            Map.entry("reasoning_details", list(OBJECT)),
                            Map.entry("reasoning_content", ANY),
                            Map.entry("reasoning", ANY),
                            Map.entry("annotations", ANY),
                            Map.entry("citations", ANY),
                            Map.entry("parsed", ANY)));

    private static final Map<String, FieldShape> FUNCTION =
            Map.of(
                    "name",
                    TEXT,
                    "description",
                    TEXT,
                    "parameters",
                    OBJECT,
                    "strict",
                    FLAG,
                    "cache_control",
                    OBJECT);

    private static final FieldShape TOOL =
            typed(
                    "function",
                    Map.of(
                            "function",
                            Map.of("function", object(FUNCTION), "cache_control", OBJECT)));

    private static final FieldShape NAMED = object(Map.of("name", TEXT));

    private static final FieldShape CHOSEN = list(object(Map.of("name", TEXT, "function", NAMED)));

    private static final FieldShape CHOICE =
            object(
                    Map.of(
                            "name",
                            TEXT,
                            "function",
                            NAMED,
                            "mode",
                            TEXT,
                            "tools",
                            CHOSEN,
                            "allowed_tools",
                            object(Map.of("mode", TEXT, "tools", CHOSEN))));

    private static final FieldShape FORMAT =
            object(
                    Map.of(
                            // beside the type, as servers of open models take it
                            "schema",
                            OBJECT,
                            "json_schema",
                            object(
                                    Map.of(
                                            "name",
                                            TEXT,
                                            "description",
                                            TEXT,
                                            "schema",
                                            OBJECT,
                                            "strict",
                                            FLAG))));

    private static final FieldShape REASONING =
            object(
                    Map.of(
                            "effort",
                            TEXT,
                            "max_tokens",
                            whole(1),
                            "enabled",
                            FLAG,
                            "exclude",
                            FLAG,
                            "summary",
                            TEXT));

    /// By the names of the fields of a request.
    static final Map<String, FieldShape> FIELDS =
            Map.ofEntries(
                    Map.entry("messages", list(MESSAGE)),
                    Map.entry("stream", FLAG),
                    Map.entry(
                            "stream_options",
                            object(Map.of("include_usage", FLAG, "include_obfuscation", FLAG))),
                    Map.entry("max_tokens", whole(1)),
                    Map.entry("max_completion_tokens", whole(1)),
                    Map.entry("temperature", number(0, 2)),
                    Map.entry("top_p", number(0, 1)),
                    Map.entry("top_k", whole(0)),
                    Map.entry("stop", TEXT.or(list(TEXT))),
                    Map.entry("tools", list(TOOL)),
                    Map.entry("tool_choice", TEXT.or(CHOICE)),
                    Map.entry("parallel_tool_calls", FLAG),
                    Map.entry("functions", list(object(FUNCTION))),
                    Map.entry("function_call", TEXT.or(NAMED)),
                    Map.entry("response_format", FORMAT),
                    Map.entry("reasoning_effort", TEXT),
                    Map.entry("reasoning", REASONING),
                    Map.entry("include_reasoning", FLAG),
                    Map.entry("thinking", OBJECT),
                    Map.entry("user", TEXT),
                    Map.entry("safety_identifier", TEXT),
                    Map.entry("service_tier", TEXT),
                    Map.entry("seed", whole(Long.MIN_VALUE)),
                    Map.entry("store", FLAG),
                    Map.entry("metadata", OBJECT),
                    Map.entry("prompt_cache_key", TEXT),
                    Map.entry("prompt_cache_retention", TEXT));

    private ChatShape() {}

    private static Map<String, Map<String, FieldShape>> withMessageFields() {
        Map<String, Map<String, FieldShape>> all = new HashMap<>();
        PARTS.forEach(
                (type, own) -> {
                    Map<String, FieldShape> fields = new HashMap<>();
                    OF_MESSAGE.forEach(name -> fields.put(name, ANY));
                    fields.putAll(own);
                    all.put(type, fields);
                });
        return all;
    }

    /// Whether a field of a part is one of its message and none of its own.
    static boolean isOfMessage(JsonView part, String field) {
        return OF_MESSAGE.contains(field)
                && !PARTS.getOrDefault(part.text("type").orElse(""), Map.of()).containsKey(field);
    }
}
