package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeAnthropic;
import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeRequest;
import handcar.json.JsonView;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Anthropic's API in front of OpenAI's models, and OpenAI's Responses API in front of Claude.
final class OtherWireTest {
    private static final String MESSAGES = "/v1/messages";
    private static final String RESPONSES = "/v1/responses";
    private static final GatewayFixture SHOP =
            new GatewayFixture(
                    Map.of("ANTHROPIC_API_KEY", "sk-test-anthropic", "RETRY_MAX_ATTEMPTS", "1"));

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void aMessageIsAskedAsAChat() {
        JsonView said =
                post(
                        MESSAGES,
                        """
                        {'model':'gpt-4o','max_tokens':9,'system':[{'type':'text','text':'Be kind.'}],'stop_sequences':['END'],
                         'tools':[{'name':'f','input_schema':{'type':'object'}}],'tool_choice':{'type':'any','disable_parallel_tool_use':true},
                         'thinking':{'type':'enabled','budget_tokens':5000},
                         'messages':[{'role':'user','content':[{'type':'text','text':'x'},
                           {'type':'image','source':{'type':'base64','media_type':'image/png','data':'AAAA'}}]},
                          {'role':'assistant','content':[{'type':'thinking','thinking':'h','signature':'s'},{'type':'tool_use','id':'t','name':'f','input':{'a':1}}]},
                          {'role':'user','content':[{'type':'tool_result','tool_use_id':'t','content':[{'type':'text','text':'ok'}]},{'type':'text','text':'go'}]}]}
                        """);
        JsonView sent = SHOP.openAi.lastRequest().json();
        assertEquals(
                List.of("system", "user", "assistant", "tool", "user"),
                sent.at("messages").each().map(one -> one.text("role").orElse("")).toList());
        assertEquals(
                Optional.of("data:image/png;base64,AAAA"),
                sent.at("messages").at(1).at("content").at(1).at("image_url").text("url"));
        assertEquals(
                Optional.of("{\"a\":1}"),
                sent.at("messages").at(2).at("tool_calls").at(0).at("function").text("arguments"));
        assertEquals(Optional.of("required"), sent.text("tool_choice"));
        assertEquals(false, sent.at("parallel_tool_calls").value());
        assertEquals(List.of("END"), sent.at("stop").value());
        assertEquals(Optional.of("medium"), sent.text("reasoning_effort"));
        assertEquals(Optional.of("message"), said.text("type"));
        assertEquals(Optional.of("end_turn"), said.text("stop_reason"));
        assertEquals(Optional.of("Hello from the fake."), said.at("content").at(0).text("text"));
        assertTrue(said.at("usage").number("input_tokens").orElse(0) > 0);
    }

    @Test
    void aBrokenStreamEndsWithAnEventOfItsApi() {
        for (String path : List.of(MESSAGES, RESPONSES)) {
            boolean messages = path.equals(MESSAGES);
            if (messages) {
                SHOP.openAi.then(FakeReply.eventsThenCut(List.of(FakeOpenAi.chunk("Hi"))));
            } else {
                SHOP.anthropic.then(
                        FakeReply.eventsThenCut(
                                List.of(FakeAnthropic.start(1), FakeAnthropic.text("Hi"))));
            }
            GatewayFixture.Said said =
                    raw(
                            path,
                            messages
                                    ? "{'model':'gpt-4o','max_tokens':9,'stream':true,'messages':[{'role':'user','content':'x'}]}"
                                    : "{'model':'claude-haiku-4-5','stream':true,'input':'x'}");
            assertTrue(said.text().contains("event: error\n"), said.text());
            JsonView last = said.chunks().getLast();
            assertEquals(Optional.of("error"), last.text("type"));
            assertTrue((messages ? last.at("error") : last).text("message").isPresent());
        }
    }

