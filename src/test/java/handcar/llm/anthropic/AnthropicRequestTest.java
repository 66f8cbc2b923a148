package handcar.llm.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeAnthropic;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.llm.proxy.GatewayFixture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What programs send in OpenAI's words, said in Anthropic's or refused by its name.
final class AnthropicRequestTest {
    private static final GatewayFixture SHOP =
            new GatewayFixture(
                    Map.of(
                            "OPENAI_API_KEY", "",
                            "ANTHROPIC_API_KEY", "sk-test-anthropic",
                            "RETRY_MAX_ATTEMPTS", "1"));
    private static final String HAIKU = "claude-haiku-4-5";
    private static final String HELLO = "'messages':[{'role':'user','content':'x'}]";
    private static final String PNG = "data:image/png;base64,iVBORw0KGgo=";

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void callsHaveIdsThatAnthropicTakesAndEachItsOwn() {
        String call =
                "{'id':'%s','type':'function','function':{'name':'files.search','arguments':''}}";
        JsonView sent =
                sent(
                        "'messages':[{'role':'user','content':'x'},{'role':'assistant','content':'','tool_calls':["
                                + call.formatted("functions.f:0")
                                + ","
                                + call.formatted("functions.f.0")
                                + "]},{'role':'tool','tool_call_id':'functions.f:0','content':'one'},"
                                + "{'role':'tool','tool_call_id':'functions.f.0','content':'two'},"
                                + "{'role':'assistant','tool_calls':["
                                + call.formatted("functions.f:0")
                                + "]},{'role':'tool','tool_call_id':'functions.f:0','content':''}]");
        List<Object> ids = new ArrayList<>();
        List<Object> answered = new ArrayList<>();
        for (JsonView turn : sent.at("messages").each().toList()) {
            for (JsonView block : turn.at("content").each().toList()) {
                block.text("id").ifPresent(ids::add);
                block.text("tool_use_id").ifPresent(answered::add);
                block.text("name").ifPresent(name -> assertEquals("files_search", name));
            }
        }
        assertEquals(List.of("functions_f_0", "functions_f_0_2", "functions_f_0_3"), ids);
        assertEquals(ids, answered);
    }

    @Test
    void partsOfAllKindsAreBlocks() {
        JsonView sent =
                sent(
                        """
                        'messages':[{'role':'user','name':'Ada','content':[{'type':'text','text':''},
                          {'type':'image_url','image_url':{'url':'data:image/jpg;base64,AAAA'}},
                          {'type':'image_url','image_url':{'url':'https://shop.example/a.png','detail':'low'}},
                          {'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,AAAA'}},
                          {'type':'file','file':{'filename':'a.csv','file_data':'data:text/csv;base64,YSxi'}},
                          {'type':'text','text':'What?','cache_control':{'type':'ephemeral'}}]}]
                        """);
        JsonView blocks = sent.at("messages").at(0).at("content");
        assertEquals(
                List.of("text", "image", "image", "document", "document", "text"),
                blocks.each().map(block -> block.text("type").orElse("")).toList());
        assertEquals(Optional.of("Ada:"), blocks.at(0).text("text"));
        assertEquals(Optional.of("image/jpeg"), blocks.at(1).at("source").text("media_type"));
        assertEquals(Optional.of("a.pdf"), blocks.at(3).text("title"));
        assertEquals(Optional.of("a,b"), blocks.at(4).at("source").text("data"));
        assertEquals(Map.of("type", "ephemeral"), blocks.at(5).at("cache_control").value());
    }

    @Test
    void instructionsAreMarkedForTheCache() {
        JsonView sent =
                sent(
                        """
                        'messages':[{'role':'system','content':[{'type':'text','text':'Long.','cache_control':{'type':'ephemeral'}}]},
                          {'role':'user','content':''}],
                        'tools':[{'type':'function','function':{'name':'f'},'cache_control':{'type':'ephemeral'}}]
                        """);
        assertTrue(sent.at("system").at(0).at("cache_control").isPresent());
        assertTrue(sent.at("tools").at(0).at("cache_control").isPresent());
        assertEquals(
                Map.of("type", "object", "properties", Map.of()),
                sent.at("tools").at(0).at("input_schema").value());
        assertEquals(1, sent.at("messages").at(0).at("content").each().count());
    }

