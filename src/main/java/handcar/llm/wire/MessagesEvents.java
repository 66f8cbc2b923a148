package handcar.llm.wire;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.SseFrame;

/// The chunks of a chat as Anthropic's events: blocks that begin, grow and end. A call is open until its
/// arguments are complete, because a server may write those of several calls in turn.
/// <https://docs.claude.com/en/docs/build-with-claude/streaming>
final class MessagesEvents implements Translation.Events {
    private final List<SseFrame> told = new ArrayList<>();
    private TokenUsage usage = TokenUsage.NONE;
    private String finish = "";
    private boolean begun;

    /// What is being said: `text` or `thinking`; empty when neither is open.
    private String open = "";

    /// The place of the block that is being said.
    private int text;

    private final List<StreamedCall> calls = new ArrayList<>();
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
        delta(text, type, field, piece);
    }

    private void call(JsonView piece) {
        String arguments = piece.at("function").text("arguments").orElse("");
        find(piece)
                .or(() -> begin(piece))
                .filter(call -> call.takes(arguments))
                .ifPresent(
                        call -> delta(call.index(), "input_json_delta", "partial_json", arguments));
    }

    /// Begins a call; a piece without a name begins none.
    private Optional<StreamedCall> begin(JsonView piece) {
        if (piece.at("function").text("name").isEmpty()) {
            return Optional.empty();
        }
        closeText();
        calls.forEach(this::closeIfComplete);
        StreamedCall call = new StreamedCall(piece, ++index);
        calls.add(call);
        tell("content_block_start", "index", index, "content_block", call.block());
        return Optional.of(call);
    }

    /// Servers that count no calls begin a new one with its id or its name.
    private Optional<StreamedCall> find(JsonView piece) {
        OptionalLong place = piece.number("index");
        return place.isPresent()
                ? calls.stream().filter(one -> one.isAt(place.getAsLong())).findFirst()
                : calls.isEmpty() || calls.getLast().isFollowedBy(piece)
                        ? Optional.empty()
                        : Optional.of(calls.getLast());
    }

    private void closeIfComplete(StreamedCall call) {
        if (call.isComplete()) {
            close(call);
        }
    }

    private void close(StreamedCall call) {
        if (call.close()) {
            tell("content_block_stop", "index", call.index());
        }
    }

    private void open(String block, Map<String, Object> empty) {
        if (!block.equals(open)) {
            closeText();
            calls.forEach(this::closeIfComplete);
            open = block;
            text = ++index;
            tell("content_block_start", "index", index, "content_block", empty);
        }
    }

    private void delta(int block, String type, String field, String piece) {
        tell(
                "content_block_delta",
                "index",
                block,
                "delta",
                WireJson.object("type", type, field, piece));
    }

    private void closeText() {
        if (!open.isEmpty()) {
            tell("content_block_stop", "index", text);
            open = "";
        }
    }

    @Override
    public List<SseFrame> end() {
        closeText();
        calls.forEach(this::close);
        String reason =
                calls.stream().anyMatch(StreamedCall::isCut)
                        ? MessagesTranslation.CUT
                        : MessagesTranslation.reason(finish, !calls.isEmpty());
        Map<String, Object> delta = WireJson.object("stop_reason", reason);
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