    @Test
    void aResponseIsAskedAsAMessage() {
        JsonView said =
                post(
                        RESPONSES,
                        """
                        {'model':'claude-haiku-4-5','instructions':'Be kind.','max_output_tokens':99,'store':true,
                         'tools':[{'type':'function','name':'f','parameters':{'type':'object'},'strict':true}],
                         'input':[{'role':'user','content':[{'type':'input_text','text':'x'},{'type':'input_image','image_url':'https://shop.example/a.png'}]},
                          {'type':'function_call','call_id':'c','name':'f','arguments':'{}'},
                          {'type':'function_call_output','call_id':'c','output':'1'}]}
                        """);
        JsonView sent = SHOP.anthropic.lastRequest().json();
        assertEquals(Optional.of("Be kind."), sent.text("system"));
        assertEquals(OptionalLong.of(99), sent.number("max_tokens"));
        assertEquals(3, sent.at("messages").each().count());
        assertEquals(Optional.of("completed"), said.text("status"));
        assertEquals(
                Optional.of("Hello from the other fake."),
                said.at("output").at(0).at("content").at(0).text("text"));
        assertEquals(OptionalLong.of(15), said.at("usage").number("total_tokens"));
        assertEquals(
                Set.of("cached_tokens", "cache_write_tokens"),
                said.at("usage").at("input_tokens_details").fields().keySet());
    }

    /// As the AI SDK 6 sends the second step: the text by its id, also without a type, and the call itself without one.
    @Test
    void anItemOfAResponseIsFoundByItsIdStreamedOrNot() {
        List<Map<String, Object>> blocks =
                List.of(
                        Map.of("type", "thinking", "thinking", "Hm.", "signature", "s"),
                        Map.of("type", "text", "text", "I look."),
                        Map.of("type", "tool_use", "id", "t", "name", "f", "input", Map.of()));
        for (boolean streamed : List.of(true, false)) {
            List<String> ids = answered(blocks, "tool_use", streamed, "true");
            for (String call :
                    List.of(
                            "'type':'item_reference','id':'%s'".formatted(ids.get(2)),
                            "'type':'function_call','call_id':'t','name':'f','arguments':'{}'")) {
                post(
                        RESPONSES,
                        """
                        {'model':'claude-haiku-4-5','input':[{'role':'user','content':'x'},{'type':'item_reference','id':'%s'},
                         {'id':'%s'},{%s},{'type':'function_call_output','call_id':'t','output':'1'}]}
                        """
                                .formatted(ids.get(0), ids.get(1), call));
                JsonView turn = SHOP.anthropic.lastRequest().json().at("messages").at(1);
                assertEquals(
                        blocks,
                        turn.at("content").each().map(JsonView::fields).toList(),
                        "also the thoughts, signed");
            }
        }
    }

    @Test
    void aStreamedTextWithoutACallIsFoundByItsId() {
        List<Map<String, Object>> text = List.of(Map.of("type", "text", "text", "Good day."));
        String id = answered(text, "end_turn", true, "true").getFirst();
        String again = again(id);
        post(RESPONSES, again);
        JsonView turn = SHOP.anthropic.lastRequest().json().at("messages").at(1);
        assertEquals(Optional.of("Good day."), turn.at("content").at(0).text("text"));
        GatewayFixture.Said other =
                SHOP.post(RESPONSES, again.replace('\'', '"'), SHOP.key(Map.of()));
        assertEquals(Optional.of("input[1].id"), other.error().text("param"), "it is its key's");
        id = answered(text, "end_turn", true, "false").getFirst();
        assertEquals(Optional.of("input[1].id"), raw(RESPONSES, again(id)).error().text("param"));
    }

    private static String again(String id) {
        return """
        {'model':'claude-haiku-4-5','input':[{'role':'user','content':'x'},{'type':'item_reference','id':'%s'},
         {'role':'user','content':'y'}]}
        """
                .formatted(id);
    }

    /// The ids of the items of an answer.
    private static List<String> answered(
            List<Map<String, Object>> blocks, String reason, boolean streamed, String store) {
        SHOP.anthropic.then(
                streamed
                        ? FakeReply.events(FakeAnthropic.events(blocks, reason))
                        : FakeAnthropic.message(blocks, reason));
        GatewayFixture.Said said =
                raw(
                        RESPONSES,
                        "{'model':'claude-haiku-4-5','stream':%s,'store':%s,'input':'x'}"
                                .formatted(streamed, store));
        assertEquals(200, said.status(), said.text());
        JsonView response =
                streamed
                        ? said.chunks().getLast().at("response")
                        : new JsonView(said.body().fields());
        assertEquals(Optional.of("completed"), response.text("status"));
        assertEquals(Boolean.valueOf(store), response.at("store").value());
        return response.at("output").each().map(item -> item.text("id").orElseThrow()).toList();
    }

