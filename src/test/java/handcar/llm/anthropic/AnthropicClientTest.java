package handcar.llm.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import module java.base;

import handcar.fakes.FakeAnthropic;
import handcar.fakes.FakeReply;
import handcar.json.JsonView;
import handcar.llm.ChatMessage;
import handcar.llm.ChatRequest;
import handcar.llm.ChatResponse;
import handcar.llm.ChatStream;
import handcar.llm.FinishReason;
import handcar.llm.LlmFixture;
import handcar.llm.NoModelAvailableException;
import handcar.llm.ResponseFormat;
import handcar.llm.ToolCall;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.ProviderException;
import handcar.llm.provider.ProviderException.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Anthropic's wire against a server that speaks it, well and badly.
final class AnthropicClientTest {
    private final FakeAnthropic fake = new FakeAnthropic();
    private final LlmFixture gateway =
            new LlmFixture(Optional.empty(), Optional.of(fake.baseUrl()));

    @AfterEach
    void close() {
        gateway.close();
        fake.close();
    }

    @Test
    void aWholeAnswerComesWithUsageAndCost() {
        ChatResponse result = gateway.models.complete(LlmFixture.question());
        assertEquals("Hello from the other fake.", result.text());
        assertEquals(new TokenUsage(10, 5, false), result.usage());
        assertEquals(OptionalLong.of(35), result.costMicroUsd(), "10 at $1 and 5 at $5 a million");
        JsonView sent = fake.lastRequest().json();
        assertEquals("sk-test-anthropic", fake.lastRequest().header("x-api-key"));
        assertEquals(Optional.of("Be kind."), sent.text("system"));
        assertEquals(OptionalLong.of(1_024), sent.number("max_tokens"));
        assertEquals(1, sent.at("messages").each().count());
    }

    @Test
    void aStreamComesInPiecesWithUsageFromBothEnds() {
        try (ChatStream stream = gateway.models.stream(LlmFixture.question())) {
            assertEquals(
                    List.of("Hello ", "from ", "the ", "other ", "fake."),
                    LlmFixture.pieces(stream));
            assertEquals(new TokenUsage(10, 5, false), stream.result().usage());
            assertEquals("claude-haiku-4-5-20251001", stream.result().model());
        }
    }

    @Test
    void aStreamMayEndWithoutItsLastBlankLine() {
        String events =
                FakeAnthropic.start(1)
                        + FakeAnthropic.text("Hi")
                        + FakeAnthropic.stop("end_turn", 1);
        fake.then(FakeReply.events(List.of(events.stripTrailing() + "\n")));
        try (ChatStream stream = gateway.models.stream(LlmFixture.question())) {
            assertEquals("Hi", String.join("", LlmFixture.pieces(stream)));
            assertEquals(FinishReason.STOP, stream.result().finish());
        }
    }

    @Test
    void aStreamThatEndsBeforeItsStopIsNoAnswer() {
        String events = FakeAnthropic.start(1) + FakeAnthropic.text("Hi");
        fake.usual(FakeReply.events(List.of(events.stripTrailing() + "\n")));
        assertThrows(
                ProviderException.class,
                () -> {
                    try (ChatStream stream = gateway.models.stream(LlmFixture.question())) {
                        LlmFixture.pieces(stream);
                    }
                });
    }

    @Test
    void everyStopReasonMeansSomething() {
        Map<String, FinishReason> meanings =
                Map.of(
                        "end_turn", FinishReason.STOP,
                        "stop_sequence", FinishReason.STOP,
                        "max_tokens", FinishReason.LENGTH,
                        "tool_use", FinishReason.TOOL_CALLS,
                        "refusal", FinishReason.CONTENT_FILTER);
        meanings.forEach(
                (reason, finish) -> {
                    fake.then(
                            FakeReply.events(
                                    List.of(
                                            FakeAnthropic.start(1),
                                            FakeAnthropic.text("x"),
                                            FakeAnthropic.stop(reason, 1))));
                    try (ChatStream stream = gateway.models.stream(LlmFixture.question())) {
                        LlmFixture.pieces(stream);
                        assertEquals(finish, stream.result().finish());
                    }
                });
    }

