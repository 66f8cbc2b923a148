package handcar.llm;

import handcar.json.JsonView;
import handcar.net.SseEvent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One answer streamed in Anthropic's events, `message_start` to `message_stop`; `ping` and unknown ones mean nothing.
/// <https://docs.claude.com/en/docs/build-with-claude/streaming>
final class AnthropicStreamParser implements ProviderStream.Reading {
    private final String provider;
    private final long inputLength;
    private final StringBuilder text = new StringBuilder();
    private final Map<Long, ToolCall> calls = new LinkedHashMap<>();
    private final Map<String, Object> usage = new LinkedHashMap<>();
    private String model;
    private String stopReason = "end_turn";

    AnthropicStreamParser(String provider, String model, long inputLength) {
        this.provider = provider;
        this.model = model;
        this.inputLength = inputLength;
    }

    @Override
    public boolean isLast(SseEvent event) {
        return event.name().equals("message_stop");
    }

    @Override
    public Optional<String> read(JsonView event) {
        return switch (event.text("type").orElse("")) {
            case "error" -> throw ProviderErrors.event(provider, event.at("error"));
            case "message_start" -> {
                model = event.at("message").text("model").orElse(model);
                usage.putAll(event.at("message").at("usage").fields());
                yield Optional.empty();
            }
            case "content_block_start" -> started(event);
            case "content_block_delta" -> continued(event);
            case "message_delta" -> {
                stopReason = event.at("delta").text("stop_reason").orElse(stopReason);
                usage.putAll(event.at("usage").fields()); // cumulative, so the last counts
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    @Override
    public boolean mayEnd() {
        return false;
    }

    @Override
    public ProviderResponse answer() {
        List<ToolCall> whole = new ArrayList<>();
        for (ToolCall call : calls.values()) {
            String arguments = call.arguments().isEmpty() ? "{}" : call.arguments();
            whole.add(new ToolCall(call.id(), call.name(), arguments));
        }
        return new ProviderResponse(
                text.toString(),
                whole,
                AnthropicJson.finish(stopReason),
                AnthropicJson.usage(new JsonView(usage), inputLength, text.length()),
                model);
    }

    private Optional<String> started(JsonView event) {
        JsonView block = event.at("content_block");
        if (block.text("type").equals(Optional.of("tool_use"))) {
            calls.put(
                    event.number("index").orElse(calls.size()),
                    new ToolCall(block.text("id").orElse(""), block.text("name").orElse(""), ""));
        }
        return appended(block.text("text"));
    }

    private Optional<String> continued(JsonView event) {
        JsonView delta = event.at("delta");
        delta.text("partial_json")
                .ifPresent(
                        piece ->
                                calls.computeIfPresent(
                                        event.number("index").orElse(-1),
                                        (_, call) ->
                                                new ToolCall(
                                                        call.id(),
                                                        call.name(),
                                                        call.arguments() + piece)));
        return appended(delta.text("text"));
    }

    private Optional<String> appended(Optional<String> piece) {
        piece.ifPresent(text::append);
        return piece;
    }
}
