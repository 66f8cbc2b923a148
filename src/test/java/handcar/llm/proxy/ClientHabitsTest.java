package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.json.JsonView;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What clients send without being told to, and what they must be told of an answer.
final class ClientHabitsTest {
    private static final GatewayFixture SHOP =
            new GatewayFixture(
                    Map.of("ANTHROPIC_API_KEY", "sk-test-anthropic", "RETRY_MAX_ATTEMPTS", "1"));

    @AfterAll
    static void close() {
        SHOP.close();
    }

    /// As OpenAI's agents and the helpers of its clients repeat the answers that they got.
    @Test
    void whatClientsAddToAnAnswerIsKnown() {
        GatewayFixture.Said chat =
                post(
                        GatewayFixture.CHAT,
                        """
                        {'model':'claude-haiku-4-5','messages':[{'role':'user','content':'x'},
                         {'role':'assistant','content':[{'type':'text','text':'Hm.','role':'assistant','refusal':null}],
                          'tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':'{}','parsed_arguments':{}}}]},
                         {'role':'tool','tool_call_id':'c','content':'1'}]}
                        """);
        assertEquals(200, chat.status(), chat.text());
        GatewayFixture.Said response =
                post(
                        "/v1/responses",
                        """
                        {'model':'claude-haiku-4-5','input':[{'role':'user','content':'x'},
                         {'type':'message','role':'assistant','content':[{'type':'output_text','text':'Hm.','parsed':null}]},
                         {'type':'function_call','call_id':'c','name':'f','arguments':'{}','parsed_arguments':{}},
                         {'type':'function_call_output','call_id':'c','output':'1'}]}
                        """);
        assertEquals(200, response.status(), response.text());
    }

    /// OpenAI's Agents SDK repeats the message in each part of it.
    @Test
    void aPartMayRepeatItsMessage() {
        String calls =
                "'tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]";
        String chat =
                "{'model':'claude-haiku-4-5','messages':[{'role':'user','content':'x'},"
                        + "{'role':'assistant','content':[{'type':'text','text':'Hm.',%s}],"
                        + calls
                        + "},{'role':'tool','tool_call_id':'c','content':'1'}]}";
        for (String repeated :
                List.of(
                        "'role':'assistant','refusal':null," + calls,
                        "'tool_calls':[],'function_call':null,'audio':{},'name':''")) {
            GatewayFixture.Said said = post(GatewayFixture.CHAT, chat.formatted(repeated));
            assertEquals(200, said.status(), said.text());
            assertEquals(
                    2,
                    SHOP.anthropic
                            .lastRequest()
                            .json()
                            .at("messages")
                            .at(1)
                            .at("content")
                            .each()
                            .count());
        }
        for (String field : List.of("tool_calls", "refusal", "function_call", "name")) {
            GatewayFixture.Said said =
                    post(GatewayFixture.CHAT, chat.formatted("'" + field + "':['other']"));
            assertEquals(422, said.status(), said.text());
            assertEquals(
                    Optional.of("messages[1].content[0]." + field), said.error().text("param"));
        }
    }

    /// By this form of refusal `toolRunner` of Anthropic's SDK goes on without a thread, and sends all messages.
    @Test
    void aThreadIsRefusedFromTheFirstMessageOnWhereNoneIsKept() {
        for (String thread :
                List.of("'type':'create'", "'type':'continue','previous_message_id':'msg_1'")) {
            GatewayFixture.Said said =
                    post(
                            "/v1/messages",
                            "{'model':'gpt-4o','max_tokens':9,'messages':[{'role':'user','content':'x'}],'thread':{"
                                    + thread
                                    + "}}");
            assertEquals(400, said.status(), said.text());
            JsonView details = said.error().at("details");
            assertEquals(Optional.of("thread_unsupported_request"), details.text("error_code"));
            assertEquals(List.of("model"), details.at("unsupported").value());
        }
    }

    /// What Anthropic's programs say by themselves asks for nothing, and is not sent to those who do not know it.
    @Test
    void whatAsksForNothingIsLeftOut() {
        GatewayFixture.Said said =
                post(
                        "/v1/messages",
                        """
                        {'model':'gpt-4o','max_tokens':9,'top_k':40,'inference_geo':'global','speed':'standard',
                         'mcp_servers':[],'context_management':{'edits':[]},'container':null,'temperature':0.5,
                         'tools':[{'name':'f','description':'Finds.','input_schema':{'type':'object'},'eager_input_streaming':true,
                          'input_examples':[{'a':1}],'defer_loading':false,'allowed_callers':['direct']}],
                         'messages':[{'role':'user','content':[{'type':'document','title':'Rules','source':{'type':'content',
                          'content':[{'type':'text','text':'Be kind.'}]}}]}]}
                        """);
        assertEquals(200, said.status(), said.text());
        JsonView sent = SHOP.openAi.lastRequest().json();
        assertEquals(
                Set.of("model", "messages", "max_tokens", "temperature", "tools"),
                sent.fields().keySet());
        assertEquals(
                Optional.of("Finds.\n\nExamples of its input: [{\"a\":1}]"),
                sent.at("tools").at(0).at("function").text("description"));
        assertEquals(
                List.of("Rules", "Be kind."),
                sent.at("messages")
                        .at(0)
                        .at("content")
                        .each()
                        .map(part -> part.text("text").orElse(""))
                        .toList());
    }