    @Test
    void turnsAlternateAndThePersonBegins() {
        ToolCall call = new ToolCall("t1", "find", "{\"q\":1}");
        gateway.models.complete(
                ChatRequest.of(
                        "answer",
                        List.of(
                                new ChatMessage.Assistant("Welcome!"),
                                new ChatMessage.User("one"),
                                new ChatMessage.Instructions("late rule"),
                                new ChatMessage.User("two"),
                                new ChatMessage.Assistant("", List.of(call)),
                                new ChatMessage.ToolResult("t1", "found"),
                                new ChatMessage.User("three"))));
        JsonView turns = fake.lastRequest().json().at("messages");
        assertEquals(
                List.of("user", "assistant", "user", "assistant", "user"),
                turns.each().map(turn -> turn.text("role").orElse("")).toList());
        assertEquals(2, turns.at(2).at("content").each().count());
        assertEquals(Optional.of("tool_use"), turns.at(3).at("content").at(0).text("type"));
        assertEquals(Optional.of("tool_result"), turns.at(4).at("content").at(0).text("type"));
        assertEquals(Optional.of("late rule"), fake.lastRequest().json().text("system"));
    }

    @Test
    void toolCallsArriveInPieces() {
        fake.then(
                FakeReply.events(
                        List.of(
                                FakeAnthropic.start(1),
                                FakeAnthropic.text("Let me look."),
                                FakeAnthropic.event(
                                        "content_block_start",
                                        Map.of(
                                                "index",
                                                1,
                                                "content_block",
                                                Map.of(
                                                        "type",
                                                        "tool_use",
                                                        "id",
                                                        "t",
                                                        "name",
                                                        "find"))),
                                arguments("{\"q\""),
                                arguments(":1}"),
                                FakeAnthropic.stop("tool_use", 9))));
        try (ChatStream stream = gateway.models.stream(LlmFixture.question())) {
            assertEquals(List.of("Let me look."), LlmFixture.pieces(stream));
            assertEquals(
                    List.of(new ToolCall("t", "find", "{\"q\":1}")), stream.result().toolCalls());
        }
    }

    @Test
    void theTemperatureStaysInItsRangeAndGoesWhereItIsNotWanted() {
        gateway.models.complete(LlmFixture.question().temperature(1.7));
        assertFalse(fake.lastRequest().json().at("temperature").isPresent(), "the usual 1");
        fake.then(
                FakeAnthropic.error(
                        400,
                        "invalid_request_error",
                        "temperature is not supported by this model"));
        gateway.models.complete(LlmFixture.question());
        assertFalse(fake.lastRequest().json().at("temperature").isPresent());
    }

    @Test
    void aJsonAnswerIsTheCallOfATool() {
        Map<String, Object> schema = Map.of("type", "object", "properties", Map.of("to", Map.of()));
        fake.then(
                FakeReply.json(
                        200,
                        Map.of(
                                "content",
                                List.of(
                                        Map.of(
                                                "type", "tool_use",
                                                "id", "t",
                                                "name", "answer_route",
                                                "input", Map.of("to", "sales"))),
                                "stop_reason",
                                "tool_use")));
        ChatResponse result =
                gateway.models.complete(
                        LlmFixture.question()
                                .shape(new ResponseFormat.JsonSchema("route", schema)));
        JsonView sent = fake.lastRequest().json();
        assertEquals(schema, sent.at("tools").at(0).at("input_schema").value());
        assertEquals(Optional.of("answer_route"), sent.at("tool_choice").text("name"));
        assertEquals("{\"to\":\"sales\"}", result.text());
        assertEquals(FinishReason.STOP, result.finish());
    }

    @Test
    void everyFailureHasItsType() {
        expect(Kind.OVERLOADED, FakeAnthropic.error(529, "overloaded_error", "x"));
        expect(Kind.RATE_LIMITED, FakeAnthropic.error(429, "rate_limit_error", "x"));
        expect(Kind.KEY_REFUSED, FakeAnthropic.error(401, "authentication_error", "x"));
        expect(
                Kind.OVERLOADED,
                FakeReply.events(
                        List.of(
                                FakeAnthropic.start(1),
                                FakeAnthropic.event(
                                        "error",
                                        Map.of(
                                                "error",
                                                Map.of(
                                                        "type",
                                                        "overloaded_error",
                                                        "message",
                                                        "Overloaded"))))));
        expect(Kind.MALFORMED, FakeReply.events(List.of(FakeAnthropic.start(1))));
        expect(Kind.UNREACHABLE, FakeReply.eventsThenCut(List.of(FakeAnthropic.start(1))));
    }

    private void expect(Kind kind, FakeReply reply) {
        fake.usual(reply);
        NoModelAvailableException e =
                assertThrows(
                        NoModelAvailableException.class,
                        () -> gateway.models.stream(LlmFixture.question()).close());
        assertEquals(kind, e.failures().getFirst().kind());
    }

    private static String arguments(String piece) {
        return FakeAnthropic.event(
                "content_block_delta",
                Map.of(
                        "index",
                        1,
                        "delta",
                        Map.of("type", "input_json_delta", "partial_json", piece)));
    }
}
