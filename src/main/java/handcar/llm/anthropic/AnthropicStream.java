package handcar.llm.anthropic;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.OpenAiResponseWriter;
import handcar.llm.provider.ProviderEventStream;
import handcar.llm.provider.SseFrame;
import handcar.net.StreamingResponse;

/// Anthropic's events, `message_start` to `message_stop`, translated into OpenAI's; `ping` and unknown ones mean nothing.
/// <https://docs.claude.com/en/docs/build-with-claude/streaming>
final class AnthropicStream extends ProviderEventStream {
    private final AnswerShape shape;
    private final AnswerText text;
    private final boolean usageWanted;
    private final long inputLength;

    /// The calls by the number of their block.
    private final Map<Long, Call> calls = new LinkedHashMap<>();

    private final Map<String, Object> usage = new LinkedHashMap<>();

    /// What is said beside a tool that takes the answer; it counts only if the model does not use the tool.
    private final StringBuilder beside = new StringBuilder();

    private Optional<OpenAiResponseWriter> chunks = Optional.empty();
    private String model;
    private String stopReason = "";
    private long length;
    private int thoughts;
    private boolean begun;
    private boolean answered;
    private boolean counted;

    /// A call in progress.
    private static final class Call {
        private final int index;
        private boolean hasArguments;

        Call(int index) {
            this.index = index;
        }
    }

    AnthropicStream(String provider, StreamingResponse answer, String model, ModelRequest request) {
        super(provider, answer, false, request.eventRoom(provider));
        this.model = model;
        this.shape = AnswerShape.of(request, model);
        this.text = shape.text();
        this.usageWanted = request.wantsUsage();
        this.inputLength = request.inputLength();
    }

    /// At first until it is clear that an answer begins: `message_start` alone says little.
    @Override
    public List<SseFrame> read() throws IOException {
        List<SseFrame> read = new ArrayList<>();
        while (read.size() < (begun ? 1 : 2) && !complete) {
            SseFrame frame = frames.next().or(frames::rest).orElseThrow(this::endedEarly);
            if (frame.hasData()) {
                take(json(frame), read);
            }
        }
        begun = true;
        return read;
    }

    private void take(JsonView event, List<SseFrame> read) {
        switch (event.text("type").orElse("")) {
            case "error" -> throw failed(event.at("error"));
            case "message_start" -> {
                JsonView message = event.at("message");
                model = message.text("model").orElse(model);
                usage.putAll(message.at("usage").fields());
                chunks =
                        Optional.of(
                                new OpenAiResponseWriter(
                                        message.text("id").orElse("chatcmpl"), model));
                read.add(chunks().opening(Map.of()));
            }
            case "content_block_start" -> started(number(event), event.at("content_block"), read);
            case "content_block_delta" -> delta(number(event), event.at("delta"), read);
            case "content_block_stop" ->
                    Optional.ofNullable(calls.get(number(event)))
                            .ifPresent(call -> endCall(call, read));
            case "message_delta" -> {
                stopReason = event.at("delta").text("stop_reason").orElse(stopReason);
                usage.putAll(event.at("usage").fields()); // cumulative, so the last counts
                counted = true;
            }
            case "message_stop" -> end(read);
            default -> {}
        }
    }

    private static long number(JsonView event) {
        return event.number("index").orElse(-1);
    }

    private void started(long number, JsonView block, List<SseFrame> read) {
        switch (block.text("type").orElse("")) {
            case "tool_use" -> {
                String name = block.text("name").orElse("");
                Map<String, Object> input = block.at("input").fields();
                if (shape.isAnswer(name)) {
                    answered = true;
                } else {
                    Call call = new Call(calls.size());
                    calls.put(number, call);
                    read.add(called(call, block.text("id").orElse(""), name));
                }
                if (!input.isEmpty()) {
                    arguments(number, Json.text(input), read);
                }
            }
            case "text" -> said(block.text("text").orElse(""), read);
            case "redacted_thinking" ->
                    read.add(
                            details(
                                    AnthropicAnswer.hidden(
                                            block.text("data").orElse(""), thoughts++)));
            case "thinking" -> {
                thoughts++;
                thought("text", "thinking", block, read);
            }
            default -> {}
        }
    }

    private void delta(long number, JsonView delta, List<SseFrame> read) {
        delta.text("partial_json").ifPresent(piece -> arguments(number, piece, read));
        delta.text("text").ifPresent(piece -> said(piece, read));
        thought("text", "thinking", delta, read);
        thought("signature", "signature", delta, read);
    }

    private void thought(String as, String field, JsonView delta, List<SseFrame> read) {
        Optional<String> piece = delta.text(field);
        if (piece.isEmpty()) {
            return;
        }
        length += piece.get().length();
        Map<String, Object> told = new LinkedHashMap<>();
        if (as.equals("text")) {
            told.put("reasoning_content", piece.get());
        }
        told.put(
                "reasoning_details",
                List.of(
                        AnthropicAnswer.thought(
                                Map.of(as, piece.get()), Math.max(0, thoughts - 1))));
        read.add(chunks().delta(told));
    }

    private SseFrame details(Map<String, Object> detail) {
        return chunks().delta(Map.of("reasoning_details", List.of(detail)));
    }

    private void arguments(long number, String piece, List<SseFrame> read) {
        length += piece.length();
        Call call = calls.get(number);
        if (call != null) {
            call.hasArguments = true;
            read.add(arguments(call, piece));
        } else if (answered) {
            read.add(chunks().text(piece));
        }
    }

    private void said(String piece, List<SseFrame> read) {
        length += piece.length();
        if (shape.format().isTool()) {
            beside.append(piece);
            return;
        }
        pass(text.next(piece), read);
        if (text.stopped() && !complete) {
            finish("stop", read);
        }
    }

    private void pass(String piece, List<SseFrame> read) {
        if (!piece.isEmpty()) {
            read.add(chunks().text(piece));
        }
    }

    /// A tool without parameters is called without a piece of JSON; its arguments are an empty object all the same.
    private void endCall(Call call, List<SseFrame> read) {
        if (!call.hasArguments) {
            call.hasArguments = true;
            read.add(arguments(call, "{}"));
        }
    }

    private void end(List<SseFrame> read) {
        calls.values().forEach(call -> endCall(call, read));
        if (!answered) {
            pass(text.next(beside.toString()) + text.rest(), read);
        }
        finish(
                text.stopped() ? "stop" : shape.finish(stopReason, answered && calls.isEmpty()),
                read);
    }

    private void finish(String reason, List<SseFrame> read) {
        read.addAll(chunks().end(reason, usage(), usageWanted));
        complete = true;
    }

    private SseFrame called(Call call, String id, String name) {
        String asked = shape.names().asked(name);
        return shape.legacy()
                ? chunks().delta(Map.of("function_call", Map.of("name", asked, "arguments", "")))
                : chunks().call(call.index, id, asked);
    }

    private SseFrame arguments(Call call, String piece) {
        return shape.legacy()
                ? chunks().delta(Map.of("function_call", Map.of("arguments", piece)))
                : chunks().arguments(call.index, piece);
    }

    private OpenAiResponseWriter chunks() {
        return chunks.orElseThrow(() -> malformed("an answer that did not begin"));
    }

    @Override
    public String model() {
        return model;
    }

    /// Until Anthropic counts at the end, what was written is estimated.
    @Override
    public TokenUsage usage() {
        TokenUsage said = AnthropicAnswer.usage(new JsonView(usage), inputLength, length);
        return counted || said.estimated() ? said : said.writing(length);
    }
}
