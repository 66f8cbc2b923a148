package handcar.llm.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeAnthropic;
import handcar.fakes.FakeReply;
import handcar.json.JsonView;
import handcar.llm.proxy.GatewayFixture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Anthropic's models for programs that speak OpenAI's wire, both ways.
final class AnthropicProviderTest {
    private static final GatewayFixture SHOP =
            new GatewayFixture(
                    Map.of(
                            "OPENAI_API_KEY", "",
                            "ANTHROPIC_API_KEY", "sk-test-anthropic",
                            "RETRY_MAX_ATTEMPTS", "1"));
    private static final String MODEL = "claude-haiku-4-5";

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void anAnswerComesInOpenAisShape() {
        GatewayFixture.Said said = SHOP.chat(GatewayFixture.question(MODEL));
        assertEquals("Hello from the other fake.", said.content());
        assertEquals(Optional.of("chat.completion"), said.body().text("object"));
        JsonView choice = said.body().at("choices").at(0);
        assertEquals(Optional.of("stop"), choice.text("finish_reason"));
        assertEquals(Optional.of("assistant"), choice.at("message").text("role"));
        assertEquals(OptionalLong.of(15), said.body().at("usage").number("total_tokens"));
        assertEquals(OptionalLong.of(64_000), sent().number("max_tokens"));
    }

    @Test
    void everythingThatCanBeSaidIsSaid() {
        String body =
                """
                {"model":"claude-haiku-4-5","temperature":1.7,"top_p":0.9,"max_completion_tokens":77,"stop":"END",
                 "user":"u1","parallel_tool_calls":false,"tool_choice":"required",
                 "response_format":{"type":"json_object"},
                 "tools":[{"type":"function","function":{"name":"clock","description":"Tells the time",
                   "parameters":{"type":"object","properties":{"zone":{"type":"string"}}}}}],
                 "messages":[{"role":"system","content":"Be kind."},{"role":"developer","content":"Be brief."},
                   {"role":"user","content":[{"type":"text","text":"What is this?"},
                     {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},
                     {"type":"image_url","image_url":{"url":"https://shop.example/a.png"}}]},
                   {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
                     "function":{"name":"clock","arguments":"{\\"zone\\":\\"UTC\\"}"}}]},
                   {"role":"tool","tool_call_id":"c1","content":"12:00"}]}
                """;
        assertEquals(200, SHOP.post(GatewayFixture.CHAT, body, SHOP.key).status());
        JsonView sent = sent();
        assertEquals(
                Optional.of("Be kind.\n\nBe brief.\n\n" + AnthropicRequestTranslator.ONE_OBJECT),
                sent.text("system"));
        assertFalse(sent.at("temperature").isPresent(), "1 is what a model does anyway");
        assertEquals(0.9, sent.at("top_p").value());
        assertEquals(OptionalLong.of(77), sent.number("max_tokens"));
        assertEquals(List.of("END"), sent.at("stop_sequences").value());
        assertEquals(Optional.of("u1"), sent.at("metadata").text("user_id"));
        assertEquals(
                Map.of("type", "any", "disable_parallel_tool_use", true),
                sent.at("tool_choice").value());
        assertEquals(Optional.of("clock"), sent.at("tools").at(0).text("name"));
        assertTrue(sent.at("tools").at(0).at("input_schema").at("properties").isPresent());
        JsonView turns = sent.at("messages");
        assertEquals(3, turns.each().count());
        assertEquals(
                Map.of("type", "base64", "media_type", "image/png", "data", "AAAA"),
                turns.at(0).at("content").at(1).at("source").value());
        assertEquals(Optional.of("url"), turns.at(0).at("content").at(2).at("source").text("type"));
        assertEquals(
                Map.of(
                        "type",
                        "tool_use",
                        "id",
                        "c1",
                        "name",
                        "clock",
                        "input",
                        Map.of("zone", "UTC")),
                turns.at(1).at("content").at(0).value());
        assertEquals(
                Map.of("type", "tool_result", "tool_use_id", "c1", "content", "12:00"),
                turns.at(2).at("content").at(0).value());
    }

