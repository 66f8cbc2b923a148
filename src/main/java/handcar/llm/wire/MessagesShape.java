package handcar.llm.wire;

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

import handcar.llm.provider.FieldShape;

/// The fields of Anthropic's API that are translated into a chat, to any depth. What has no meaning for other models is
/// [FieldShape#ANY]. <https://docs.claude.com/en/api/messages>
final class MessagesShape {
    /// Citations of an earlier answer are about its words, not words themselves.
    private static final Map<String, FieldShape> SAID =
            Map.of("text", TEXT, "cache_control", OBJECT, "citations", ANY);

    private static final FieldShape SOURCE =
            typed(
                    "",
                    Map.of(
                            "base64",
                            Map.of("media_type", TEXT, "data", TEXT),
                            "text",
                            Map.of("media_type", TEXT, "data", TEXT),
                            "content",
                            Map.of("content", TEXT.or(list(typed("", Map.of("text", SAID))))),
                            "url",
                            Map.of("url", TEXT)));

    private static final Map<String, FieldShape> IMAGE =
            Map.of("source", SOURCE, "cache_control", OBJECT);

    private static final Map<String, FieldShape> DOCUMENT =
            Map.of(
                    "source",
                    SOURCE,
                    "title",
                    TEXT,
                    "context",
                    TEXT,
                    "citations",
                    object(Map.of("enabled", FLAG)),
                    "cache_control",
                    OBJECT);

    private static final FieldShape RESULT =
            typed("", Map.of("text", SAID, "image", IMAGE, "document", DOCUMENT));

    private static final FieldShape BLOCK =
            typed(
                    "",
                    Map.of(
                            "text",
                            SAID,
                            "image",
                            IMAGE,
                            "document",
                            DOCUMENT,
                            "tool_use",
                            Map.of(
                                    "id",
                                    TEXT,
                                    "name",
                                    TEXT,
                                    "input",
                                    OBJECT,
                                    "cache_control",
                                    OBJECT,
                                    "caller",
                                    ANY),
                            "tool_result",
                            Map.of(
                                    "tool_use_id",
                                    TEXT,
                                    "content",
                                    TEXT.or(list(RESULT)),
                                    "is_error",
                                    FLAG,
                                    "cache_control",
                                    OBJECT),
                            "thinking",
                            Map.of("thinking", TEXT, "signature", TEXT),
                            "redacted_thinking",
                            Map.of("data", TEXT)));

    private static final FieldShape MESSAGE =
            object(Map.of("role", TEXT, "content", TEXT.or(list(BLOCK))));

    private static final Map<String, FieldShape> TOOL =
            Map.of(
                    "name",
                    TEXT,
                    "description",
                    TEXT,
                    "input_schema",
                    OBJECT,
                    "strict",
                    FLAG,
                    "cache_control",
                    OBJECT,
                    "eager_input_streaming",
                    FLAG,
                    "input_examples",
                    list(OBJECT),
                    "defer_loading",
                    FLAG,
                    "allowed_callers",
                    list(TEXT));

    private static final FieldShape FORMAT = object(Map.of("schema", OBJECT));

    /// By the names of the fields of a request.
    static final Map<String, FieldShape> FIELDS =
            Map.ofEntries(
                    Map.entry("messages", list(MESSAGE)),
                    Map.entry("system", TEXT.or(list(typed("", Map.of("text", SAID))))),
                    Map.entry("max_tokens", whole(1)),
                    Map.entry("stop_sequences", list(TEXT)),
                    Map.entry("stream", FLAG),
                    Map.entry("temperature", number(0, 1)),
                    Map.entry("top_p", number(0, 1)),
                    Map.entry("tools", list(typed("custom", Map.of("custom", TOOL)))),
                    Map.entry(
                            "tool_choice",
                            object(Map.of("name", TEXT, "disable_parallel_tool_use", FLAG))),
                    Map.entry("metadata", object(Map.of("user_id", TEXT))),
                    Map.entry(
                            "thinking", object(Map.of("budget_tokens", whole(0), "display", TEXT))),
                    Map.entry("output_config", object(Map.of("effort", TEXT, "format", FORMAT))),
                    Map.entry("output_format", FORMAT),
                    Map.entry("service_tier", TEXT),
                    Map.entry("top_k", whole(0)),
                    Map.entry("inference_geo", TEXT),
                    Map.entry("speed", TEXT),
                    Map.entry("cache_control", OBJECT));

    private MessagesShape() {}
}
