package handcar.fakes;

import module java.base;

import handcar.json.Json;

/// A server with Anthropic's wire. Unscripted it answers every message with [#answering]'s text, streamed word by word
/// when asked.
public final class FakeAnthropic extends FakeServer {
    /// The fields of a block that come in pieces, in their order.
    private static final List<String> STREAMED = List.of("thinking", "signature", "text");

    private volatile Function<FakeRequest, String> answer = _ -> "Hello from the other fake.";

    public FakeAnthropic() {
        super((_, _) -> {});
        usual(this::route);
    }

    /// What it answers, from the request.
    public FakeAnthropic answering(Function<FakeRequest, String> text) {
        answer = text;
        return this;
    }

    /// An error in Anthropic's form; 529 is "overloaded".
    public static FakeReply error(int status, String type, String message) {
        return FakeReply.json(
                status, Map.of("type", "error", "error", Map.of("type", type, "message", message)));
    }

    /// An event as it stands on the wire; its name is its type.
    public static String event(String type, Map<String, ?> fields) {
        Map<String, Object> data = new java.util.LinkedHashMap<>(fields);
        data.put("type", type);
        return "event: " + type + "\ndata: " + Json.text(data) + "\n\n";
    }

    public static String start(long inputTokens) {
        return event(
                "message_start",
                Map.of(
                        "message",
                        Map.of(
                                "id",
                                "msg_1",
                                "type",
                                "message",
                                "role",
                                "assistant",
                                "model",
                                "claude-haiku-4-5-20251001",
                                "content",
                                List.of(),
                                "usage",
                                Map.of("input_tokens", inputTokens, "output_tokens", 1))));
    }

    public static String text(String piece) {
        return event(
                "content_block_delta",
                Map.of("index", 0, "delta", Map.of("type", "text_delta", "text", piece)));
    }

    public static String stop(String reason, long outputTokens) {
        return event(
                        "message_delta",
                        Map.of(
                                "delta",
                                Map.of("stop_reason", reason),
                                "usage",
                                Map.of("output_tokens", outputTokens)))
                + event("message_stop", Map.of());
    }

    /// A whole answer of these blocks.
    public static FakeReply message(List<Map<String, Object>> blocks, String reason) {
        return FakeReply.json(
                200,
                Map.of(
                        "id", "msg_1",
                        "type", "message",
                        "role", "assistant",
                        "model", "claude-haiku-4-5-20251001",
                        "content", blocks,
                        "stop_reason", reason,
                        "usage", Map.of("input_tokens", 10, "output_tokens", 5)));
    }

    /// The same answer as events, every text and every argument in pieces of five letters.
    public static List<String> events(List<Map<String, Object>> blocks, String reason) {
        List<String> events = new ArrayList<>(List.of(start(10)));
        for (int index = 0; index < blocks.size(); index++) {
            Map<String, Object> block = blocks.get(index);
            Map<String, Object> begun = new LinkedHashMap<>(block);
            begun.replaceAll((field, value) -> STREAMED.contains(field) ? "" : value);
            begun.computeIfPresent("input", (_, _) -> Map.of());
            events.add(
                    event("content_block_start", Map.of("index", index, "content_block", begun)));
            Object input = block.get("input");
            if (input != null) {
                String json = input.equals(Map.of()) ? "" : Json.text(input);
                pieces(events, index, "input_json_delta", "partial_json", json);
            }
            for (String field : STREAMED) {
                if (block.get(field) instanceof String text) {
                    pieces(events, index, field + "_delta", field, text);
                }
            }
            events.add(event("content_block_stop", Map.of("index", index)));
        }
        events.add(stop(reason, 5));
        return events;
    }

    private static void pieces(
            List<String> events, int index, String type, String field, String text) {
        for (int at = 0; at < text.length(); at += 5) {
            String piece = text.substring(at, Math.min(text.length(), at + 5));
            events.add(
                    event(
                            "content_block_delta",
                            Map.of("index", index, "delta", Map.of("type", type, field, piece))));
        }
    }

    private void route(FakeRequest request, FakeConnection wire)
            throws IOException, InterruptedException {
        if (!request.path().equals("/v1/messages")) {
            error(404, "not_found_error", "Unknown path.").to(request, wire);
        } else if (request.header("x-api-key").isEmpty()
                || !request.header("anthropic-version").equals("2023-06-01")) {
            error(401, "authentication_error", "x-api-key header is required").to(request, wire);
        } else if (request.json().number("max_tokens").isEmpty()) {
            error(400, "invalid_request_error", "max_tokens: Field required").to(request, wire);
        } else if (request.json().isTrue("stream")) {
            stream(request, wire);
        } else {
            complete(request, wire);
        }
    }

    private void complete(FakeRequest request, FakeConnection wire)
            throws IOException, InterruptedException {
        String text = answer.apply(request);
        FakeReply.json(
                        200,
                        Map.of(
                                "id",
                                "msg_1",
                                "type",
                                "message",
                                "role",
                                "assistant",
                                "model",
                                "claude-haiku-4-5-20251001",
                                "content",
                                List.of(Map.of("type", "text", "text", text)),
                                "stop_reason",
                                "end_turn",
                                "usage",
                                Map.of("input_tokens", 10, "output_tokens", 5)))
                .to(request, wire);
    }

    private void stream(FakeRequest request, FakeConnection wire) throws IOException {
        wire.openStream("text/event-stream");
        wire.chunk(start(10));
        wire.chunk(
                event(
                        "content_block_start",
                        Map.of("index", 0, "content_block", Map.of("type", "text", "text", ""))));
        wire.chunk(event("ping", Map.of()));
        for (String word : answer.apply(request).split("(?<= )", -1)) {
            wire.chunk(text(word));
        }
        wire.chunk(event("content_block_stop", Map.of("index", 0)));
        wire.chunk(stop("end_turn", 5));
        wire.endStream();
    }
}
