package handcar.llm.wire;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.SseFrame;

/// The chunks of a chat as the events of OpenAI's Responses API: items that begin, grow and end, one after another.
/// <https://platform.openai.com/docs/api-reference/responses-streaming>
final class ResponsesEvents implements Translation.Events {
    private final ResponsesAnswer response;
    private final List<SseFrame> told = new ArrayList<>();
    private final List<Map<String, Object>> output = new ArrayList<>();

    private final Map<Integer, Map<String, Object>> thoughts = new TreeMap<>();
    private TokenUsage usage = TokenUsage.NONE;
    private String finish = "";
    private boolean begun;
    private int sequence;

    /// What the open item is: `text`, `thoughts`, `call 0`; empty when none is open.
    private String open = "";

    private String id = "";
    private String callId = "";
    private String name = "";
    private final StringBuilder text = new StringBuilder();

    ResponsesEvents(ResponsesAnswer response) {
        this.response = response;
    }

    @Override
    public List<SseFrame> chunk(JsonView chunk) {
        if (!begun) {
            begun = true;
            response.begin(chunk);
            tell("response.created", "response", response.begun());
            tell("response.in_progress", "response", response.begun());
        }
        if (chunk.at("usage").isPresent()) {
            usage = WireJson.usage(chunk.at("usage"));
        }
        JsonView choice = chunk.at("choices").at(0);
        JsonView delta = choice.at("delta");
        delta.at("reasoning_details").each().forEach(this::keep);
        delta.text("reasoning_content").ifPresent(this::think);
        delta.text("content").or(() -> delta.text("refusal")).ifPresent(this::say);
        delta.at("tool_calls").each().forEach(this::call);
        finish = choice.text("finish_reason").orElse(finish);
        return take();
    }

    /// Pieces of one thought have the same index.
    private void keep(JsonView detail) {
        Map<String, Object> whole =
                thoughts.computeIfAbsent(
                        (int) detail.number("index").orElse(0), _ -> new LinkedHashMap<>());
        detail.fields()
                .forEach(
                        (field, value) ->
                                whole.merge(
                                        field,
                                        value,
                                        (before, more) ->
                                                field.equals("text")
                                                        ? String.valueOf(before) + more
                                                        : more));
    }

    private void think(String piece) {
        if (!open.equals("thoughts")) {
            begin("thoughts", "rs");
            item("added", response.reasoning(id, "", null));
            summary("response.reasoning_summary_part.added", "part", summaryPart(""));
        }
        text.append(piece);
        summary("response.reasoning_summary_text.delta", "delta", piece);
    }

    private static Map<String, Object> summaryPart(String text) {
        return WireJson.object("type", "summary_text", "text", text);
    }

    private void say(String piece) {
        if (!open.equals("text")) {
            begin("text", "msg");
            item("added", ResponsesAnswer.message(id, "in_progress", ""));
            content("response.content_part.added", "part", ResponsesAnswer.part(""));
        }
        text.append(piece);
        content("response.output_text.delta", "delta", piece);
    }

    private void call(JsonView call) {
        String item = "call " + call.number("index").orElse(0);
        JsonView function = call.at("function");
        if (!open.equals(item) && function.text("name").isPresent()) {
            begin(item, "fc");
            callId = call.text("id").orElse("");
            name = function.text("name").orElse("");
            item("added", ResponsesAnswer.call(id, "in_progress", callId, name, ""));
        }
        function.text("arguments")
                .ifPresent(
                        piece -> {
                            text.append(piece);
                            tell(
                                    "response.function_call_arguments.delta",
                                    "item_id",
                                    id,
                                    "output_index",
                                    output.size(),
                                    "delta",
                                    piece);
                        });
    }

    private void begin(String item, String prefix) {
        close();
        open = item;
        id = ItemId.of(prefix);
        text.setLength(0);
    }

    private void close() {
        String whole = text.toString();
        switch (open) {
            case "" -> {
                return;
            }
            case "thoughts" -> {
                summary("response.reasoning_summary_text.done", "text", whole);
                summary("response.reasoning_summary_part.done", "part", summaryPart(whole));
                end(response.reasoning(id, whole, List.copyOf(thoughts.values())));
            }
            case "text" -> {
                content("response.output_text.done", "text", whole);
                content("response.content_part.done", "part", ResponsesAnswer.part(whole));
                end(ResponsesAnswer.message(id, "completed", whole));
            }
            default -> {
                tell(
                        "response.function_call_arguments.done",
                        "item_id",
                        id,
                        "output_index",
                        output.size(),
                        "name",
                        name,
                        "arguments",
                        whole);
                end(ResponsesAnswer.call(id, "completed", callId, name, whole));
            }
        }
        open = "";
    }

    private void end(Map<String, Object> item) {
        item("done", item);
        output.add(item);
    }

    private void item(String what, Map<String, Object> item) {
        tell("response.output_item." + what, "output_index", output.size(), "item", item);
    }

    private void content(String type, String field, Object value) {
        Map<String, Object> more =
                type.contains("output_text") ? Map.of("logprobs", List.of()) : Map.of();
        Map<String, Object> fields =
                WireJson.object(
                        "item_id",
                        id,
                        "output_index",
                        output.size(),
                        "content_index",
                        0,
                        field,
                        value);
        fields.putAll(more);
        tell(type, fields);
    }

    private void summary(String type, String field, Object value) {
        tell(
                type,
                WireJson.object(
                        "item_id",
                        id,
                        "output_index",
                        output.size(),
                        "summary_index",
                        0,
                        field,
                        value));
    }

    @Override
    public List<SseFrame> end() {
        close();
        Map<String, Object> whole = response.ended(output, finish, usage);
        tell("response." + whole.get("status"), "response", whole);
        return take();
    }

    private void tell(String type, Object... fields) {
        tell(type, WireJson.object(fields));
    }

    private void tell(String type, Map<String, Object> fields) {
        Map<String, Object> event = WireJson.object("type", type, "sequence_number", sequence++);
        event.putAll(fields);
        told.add(WireJson.event(event));
    }

    private List<SseFrame> take() {
        List<SseFrame> all = List.copyOf(told);
        told.clear();
        return all;
    }
}