    /// A provider that a program names is asked, or nobody.
    @Test
    void aNamedProviderIsReplacedByNobody() {
        int before = SHOP.openAi.requests().size();
        for (String model : List.of("claude-haiku-4-5", "anthropic/claude-haiku-4-5")) {
            for (String path :
                    List.of(
                            "/v1/embeddings",
                            "/v1/completions",
                            "/v1/moderations",
                            "/v1/images/generations",
                            "/v1/audio/speech")) {
                GatewayFixture.Said said =
                        post(path, "{'model':'" + model + "','input':'x','prompt':'x'}");
                assertEquals(404, said.status(), path + said.text());
                assertEquals(Optional.of("model_not_found"), said.error().text("code"));
            }
        }
        assertEquals(before, SHOP.openAi.requests().size());
    }

    /// As OpenAI writes speech and some servers write everything.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/audio/speech speech.audio.done",
                "/v1/responses response.completed",
                "/v1/responses response.incomplete",
                "/v1/images/generations image_generation.completed"
            })
    void aStreamWithoutNamesEndsByTheTypesOfItsEvents(String ends) {
        String path = ends.substring(0, ends.indexOf(' '));
        String type = ends.substring(path.length() + 1);
        String events =
                FakeOpenAi.data(Map.of("type", "some.delta", "delta", "x"))
                        + FakeOpenAi.data(Map.of("type", type));
        SHOP.openAi.then(FakeReply.events(List.of(events)));
        GatewayFixture.Said said =
                post(path, "{'model':'gpt-4o','input':'x','prompt':'x','stream':true}");
        assertEquals(events, said.text());
    }

    @Test
    void aFailureWithoutANameIsToldByItsType() {
        SHOP.openAi.then(
                FakeReply.events(
                        List.of(
                                FakeOpenAi.data(Map.of("type", "response.created")),
                                FakeOpenAi.data(
                                        Map.of(
                                                "type",
                                                "response.failed",
                                                "response",
                                                Map.of(
                                                        "error",
                                                        Map.of("message", "Out of words.")))))));
        GatewayFixture.Said said =
                post("/v1/responses", "{'model':'gpt-4o','input':'x','stream':true}");
        assertTrue(said.text().contains("Out of words."), said.text());
        assertFalse(said.text().contains("broke off"), said.text());
    }

    /// A program would run a call with no arguments that the model never meant.
    @Test
    void aCallThatBrokeOffIsToldAsCut() {
        Map<String, Object> call =
                Map.of(
                        "id",
                        "c",
                        "type",
                        "function",
                        "index",
                        0,
                        "function",
                        Map.of("name", "delete", "arguments", "{\"fi"));
        for (String finish : List.of("length", "tool_calls", "stop")) {
            SHOP.openAi.then(
                    FakeReply.json(
                            200,
                            Map.of(
                                    "model",
                                    "gpt-4o",
                                    "choices",
                                    List.of(
                                            Map.of(
                                                    "finish_reason",
                                                    finish,
                                                    "message",
                                                    Map.of(
                                                            "content",
                                                            "I delete.",
                                                            "tool_calls",
                                                            List.of(call)))))));
            JsonView whole = post("/v1/messages", message("")).body();
            assertEquals(Optional.of("max_tokens"), whole.text("stop_reason"), finish);
            assertEquals(1, whole.at("content").each().count(), "the text alone");
            SHOP.openAi.then(
                    FakeReply.events(
                            List.of(
                                    FakeOpenAi.data(
                                            Map.of(
                                                    "choices",
                                                    List.of(
                                                            Map.of(
                                                                    "index",
                                                                    0,
                                                                    "delta",
                                                                    Map.of(
                                                                            "tool_calls",
                                                                            List.of(call)))))),
                                    FakeOpenAi.finish(finish),
                                    FakeOpenAi.done())));
            List<JsonView> chunks = post("/v1/messages", message(",'stream':true")).chunks();
            assertEquals(
                    Optional.of("max_tokens"),
                    chunks.get(chunks.size() - 2).at("delta").text("stop_reason"),
                    finish);
        }
    }

    private static String message(String more) {
        return "{'model':'gpt-4o','max_tokens':9,'messages':[{'role':'user','content':'x'}]"
                + more
                + "}";
    }

    /// What is passed on may be longer than what is translated.
    @Test
    void aTextThatIsTooLongToBeTranslatedIsNamed() {
        String body =
                "{'model':'%s','messages':[{'role':'assistant','content':'%s'},{'role':'user','content':'x'}]}"
                        .replace('\'', '"');
        String text = "x".repeat(20_000_001);
        GatewayFixture.Said said =
                SHOP.post(GatewayFixture.CHAT, body.formatted("claude-haiku-4-5", text), SHOP.key);
        assertEquals(413, said.status(), said.text());
        assertEquals(Optional.of("messages"), said.error().text("param"), said.text());
        assertTrue(said.error().text("message").orElse("").contains("20000000"), said.text());
        SHOP.openAi.then(FakeReply.json(200, Map.of("choices", List.of())));
        assertEquals(
                200,
                SHOP.post(GatewayFixture.CHAT, body.formatted("gpt-4o", text), SHOP.key).status());
    }

    /// The name that a provider gives comes from outside, too.
    @Test
    void aModelThatAProviderNamesWithANulIsInTheLedger() {
        SHOP.openAi.then(
                FakeReply.json(200, Map.of("model", "gpt-4o-nul\0", "choices", List.of())));
        assertEquals(200, SHOP.chat(GatewayFixture.question("gpt-4o")).status());
        Wait.until(
                "the call is in the ledger",
                () -> SHOP.ledger("model"),
                models -> models.contains("gpt-4o-nul\uFFFD"));
    }

    private static GatewayFixture.Said post(String path, String body) {
        return SHOP.post(path, body.replace('\'', '"'), SHOP.key);
    }
}