    @Test
    void aToolMayAnswerWithAnImage() {
        JsonView sent =
                sent(
                        """
                        'messages':[{'role':'user','content':'x'},{'role':'assistant','content':null,'tool_calls':[{'id':'c1',
                          'type':'function','function':{'name':'shot','arguments':'{}'}}]},{'role':'tool','tool_call_id':'c1',
                          'content':[{'type':'text','text':'see'},{'type':'image_url','image_url':{'url':'%s'}}]}]
                        """
                                .formatted(PNG));
        JsonView result = sent.at("messages").at(2).at("content").at(0);
        assertEquals(Optional.of("see"), result.at("content").at(0).text("text"));
        assertEquals(Optional.of("image"), result.at("content").at(1).text("type"));
    }

    @Test
    void everyChoiceOfAToolHasItsWord() {
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put("'tool_choice':'auto'", "{'type':'auto'}");
        choices.put("'tool_choice':'none'", "{'type':'none'}");
        choices.put("'tool_choice':'none','parallel_tool_calls':false", "{'type':'none'}");
        choices.put("'tool_choice':'required'", "{'type':'any'}");
        choices.put(
                "'tool_choice':'required','parallel_tool_calls':false",
                "{'type':'any','disable_parallel_tool_use':true}");
        choices.put(
                "'tool_choice':{'type':'function','function':{'name':'b.c'}}",
                "{'type':'tool','name':'b_c'}");
        choices.put(
                "'tool_choice':{'type':'allowed_tools','allowed_tools':{'mode':'required','tools':"
                        + "[{'type':'function','function':{'name':'a'}}]}}",
                "{'type':'any'}");
        choices.forEach(
                (asked, expected) -> {
                    JsonView sent =
                            sent(
                                    HELLO
                                            + ",'tools':[{'type':'function','function':{'name':'a'}},"
                                            + "{'type':'function','function':{'name':'b.c'}}],"
                                            + asked);
                    assertEquals(Json.object(json(expected)), sent.at("tool_choice").value());
                    assertEquals(
                            asked.contains("allowed") ? 1 : 2, sent.at("tools").each().count());
                });
    }

    @Test
    void olderFunctionsAreTools() {
        JsonView sent =
                sent(
                        """
                        'messages':[{'role':'user','content':'x'},
                          {'role':'assistant','content':null,'function_call':{'name':'f','arguments':'{\\'a\\':1}'}},
                          {'role':'function','name':'f','content':'3'}],
                        'functions':[{'name':'f','parameters':{'type':'object'}}],'function_call':{'name':'f'}
                        """);
        assertEquals(Optional.of("f"), sent.at("tools").at(0).text("name"));
        assertEquals(
                Json.object(json("{'type':'tool','name':'f','disable_parallel_tool_use':true}")),
                sent.at("tool_choice").value());
        JsonView use = sent.at("messages").at(1).at("content").at(0);
        JsonView result = sent.at("messages").at(2).at("content").at(0);
        assertEquals(Map.of("a", 1), use.at("input").value());
        assertEquals(use.text("id"), result.text("tool_use_id"));
    }

    @Test
    void aSchemaBindsTheAnswerByTheMeansOfTheModel() {
        String format =
                ",'response_format':{'type':'json_schema','json_schema':{'name':'p','schema':{'type':'object',"
                    + "'properties':{'age':{'type':'integer','minimum':1}}}}}";
        JsonView older = sent(HELLO + format);
        String alone =
                "'schema':{'type':'object','properties':{'age':{'type':'integer','minimum':1}}}";
        for (String type : List.of("json_object", "json_schema")) {
            String plain = ",'response_format':{'type':'" + type + "'," + alone + "}";
            assertEquals(
                    older.at("tools").at(0).at("input_schema"),
                    sent(HELLO + plain).at("tools").at(0).at("input_schema"));
        }
        assertEquals(Optional.of("tool"), older.at("tool_choice").text("type"));
        JsonView beside =
                sent(HELLO + format + ",'tools':[{'type':'function','function':{'name':'f'}}]");
        assertEquals(Optional.of("any"), beside.at("tool_choice").text("type"));
        assertEquals(2, beside.at("tools").each().count());
        JsonView newer = sent("claude-sonnet-4-6", HELLO + format);
        assertFalse(newer.at("tools").isPresent());
        JsonView schema = newer.at("output_config").at("format").at("schema");
        assertEquals(false, schema.at("additionalProperties").value());
        assertEquals(
                Optional.of("{\"minimum\":1}"),
                schema.at("properties").at("age").text("description"));
    }