    @Test
    void aToolCallComesBackWholeAndStreamed() {
        SHOP.anthropic.then(
                FakeReply.json(
                        200,
                        Map.of(
                                "id",
                                "msg_1",
                                "model",
                                MODEL,
                                "content",
                                List.of(
                                        Map.of(
                                                "type",
                                                "tool_use",
                                                "id",
                                                "t1",
                                                "name",
                                                "clock",
                                                "input",
                                                Map.of("zone", "UTC"))),
                                "stop_reason",
                                "tool_use",
                                "usage",
                                Map.of("input_tokens", 3, "output_tokens", 4))));
        JsonView choice = SHOP.chat(fresh(Map.of())).body().at("choices").at(0);
        assertEquals(Optional.of("tool_calls"), choice.text("finish_reason"));
        JsonView call = choice.at("message").at("tool_calls").at(0);
        assertEquals(Optional.of("{\"zone\":\"UTC\"}"), call.at("function").text("arguments"));
        SHOP.anthropic.then(
                FakeReply.events(
                        List.of(
                                FakeAnthropic.start(3),
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
                                                        "t1",
                                                        "name",
                                                        "clock",
                                                        "input",
                                                        Map.of()))),
                                json("{\"zone\":"),
                                json("\"UTC\"}"),
                                FakeAnthropic.stop("tool_use", 4))));
        GatewayFixture.Said said = SHOP.chat(fresh(Map.of("stream", true)));
        StringBuilder arguments = new StringBuilder();
        for (JsonView chunk : said.chunks()) {
            chunk.at("choices")
                    .at(0)
                    .at("delta")
                    .at("tool_calls")
                    .each()
                    .forEach(
                            piece ->
                                    piece.at("function")
                                            .text("arguments")
                                            .ifPresent(arguments::append));
        }
        assertEquals("{\"zone\":\"UTC\"}", arguments.toString());
        assertTrue(said.text().contains("\"finish_reason\":\"tool_calls\""), said.text());
        assertTrue(said.isDone());
    }

    @Test
    void aStreamIsCountedOnlyForWhoAsks() {
        GatewayFixture.Said said = SHOP.chat(fresh(Map.of("stream", true)));
        assertEquals("Hello from the other fake.", said.streamed());
        assertFalse(said.text().contains("\"usage\""), said.text());
        GatewayFixture.Said counted =
                SHOP.chat(
                        fresh(
                                Map.of(
                                        "stream",
                                        true,
                                        "stream_options",
                                        Map.of("include_usage", true))));
        assertEquals(
                OptionalLong.of(10),
                counted.chunks().getLast().at("usage").number("prompt_tokens"));
    }

    @Test
    void errorsComeInOpenAisShapeWithTheirStatus() {
        for (int status : List.of(400, 404, 413, 429, 500, 529)) {
            SHOP.anthropic.then(FakeAnthropic.error(status, "some_error", "Said so."));
            GatewayFixture.Said said = SHOP.chat(fresh(Map.of()));
            assertEquals(status, said.status());
            assertEquals(Optional.of("some_error"), said.error().text("type"));
            assertEquals(Optional.of("Said so."), said.error().text("message"));
        }
    }

    @Test
    void anErrorInTheMiddleOfAStreamIsTold() {
        SHOP.anthropic.then(
                FakeReply.events(
                        List.of(
                                FakeAnthropic.start(3),
                                FakeAnthropic.text("Half"),
                                FakeAnthropic.event(
                                        "error",
                                        Map.of(
                                                "error",
                                                Map.of(
                                                        "type",
                                                        "overloaded_error",
                                                        "message",
                                                        "Overloaded"))))));
        GatewayFixture.Said said = SHOP.chat(fresh(Map.of("stream", true)));
        assertEquals("Half", said.streamed());
        assertEquals(
                Optional.of("overloaded_error"), said.chunks().getLast().at("error").text("type"));
        assertFalse(said.isDone());
    }

    @Test
    void whatCannotBeSaidIsRefused() {
        List<String> bodies =
                List.of(
                        "\"n\":2,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]",
                        "\"messages\":[{\"role\":\"wizard\",\"content\":\"x\"}]",
                        "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\"}]}]",
                        "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"file:///etc/passwd\"}}]}]",
                        "\"messages\":[]",
                        "\"messages\":\"hello\"");
        for (String body : bodies) {
            GatewayFixture.Said said =
                    SHOP.post(
                            GatewayFixture.CHAT,
                            "{\"model\":\"" + MODEL + "\"," + body + "}",
                            SHOP.key);
            assertEquals(400, said.status(), body);
            assertTrue(said.error().text("param").isPresent(), body);
        }
    }

    private static String json(String piece) {
        return FakeAnthropic.event(
                "content_block_delta",
                Map.of(
                        "index",
                        1,
                        "delta",
                        Map.of("type", "input_json_delta", "partial_json", piece)));
    }

    private static JsonView sent() {
        return SHOP.anthropic.lastRequest().json();
    }

    private static Map<String, Object> fresh(Map<String, ?> more) {
        Map<String, Object> body = GatewayFixture.asking(MODEL, more);
        body.put("user", String.valueOf(System.nanoTime()));
        return body;
    }
}
