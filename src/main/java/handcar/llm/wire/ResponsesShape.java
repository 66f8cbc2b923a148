package handcar.llm.wire;

import static handcar.llm.provider.FieldShape.ANY;
import static handcar.llm.provider.FieldShape.FLAG;
import static handcar.llm.provider.FieldShape.OBJECT;
import static handcar.llm.provider.FieldShape.TEXT;
import static handcar.llm.provider.FieldShape.list;
import static handcar.llm.provider.FieldShape.object;
import static handcar.llm.provider.FieldShape.typed;
import static handcar.llm.provider.FieldShape.whole;

import module java.base;

import handcar.llm.provider.FieldShape;

/// The fields of OpenAI's Responses API that are translated into a chat, to any depth. Programs repeat the items of answers,
/// so what those have is known here too; what has no meaning for the model is [FieldShape#ANY].
/// <https://platform.openai.com/docs/api-reference/responses/create>
final class ResponsesShape {
    private static final Map<String, FieldShape> SAID =
            Map.of("text", TEXT, "annotations", ANY, "logprobs", ANY, "parsed", ANY);

    private static final FieldShape PART =
            typed(
                    "",
                    Map.of(
                            "input_text",
                            SAID,
                            "output_text",
                            SAID,
                            "text",
                            SAID,
                            "refusal",
                            Map.of("refusal", TEXT),
                            "input_image",
                            Map.of("image_url", TEXT, "file_id", TEXT, "detail", TEXT),
                            "input_file",
                            Map.of(
                                    "filename",
                                    TEXT,
                                    "file_data",
                                    TEXT,
                                    "file_url",
                                    TEXT,
                                    "file_id",
                                    TEXT,
                                    "detail",
                                    TEXT)));

    private static final FieldShape CONTENT = TEXT.or(list(PART));

    private static final FieldShape ITEM =
            typed(
                    "message",
                    Map.of(
                            "message",
                            Map.of(
                                    "role", TEXT, "content", CONTENT, "id", TEXT, "status", TEXT,
                                    "phase", TEXT),
                            "function_call",
                            Map.of(
                                    "id",
                                    TEXT,
                                    "call_id",
                                    TEXT,
                                    "name",
                                    TEXT,
                                    "arguments",
                                    TEXT,
                                    "parsed_arguments",
                                    ANY,
                                    "status",
                                    TEXT),
                            "function_call_output",
                            Map.of("id", TEXT, "call_id", TEXT, "output", CONTENT, "status", TEXT),
                            "reasoning",
                            Map.of(
                                    "id",
                                    TEXT,
                                    "summary",
                                    ANY,
                                    "content",
                                    ANY,
                                    "encrypted_content",
                                    TEXT,
                                    "status",
                                    TEXT),
                            "item_reference",
                            Map.of("id", TEXT)));

    private static final Map<String, FieldShape> FUNCTION =
            Map.of("name", TEXT, "description", TEXT, "parameters", OBJECT, "strict", FLAG);

    private static final FieldShape FORMAT =
            typed(
                    "",
                    Map.of(
                            "text",
                            Map.of(),
                            "json_object",
                            Map.of(),
                            "json_schema",
                            Map.of(
                                    "name",
                                    TEXT,
                                    "description",
                                    TEXT,
                                    "schema",
                                    OBJECT,
                                    "strict",
                                    FLAG)));

    private static final FieldShape CHOICE =
            object(Map.of("name", TEXT, "mode", TEXT, "tools", list(object(Map.of("name", TEXT)))));

    /// By the names of the fields of a request.
    static final Map<String, FieldShape> FIELDS =
            Map.ofEntries(
                    Map.entry("input", TEXT.or(list(ITEM))),
                    Map.entry("instructions", TEXT),
                    Map.entry("max_output_tokens", whole(1)),
                    Map.entry("max_tool_calls", whole(1)),
                    Map.entry("tools", list(typed("", Map.of("function", FUNCTION)))),
                    Map.entry("tool_choice", TEXT.or(CHOICE)),
                    Map.entry("text", object(Map.of("format", FORMAT, "verbosity", TEXT))),
                    Map.entry(
                            "reasoning",
                            object(
                                    Map.of(
                                            "effort",
                                            TEXT,
                                            "summary",
                                            TEXT,
                                            "generate_summary",
                                            TEXT))),
                    Map.entry("include", list(TEXT)),
                    Map.entry("truncation", TEXT),
                    Map.entry("background", FLAG),
                    Map.entry(
                            "stream_options",
                            object(Map.of("include_usage", FLAG, "include_obfuscation", FLAG))));

    private ResponsesShape() {}
}