    @Test
    void tokensAreCountedByAnthropicAloneAndCostNothing() {
        String body = "{'model':'%s','messages':[{'role':'user','content':'x'}],'new_field':1}";
        SHOP.anthropic.then(FakeReply.json(200, Map.of("input_tokens", 14)));
        JsonView counted = post(MESSAGES + "/count_tokens", body.formatted("claude-haiku-4-5"));
        assertEquals(OptionalLong.of(14), counted.number("input_tokens"));
        FakeRequest sent = SHOP.anthropic.lastRequest();
        assertEquals("/v1/messages/count_tokens", sent.path());
        assertEquals(OptionalLong.of(1), sent.json().number("new_field"));
        Wait.until(
                "the call in the ledger",
                () -> SHOP.ledger("concat_ws(' ', purpose, input_tokens, output_tokens, outcome)"),
                calls -> calls.contains("gateway.messages.count_tokens 0 0 ok"));
        for (String model : List.of("gpt-4o", "openai/gpt-4o", "built-in")) {
            GatewayFixture.Said refused = raw(MESSAGES + "/count_tokens", body.formatted(model));
            assertEquals(404, refused.status(), refused.text());
            assertEquals(Optional.of("error"), refused.body().text("type"));
            assertEquals(Optional.of("model_not_found"), refused.error().text("code"));
        }
    }

    @Test
    void aTimeThatIsOverIsAnthropicsErrorAtItsAddress() {
        String body =
                "{'model':'openai/gpt-4o','max_tokens':9,'messages':[{'role':'user','content':'x'}]}";
        for (String path : List.of(MESSAGES, GatewayFixture.CHAT)) {
            SHOP.openAi.then(FakeOpenAi.error(504, "", "", "Too late."));
            GatewayFixture.Said late = raw(path, body);
            assertEquals(504, late.status());
            String type = path.equals(MESSAGES) ? "timeout_error" : "timeout";
            assertEquals(Optional.of(type), late.error().text("type"), late.text());
        }
    }

    /// Passed on and translated, with any ends of lines, and without the last empty line.
    @Test
    void aStreamIsReadWhateverEndsItsLines() {
        String events = FakeOpenAi.chunk("Hi") + FakeOpenAi.finish("stop") + FakeOpenAi.done();
        for (String end : List.of("\n", "\r\n", "\r")) {
            for (String path : List.of(MESSAGES, GatewayFixture.CHAT)) {
                String sent = events.strip().replace("\n", end);
                SHOP.openAi.then(FakeReply.text(200, "text/event-stream", sent));
                GatewayFixture.Said said =
                        raw(
                                path,
                                "{'model':'openai/gpt-4o','max_tokens':9,'stream':true,'messages':[{'role':'user','content':'x'}]}");
                String last = path.equals(MESSAGES) ? "message_stop" : "[DONE]";
                assertTrue(said.text().contains(last), said.text());
                assertTrue(said.text().contains("Hi"), said.text());
                assertFalse(said.text().contains("\"error\""), said.text());
            }
        }
    }

    @Test
    void whatIsKeptNowhereIsRefusedByItsName() {
        Map<String, String> fields =
                Map.of(
                        "'previous_response_id':'resp_1'", "previous_response_id",
                        "'background':true", "background",
                        "'tools':[{'type':'web_search'}]", "tools[0].type",
                        "'input':[{'type':'item_reference','id':'msg_1'}]", "input[0].id");
        fields.forEach(
                (field, name) -> {
                    String input = field.contains("'input'") ? "" : ",'input':'x'";
                    GatewayFixture.Said said =
                            raw(RESPONSES, "{'model':'claude-haiku-4-5'," + field + input + "}");
                    assertEquals(400, said.status(), said.text());
                    assertEquals(Optional.of(name), said.error().text("param"));
                });
    }

    private static JsonView post(String path, String body) {
        GatewayFixture.Said said = raw(path, body);
        assertEquals(200, said.status(), said.text());
        return said.body();
    }

    /// @param body with single quotes
    private static GatewayFixture.Said raw(String path, String body) {
        return SHOP.post(path, body.replace('\'', '"'), SHOP.key);
    }
}
