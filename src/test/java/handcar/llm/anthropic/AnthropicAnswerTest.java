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

/// What Anthropic's models answer, in OpenAI's words, whole and streamed alike.
final class AnthropicAnswerTest {
    private static final GatewayFixture SHOP =
            new GatewayFixture(
                    Map.of(
                            "OPENAI_API_KEY", "",
                            "ANTHROPIC_API_KEY", "sk-test-anthropic",
                            "RETRY_MAX_ATTEMPTS", "1"));
    private static final Map<String, ?> FORMAT =
            Map.of(
                    "response_format",
                    Map.of(
                            "type",
                            "json_schema",
                            "json_schema",
                            Map.of("name", "p", "schema", Map.of("type", "object"))));

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void aToolWithoutParametersIsCalledWithAnEmptyObject() {
        Message said =
                both(
                        List.of(
                                use("t0", "list_orders", Map.of()),
                                use("t1", "find", Map.of("q", 1))),
                        "tool_use",
                        Map.of());
        assertEquals(
                List.of("t0 list_orders {}", "t1 find {\"q\":1}"), said.calls, "both in one turn");
        assertEquals("tool_calls", said.finish);
    }

    @Test
    void toolsKeepTheNamesTheProgramGaveThem() {
        Map<String, ?> tools =
                Map.of(
                        "tools",
                        List.of(
                                Map.of(
                                        "type",
                                        "function",
                                        "function",
                                        Map.of("name", "files.search"))));
        Message said = both(List.of(use("t", "files_search", Map.of())), "tool_use", tools);
        assertEquals(List.of("t files.search {}"), said.calls);
    }

    @Test
    void olderProgramsGetAFunctionCall() {
        Map<String, ?> functions = Map.of("functions", List.of(Map.of("name", "f")));
        Message said = both(List.of(use("t", "f", Map.of("a", 1))), "tool_use", functions);
        assertEquals("f {\"a\":1}", said.functionCall);
        assertEquals("function_call", said.finish);
        assertEquals(List.of(), said.calls);
    }

    @Test
    void theArgumentsOfTheAnswersToolAreTheAnswer() {
        Message said =
                both(
                        List.of(text("Here it is."), use("t", "answer_p", Map.of("name", "Ada"))),
                        "tool_use",
                        FORMAT);
        assertEquals("{\"name\":\"Ada\"}", said.content);
        assertEquals("stop", said.finish);
    }

    @Test
    void jsonLosesItsFence() {
        String fenced = "```json\n{\"name\":\"`Ada`\"}\n```\n";
        Map<String, ?> object = Map.of("response_format", Map.of("type", "json_object"));
        for (Map<String, ?> format : List.of(FORMAT, object)) {
            assertEquals(
                    "{\"name\":\"`Ada`\"}",
                    both(List.of(text(fenced)), "end_turn", format).content);
        }
        assertEquals("{}", both(List.of(text("{}")), "end_turn", object).content);
        assertEquals(fenced, both(List.of(text(fenced)), "end_turn", Map.of()).content);
    }

    @Test
    void aStopSequenceOfWhiteSpaceEndsTheAnswerHere() {
        Message said =
                both(
                        List.of(text("One line.\n\nAnother one.")),
                        "end_turn",
                        Map.of("stop", List.of("\n\n", "END")));
        assertEquals("One line.", said.content);
        assertEquals("stop", said.finish);
        assertEquals(
                List.of("END"), SHOP.anthropic.lastRequest().json().at("stop_sequences").value());
        assertEquals("One", both(List.of(text("One")), "end_turn", Map.of("stop", " \n")).content);
    }

    @Test
    void thoughtsComeBesideTheAnswer() {
        Message said =
                both(
                        List.of(
                                Map.of("type", "thinking", "thinking", "Hm.", "signature", "c2ln"),
                                text("Yes.")),
                        "end_turn",
                        Map.of());
        assertEquals("Yes.", said.content);
        assertEquals("Hm.", said.thoughts);
        assertEquals("c2ln", said.signature);
    }

    @Test
    void everyStopReasonHasItsWord() {
        Map<String, String> words =
                Map.of(
                        "end_turn", "stop",
                        "stop_sequence", "stop",
                        "max_tokens", "length",
                        "model_context_window_exceeded", "length",
                        "refusal", "content_filter",
                        "pause_turn", "stop");
        words.forEach(
                (reason, word) ->
                        assertEquals(word, both(List.of(text("x")), reason, Map.of()).finish));
    }

    /// An answer as a program has it in the end.
    private record Message(
            String content,
            String thoughts,
            String signature,
            List<String> calls,
            String functionCall,
            String finish) {}

    /// The answer to a question, which has to be the same whole and streamed.
    private static Message both(
            List<Map<String, Object>> blocks, String reason, Map<String, ?> more) {
        SHOP.anthropic.then(FakeAnthropic.message(blocks, reason));
        GatewayFixture.Said said = SHOP.chat(asking(more, false));
        assertEquals(200, said.status(), said.text());
        JsonView choice = said.body().at("choices").at(0);
        Message whole = read(List.of(choice), "message");
        SHOP.anthropic.then(FakeReply.events(FakeAnthropic.events(blocks, reason)));
        GatewayFixture.Said streamed = SHOP.chat(asking(more, true));
        assertTrue(streamed.isDone(), streamed.text());
        assertFalse(streamed.text().contains("\"error\""), streamed.text());
        assertEquals(
                whole,
                read(
                        streamed.chunks().stream().map(chunk -> chunk.at("choices").at(0)).toList(),
                        "delta"));
        return whole;
    }

    private static Map<String, Object> asking(Map<String, ?> more, boolean stream) {
        Map<String, Object> body = GatewayFixture.asking("claude-haiku-4-5", more);
        body.put("user", String.valueOf(System.nanoTime()));
        body.put("stream", stream);
        return body;
    }

    private static Message read(List<JsonView> choices, String field) {
        StringBuilder content = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        StringBuilder signature = new StringBuilder();
        StringBuilder functionCall = new StringBuilder();
        List<StringBuilder> calls = new ArrayList<>();
        String finish = "";
        for (JsonView choice : choices) {
            JsonView said = choice.at(field);
            said.text("content").ifPresent(content::append);
            said.text("reasoning_content").ifPresent(thoughts::append);
            said.at("reasoning_details")
                    .each()
                    .forEach(one -> one.text("signature").ifPresent(signature::append));
            JsonView called = said.at("function_call");
            called.text("name").ifPresent(name -> functionCall.append(name).append(' '));
            called.text("arguments").ifPresent(functionCall::append);
            int number = 0;
            for (JsonView call : said.at("tool_calls").each().toList()) {
                int index = (int) call.number("index").orElse(number++);
                if (index == calls.size()) {
                    String name = call.at("function").text("name").orElse("");
                    calls.add(new StringBuilder(call.text("id").orElse("") + " " + name + " "));
                }
                call.at("function").text("arguments").ifPresent(calls.get(index)::append);
            }
            finish = choice.text("finish_reason").orElse(finish);
        }
        return new Message(
                content.toString(),
                thoughts.toString(),
                signature.toString(),
                calls.stream().map(StringBuilder::toString).toList(),
                functionCall.toString(),
                finish);
    }

    private static Map<String, Object> text(String text) {
        return Map.of("type", "text", "text", text);
    }

    private static Map<String, Object> use(String id, String name, Map<String, Object> input) {
        return Map.of("type", "tool_use", "id", id, "name", name, "input", input);
    }
}
