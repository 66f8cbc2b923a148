package handcar.llm.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.json.JsonView;
import handcar.llm.ChatRequest;
import handcar.llm.ChatResponse;
import handcar.llm.ChatStream;
import handcar.llm.FinishReason;
import handcar.llm.LlmFixture;
import handcar.llm.NoModelAvailableException;
import handcar.llm.Tool;
import handcar.llm.ToolCall;
import handcar.llm.provider.ProviderException;
import handcar.llm.provider.ProviderException.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// OpenAI's wire against a server that speaks it, well and badly.
final class OpenAiClientTest {
    private final FakeOpenAi fake = new FakeOpenAi();
    private final LlmFixture gateway =
            new LlmFixture(Optional.of(fake.baseUrl()), Optional.empty());

    @AfterEach
    void close() {
        gateway.close();
        fake.close();
    }

    @Test
    void aWholeAnswerComesWithUsageAndCost() {
        ChatResponse result = gateway.models.complete(LlmFixture.question());
        assertEquals("Hello from the fake.", result.text());
        assertEquals(FinishReason.STOP, result.finish());
        assertEquals("openai", result.provider());
        assertEquals(4, result.usage().outputTokens());
        assertTrue(result.costMicroUsd().getAsLong() > 0);
        JsonView sent = fake.lastRequest().json();
        assertEquals("Bearer sk-test-openai", fake.lastRequest().header("authorization"));
        assertEquals("/v1/chat/completions", fake.lastRequest().path());
        assertEquals(Optional.of("gpt-4o-mini"), sent.text("model"));
        assertEquals(OptionalLong.of(1_024), sent.number("max_tokens"));
        assertEquals(Optional.of("system"), sent.at("messages").at(0).text("role"));
        assertEquals(0.2, sent.at("temperature").value());
        assertFalse(sent.at("stream").isPresent());
        assertFalse(sent.at("tools").isPresent());
    }

    @Test
    void aStreamComesInPiecesWithUsageAtItsEnd() {
        try (ChatStream stream = gateway.models.stream(LlmFixture.question())) {
            assertEquals(List.of("Hello ", "from ", "the ", "fake."), LlmFixture.pieces(stream));
            assertEquals("Hello from the fake.", stream.result().text());
            assertEquals("gpt-4o-mini-2024-07-18", stream.result().model());
            assertFalse(stream.result().usage().estimated());
            assertTrue(stream.next().isEmpty(), "and stays at its end");
        }
        assertEquals(1, gateway.ledger.size());
        assertEquals("ok", gateway.ledger.getFirst().outcome());
        assertTrue(fake.lastRequest().json().at("stream_options").isTrue("include_usage"));
    }

    @Test
    void theFirstWordIsThereBeforeTheLastIsWritten() {
        fake.answering(_ -> "one two three").pausing(Duration.ofMillis(400));
        long started = System.nanoTime();
        try (ChatStream stream = gateway.models.stream(LlmFixture.question())) {
            assertEquals("one ", stream.next().orElseThrow());
            assertTrue(System.nanoTime() - started < 800_000_000);
            assertEquals(List.of("two ", "three"), LlmFixture.pieces(stream));
        }
    }

    @Test
    void charactersSplitBetweenPacketsStayWhole() {
        byte[] bytes =
                (FakeOpenAi.chunk("Grüße 🚂") + FakeOpenAi.finish("stop") + FakeOpenAi.done())
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        fake.then(
                (_, wire) -> {
                    wire.openStream("text/event-stream");
                    for (byte b : bytes) {
                        wire.chunk(new byte[] {b});
                    }
                    wire.endStream();
                });
        assertEquals(List.of("Grüße 🚂"), streamed());
    }

    @Test
    void toolCallsArriveWholeAndInPieces() {
        Tool tool = new Tool("find", "Finds.", Map.of("type", "object"));
        ChatRequest request = LlmFixture.question().tools(List.of(tool));
        fake.then(
                FakeReply.events(
                        List.of(
                                call(
                                        "{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"find\",\"arguments\":\"\"}}"),
                                call("{\"index\":0,\"function\":{\"arguments\":\"{\\\"q\\\":\"}}"),
                                call("{\"index\":0,\"function\":{\"arguments\":\"\\\"x\\\"}\"}}"),
                                call(
                                        "{\"index\":1,\"id\":\"c2\",\"function\":{\"name\":\"find\",\"arguments\":\"{}\"}}"),
                                FakeOpenAi.finish("tool_calls"),
                                FakeOpenAi.done())));
        try (ChatStream stream = gateway.models.stream(request)) {
            assertEquals(List.of(), LlmFixture.pieces(stream));
            assertEquals(FinishReason.TOOL_CALLS, stream.result().finish());
            assertEquals(
                    List.of(
                            new ToolCall("c1", "find", "{\"q\":\"x\"}"),
                            new ToolCall("c2", "find", "{}")),
                    stream.result().toolCalls());
        }
        assertEquals(
                Optional.of("find"),
                fake.lastRequest().json().at("tools").at(0).at("function").text("name"));
    }

    @Test
    void aModelThatWantsAnotherNameForTheLimitGetsIt() {
        fake.then(
                FakeOpenAi.error(
                        400,
                        "invalid_request_error",
                        "max_tokens",
                        "Unsupported parameter: 'max_tokens' is not supported with this model. Use"
                                + " 'max_completion_tokens' instead."),
                FakeOpenAi.error(
                        400,
                        "invalid_request_error",
                        "temperature",
                        "Unsupported value: 'temperature' does not support 0.2 with this model."));
        gateway.models.complete(LlmFixture.question());
        gateway.models.complete(LlmFixture.question());
        assertEquals(4, fake.requests().size(), "learnt once, remembered");
        JsonView sent = fake.lastRequest().json();
        assertEquals(OptionalLong.of(1_024), sent.number("max_completion_tokens"));
        assertFalse(sent.at("max_tokens").isPresent());
        assertFalse(sent.at("temperature").isPresent());
    }

