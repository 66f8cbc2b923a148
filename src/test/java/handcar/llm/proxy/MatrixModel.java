package handcar.llm.proxy;

import module java.base;

import handcar.fakes.FakeAnthropic;
import handcar.fakes.FakeConnection;
import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeRequest;
import handcar.json.Json;
import handcar.json.JsonView;

/// What the models behind the client matrix do, on both wires: call a tool twice before they know its results, match schemas, see
/// images, fail once, and write without an end.
final class MatrixModel {
    private static final String TEXT = "Hello from the matrix.";
    private static final String SEEN = "I see an image.";
    private static final Map<String, Object> ADA = new LinkedHashMap<>();

    static {
        ADA.put("name", "Ada");
        ADA.put("age", 36);
    }

    private static final Pattern ONCE = Pattern.compile("fail-once [0-9a-f-]{36}");

    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    /// @param text of the answer; empty when the model calls
    /// @param calls names and arguments
    private record Answer(String text, List<Map.Entry<String, Map<String, Object>>> calls) {}

    void anthropic(FakeRequest request, FakeConnection wire)
            throws IOException, InterruptedException {
        String text = request.text();
        if (failsNow(text)) {
            FakeAnthropic.error(500, "api_error", "Once.").to(request, wire);
            return;
        }
        if (text.contains("fail-400")) {
            FakeAnthropic.error(400, "invalid_request_error", "No.").to(request, wire);
            return;
        }
        if (text.contains("endless")) {
            wire.openStream("text/event-stream");
            wire.chunk(FakeAnthropic.start(10));
            wire.chunk(
                    FakeAnthropic.event(
                            "content_block_start",
                            Map.of(
                                    "index",
                                    0,
                                    "content_block",
                                    Map.of("type", "text", "text", ""))));
            endless(wire, FakeAnthropic.text("on "));
            return;
        }
        JsonView json = request.json();
        List<String> tools =
                json.at("tools").each().map(tool -> tool.text("name").orElse("")).toList();
        Answer answer = answer(text, tools, text.contains("\"tool_result\""));
        List<Map<String, Object>> blocks = new ArrayList<>();
        if (!answer.text.isEmpty()) {
            blocks.add(Map.of("type", "text", "text", answer.text));
        }
        for (var call : answer.calls) {
            blocks.add(
                    Map.of(
                            "type",
                            "tool_use",
                            "id",
                            "toolu_" + blocks.size(),
                            "name",
                            call.getKey(),
                            "input",
                            call.getValue()));
        }
        String reason = answer.calls.isEmpty() ? "end_turn" : "tool_use";
        (json.isTrue("stream")
                        ? FakeReply.events(FakeAnthropic.events(blocks, reason))
                        : FakeAnthropic.message(blocks, reason))
                .to(request, wire);
    }

    void openAi(FakeRequest request, FakeConnection wire, FakeReply usual)
            throws IOException, InterruptedException {
        String text = request.text();
        if (!request.path().endsWith("/chat/completions")) {
            usual.to(request, wire);
        } else if (failsNow(text)) {
            FakeOpenAi.error(500, "server_error", "", "Once.").to(request, wire);
        } else if (text.contains("fail-400")) {
            FakeOpenAi.error(400, "invalid_request_error", "messages", "No.").to(request, wire);
        } else if (text.contains("endless")) {
            wire.openStream("text/event-stream");
            endless(wire, FakeOpenAi.chunk("on "));
        } else {
            JsonView json = request.json();
            List<String> tools =
                    json.at("tools")
                            .each()
                            .map(tool -> tool.at("function").text("name").orElse(""))
                            .toList();
            Answer answer = answer(text, tools, hasResults(json));
            (json.isTrue("stream") ? stream(answer) : whole(answer)).to(request, wire);
        }
    }

    private static void endless(FakeConnection wire, String event) throws IOException {
        for (int i = 0; i < 1_000_000; i++) {
            wire.chunk(event); // ends when the caller leaves
        }
    }

    private boolean failsNow(String text) {
        Matcher once = ONCE.matcher(text);
        return once.find() && failed.add(once.group());
    }

    private static Answer answer(String text, List<String> tools, boolean hasResults) {
        Optional<String> person =
                tools.stream()
                        .filter(name -> name.contains("person") || name.equals("json"))
                        .findFirst();
        if (text.contains("who?")) {
            return person.isPresent()
                    ? new Answer("", List.of(Map.entry(person.get(), ADA)))
                    : new Answer(Json.text(ADA), List.of());
        }
        if (text.contains("weather?") && !hasResults && !tools.isEmpty()) {
            return new Answer(
                    "",
                    List.of(
                            Map.entry("weather", Map.of("city", "Oslo")),
                            Map.entry("weather", Map.of("city", "Rome"))));
        }
        boolean sees = text.contains("\"image_url\"") || text.contains("\"type\":\"image\"");
        return new Answer(sees ? SEEN : TEXT, List.of());
    }

    /// Some clients indent their JSON.
    private static boolean hasResults(JsonView json) {
        return json.at("messages")
                .each()
                .anyMatch(message -> message.text("role").equals(Optional.of("tool")));
    }

    private static FakeReply whole(Answer answer) {
        List<Object> calls = new ArrayList<>();
        answer.calls.forEach(call -> calls.add(call(calls.size(), call, true)));
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", answer.text.isEmpty() ? null : answer.text);
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        return FakeReply.json(
                200,
                Map.of(
                        "id",
                        "chatcmpl-1",
                        "object",
                        "chat.completion",
                        "created",
                        1_700_000_000,
                        "model",
                        "gpt-4o",
                        "choices",
                        List.of(
                                Map.of(
                                        "index",
                                        0,
                                        "message",
                                        message,
                                        "finish_reason",
                                        calls.isEmpty() ? "stop" : "tool_calls")),
                        "usage",
                        Map.of("prompt_tokens", 10, "completion_tokens", 5, "total_tokens", 15)));
    }

    private static Map<String, Object> call(
            int index, Map.Entry<String, Map<String, Object>> call, boolean whole) {
        String arguments = whole ? Json.text(call.getValue()) : "";
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("index", index);
        json.put("id", "call_" + index);
        json.put("type", "function");
        json.put("function", Map.of("name", call.getKey(), "arguments", arguments));
        return json;
    }

    private static FakeReply stream(Answer answer) {
        List<String> events = new ArrayList<>();
        events.add(FakeOpenAi.chunk(Map.of("role", "assistant"), null));
        if (!answer.text.isEmpty()) {
            for (String word : answer.text.split("(?<= )", -1)) {
                events.add(FakeOpenAi.chunk(word));
            }
        }
        int index = 0;
        for (var call : answer.calls) {
            events.add(
                    FakeOpenAi.chunk(
                            Map.of("tool_calls", List.of(call(index, call, false))), null));
            events.add(
                    FakeOpenAi.chunk(
                            Map.of(
                                    "tool_calls",
                                    List.of(
                                            Map.of(
                                                    "index",
                                                    index++,
                                                    "function",
                                                    Map.of(
                                                            "arguments",
                                                            Json.text(call.getValue()))))),
                            null));
        }
        events.add(FakeOpenAi.finish(answer.calls.isEmpty() ? "stop" : "tool_calls"));
        events.add(FakeOpenAi.usage(10, 5));
        events.add(FakeOpenAi.done());
        return FakeReply.events(events);
    }
}