    @Test
    void reasoningTakesTokensOrAnEffort() {
        assertEquals(
                Json.object(json("{'type':'enabled','budget_tokens':8192}")),
                sent(HELLO + ",'reasoning_effort':'medium'").at("thinking").value());
        assertEquals(
                Json.object(json("{'type':'enabled','budget_tokens':1500}")),
                sent(HELLO + ",'reasoning':{'max_tokens':9000},'max_tokens':3000")
                        .at("thinking")
                        .value());
        JsonView newer = sent("claude-opus-4-7", HELLO + ",'reasoning_effort':'high'");
        assertEquals(Map.of("type", "adaptive"), newer.at("thinking").value());
        assertEquals(Optional.of("high"), newer.at("output_config").text("effort"));
        assertFalse(sent(HELLO + ",'reasoning_effort':'none'").at("thinking").isPresent());
    }

    @Test
    void thoughtsAreRepeatedWithTheirSignature() {
        String said =
                """
                'reasoning_effort':'low','messages':[{'role':'user','content':'x'},{'role':'assistant',%s'content':'',
                  'tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]},
                  {'role':'tool','tool_call_id':'c','content':'1'}]
                """;
        JsonView kept =
                sent(
                        said.formatted(
                                "'reasoning_details':[{'type':'reasoning.text','text':'Hm','signature':'s'}],"));
        assertEquals(
                Map.of("type", "thinking", "thinking", "Hm", "signature", "s"),
                kept.at("messages").at(1).at("content").at(0).value());
        assertTrue(kept.at("thinking").isPresent());
        assertFalse(sent(said.formatted("")).at("thinking").isPresent(), "they cannot be gone on");
    }

    @Test
    void samplingIsSaidOnceAndNotToModelsThatTakeNone() {
        JsonView sent = sent(HELLO + ",'temperature':0.1,'top_p':1,'frequency_penalty':0,'n':1");
        assertEquals(0.1, sent.at("temperature").value());
        assertFalse(sent.at("top_p").isPresent());
        SHOP.anthropic.then(
                FakeAnthropic.error(
                        400,
                        "invalid_request_error",
                        "`temperature` is deprecated for this model."));
        String opus = "claude-opus-4-7";
        assertFalse(sent(opus, HELLO + ",'temperature':0.2").at("temperature").isPresent());
        int asked = SHOP.anthropic.requests().size();
        assertFalse(sent(opus, HELLO + ",'temperature':0.3").at("temperature").isPresent());
        assertEquals(asked + 1, SHOP.anthropic.requests().size(), "it is learnt once");
    }

    @Test
    void aModelThatTakesOneOfTemperatureAndTopPGetsTheTemperature() {
        SHOP.anthropic.then(
                FakeAnthropic.error(
                        400,
                        "invalid_request_error",
                        "`temperature` and `top_p` cannot both be specified for this model."
                                + " Please use only one."));
        String sonnet = "claude-sonnet-4-5";
        for (String temperature : List.of("0.2", "0.3")) {
            JsonView sent = sent(sonnet, HELLO + ",'top_p':0.9,'temperature':" + temperature);
            assertEquals(Double.valueOf(temperature), sent.at("temperature").value());
            assertFalse(sent.at("top_p").isPresent());
        }
        assertEquals(0.9, sent(sonnet, HELLO + ",'top_p':0.9").at("top_p").value());
    }

    private static JsonView sent(String fields) {
        return sent(HAIKU, fields);
    }

    /// What Anthropic got for these fields, written with single quotes.
    private static JsonView sent(String model, String fields) {
        GatewayFixture.Said said = post(model, fields);
        assertEquals(200, said.status(), said.text());
        return SHOP.anthropic.lastRequest().json();
    }

    private static GatewayFixture.Said post(String model, String fields) {
        return SHOP.post(
                GatewayFixture.CHAT,
                json("{'model':'" + model + "','user':'" + System.nanoTime() + "'," + fields + "}"),
                SHOP.key);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