    @Test
    void aLimitThatIsTooHighIsARefusalAndNotALesson() {
        fake.usual(FakeOpenAi.error(400, "x", "max_tokens", "max_tokens is too large: 99999."));
        assertThrows(
                NoModelAvailableException.class,
                () -> gateway.models.complete(LlmFixture.question()));
        assertEquals(1, fake.requests().size());
    }

    @Test
    void newerModelsAreAskedTheirWayAtOnce() {
        gateway.models.complete(LlmFixture.question().model("gpt-5-mini"));
        assertTrue(fake.lastRequest().json().at("max_completion_tokens").isPresent());
        assertEquals(1, fake.requests().size());
    }

    @Test
    void aServerThatKnowsNoStreamOptionsStillStreams() {
        fake.then(
                FakeOpenAi.error(400, "invalid_request_error", "", "unknown field stream_options"));
        try (ChatStream stream = gateway.models.stream(LlmFixture.question())) {
            LlmFixture.pieces(stream);
            assertTrue(stream.result().usage().estimated());
            assertTrue(stream.result().usage().inputTokens() > 0);
        }
    }

    @Test
    void aServerThatDoesNotStreamAnswersAtOnce() {
        fake.then(
                (request, wire) ->
                        wire.answer(
                                200,
                                "application/json",
                                Map.of(),
                                handcar.json.Json.bytes(
                                        Map.of(
                                                "choices",
                                                List.of(
                                                        Map.of(
                                                                "message",
                                                                Map.of("content", "x")))))));
        assertEquals(List.of("x"), streamed());
    }

    @Test
    void everyFailureHasItsType() {
        expect(Kind.KEY_REFUSED, FakeOpenAi.error(401, "x", "", "Bad key sk-abcdef."));
        expect(Kind.REFUSED, FakeOpenAi.error(404, "x", "", "No such model."));
        expect(Kind.RATE_LIMITED, FakeOpenAi.limited(30));
        expect(Kind.OVERLOADED, FakeReply.json(500, Map.of()));
        expect(Kind.OVERLOADED, FakeReply.text(502, "text/html", "<h1>Bad</h1>"));
        expect(Kind.TIMED_OUT, FakeReply.json(504, Map.of()));
        expect(Kind.TIMED_OUT, FakeReply.silence());
        expect(Kind.UNREACHABLE, FakeReply.hangUp());
        expect(Kind.MALFORMED, FakeReply.text(200, "text/html", "<h1>Wi-Fi</h1>"));
        expect(Kind.MALFORMED, FakeReply.json(200, Map.of("object", "list")));
        expect(Kind.OVERLOADED, FakeReply.json(200, Map.of("error", Map.of("message", "no"))));
    }

    @Test
    void aSlowFirstByteIsWaitedForWithinTheTimeout() {
        fake.then(
                FakeReply.events(
                                List.of(
                                        FakeOpenAi.chunk("late"),
                                        FakeOpenAi.finish("stop"),
                                        FakeOpenAi.done()))
                        .after(Duration.ofMillis(150)));
        assertEquals(List.of("late"), streamed());
    }

    @Test
    void aWholeAnswerOfAnAgentIsWaitedForTwiceAsLong() {
        Object choice = Map.of("message", Map.of("content", "late"), "finish_reason", "stop");
        fake.then(
                FakeReply.json(200, Map.of("choices", List.of(choice)))
                        .after(Duration.ofMillis(1_500)));
        assertEquals("late", gateway.models.complete(LlmFixture.question()).text());
        fake.usual(FakeReply.silence());
        int before = fake.requests().size();
        long start = System.nanoTime();
        assertThrows(
                NoModelAvailableException.class,
                () -> gateway.models.complete(LlmFixture.question()));
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        assertTrue(millis >= 1_900, "twice the time-out of one second, took " + millis);
        assertEquals(before + 1, fake.requests().size());
    }

    @Test
    void aKeyIsNeverRepeatedInAMessage() {
        fake.usual(FakeOpenAi.error(401, "x", "", "Incorrect API key provided: sk-test-openai."));
        var e =
                assertThrows(
                        NoModelAvailableException.class,
                        () -> gateway.models.complete(LlmFixture.question()));
        assertFalse(String.valueOf(e.getMessage()).contains("sk-test"));
    }

    private void expect(Kind kind, FakeReply reply) {
        fake.usual(reply);
        for (Runnable ask :
                List.<Runnable>of(
                        () -> gateway.models.complete(LlmFixture.question()),
                        () -> gateway.models.stream(LlmFixture.question()).close())) {
            NoModelAvailableException e = assertThrows(NoModelAvailableException.class, ask::run);
            ProviderException failure = e.failures().getFirst();
            assertEquals(kind, failure.kind());
            assertEquals(failure.label(), gateway.ledger.getLast().outcome());
        }
    }

    private List<String> streamed() {
        try (ChatStream stream = gateway.models.stream(LlmFixture.question())) {
            return LlmFixture.pieces(stream);
        }
    }

    private static String call(String json) {
        return FakeOpenAi.chunk(
                Map.of("tool_calls", List.of(handcar.json.Json.object(json))), null);
    }
}
