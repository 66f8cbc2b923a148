package handcar.llm.wire;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.SseFrame;

/// The chunks of a chat as Anthropic's events: blocks that begin, grow and end, one after another.
/// <https://docs.claude.com/en/docs/build-with-claude/streaming>
final class MessagesEvents implements Translation.Events {
    private final List<SseFrame> told = new ArrayList<>();
    private TokenUsage usage = TokenUsage.NONE;
    private String finish = "";
    private boolean begun;

    /// What the open block is: `text`, `thinking`, `tool 0`; empty when none is open.
    private String open = "";

    private int index = -1;

    @Override
    public List<SseFrame> chunk(JsonView chunk) {
        if (!begun) {
            begun = true;
            Map<String, Object> message = MessagesTranslation.head(chunk);
            message.put("usage", MessagesTranslation.usage(TokenUsage.NONE));
            tell("message_start", "message", message);
        }
        if (chunk.at("usage").isPresent()) {
            usage = WireJson.usage(chunk.at("usage"));
        }
        JsonView choice = chunk.at("choices").at(0);
        JsonView delta = choice.at("delta");
        delta.text("reasoning_content")
                .ifPresent(piece -> grow("thinking", "thinking_delta", "thinking", piece));
        delta.text("content")
                .or(() -> delta.text("refusal"))
                .ifPresent(piece -> grow("text", "text_delta", "text", piece));
        delta.at("tool_calls").each().forEach(this::call);
        finish = choice.text("finish_reason").orElse(finish);
        return take();
    }

    private void grow(String block, String type, String field, String piece) {
        Map<String, Object> empty = WireJson.object("type", block, field, "");
        if (block.equals("thinking")) {
            empty.put("signature", "");
        }
        open(block, empty);
        delta(type, field, piece);
    }

    private void call(JsonView call) {
        String block = "tool " + call.number("index").orElse(0);
        call.at("function")
                .text("name")
                .ifPresent(
                        name ->
                                open(
                                        block,
                                        WireJson.object(
                                                "type",
                                                "tool_use",
                                                "id",
                                                call.text("id").orElse(""),
                                                "name",
                                                name,
                                                "input",
                                                Map.of())));
        call.at("function")
                .text("arguments")
                .ifPresent(piece -> delta("input_json_delta", "partial_json", piece));
    }

    private void open(String block, Map<String, Object> empty) {
        if (!block.equals(open)) {
            close();
            open = block;
            index++;
            tell("content_block_start", "index", index, "content_block", empty);
        }
    }

    private void delta(String type, String field, String piece) {
        tell(
                "content_block_delta",
                "index",
                index,
                "delta",
                WireJson.object("type", type, field, piece));
    }

    private void close() {
        if (!open.isEmpty()) {
            tell("content_block_stop", "index", index);
            open = "";
        }
    }

    @Override
    public List<SseFrame> end() {
        close();
        Map<String, Object> delta =
                WireJson.object("stop_reason", MessagesTranslation.reason(finish));
        delta.put("stop_sequence", null);
        tell("message_delta", "delta", delta, "usage", MessagesTranslation.usage(usage));
        tell("message_stop");
        return take();
    }

    private void tell(String type, Object... fields) {
        Map<String, Object> event = WireJson.object("type", type);
        event.putAll(WireJson.object(fields));
        told.add(WireJson.event(event));
    }

    private List<SseFrame> take() {
        List<SseFrame> all = List.copyOf(told);
        told.clear();
        return all;
    }
}
