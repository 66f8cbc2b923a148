package handcar.llm.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.llm.proxy.GatewayFixture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What programs send in OpenAI's words and Anthropic has no words for.
final class AnthropicRefusalTest {
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
    void whatHasNoTranslationIsRefusedByItsName() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("'logprobs':true", "logprobs");
        fields.put("'logit_bias':{'1':2}", "logit_bias");
        fields.put("'presence_penalty':0.5", "presence_penalty");
        fields.put("'modalities':['text','audio']", "modalities");
        fields.put("'web_search_options':{}", "web_search_options");
        fields.put("'tool_choice':'required'", "tool_choice");
        fields.put("'tools':[{'type':'custom','custom':{'name':'x'}}]", "tools[0].type");
        fields.put("'reasoning_effort':'much'", "reasoning_effort");
        fields.put("'response_format':{'type':'grammar'}", "response_format.type");
        fields.put("'response_format':{'json_schema':{}}", "response_format.type");
        String tools = "'tools':[{'type':'function','function':{'name':'f'}}]";
        fields.put(tools + ",'functions':[{'name':'g'}]", "functions");
        fields.put(tools + ",'function_call':'none'", "function_call");
        fields.put("'functions':[{'name':'g'}],'tool_choice':'none'", "tool_choice");
        fields.put(tools + ",'tool_choice':'required','reasoning_effort':'low'", "tool_choice");
        fields.put(
                "'functions':[{'name':'f'}],'function_call':{'name':'f'},'reasoning_effort':'low'",
                "function_call");
        fields.put("'reasoning_effort':'low','max_tokens':99", "max_completion_tokens");
        fields.put("'reasoning_effort':'low','temperature':0", "temperature");
        fields.forEach(
                (field, name) -> {
                    GatewayFixture.Said said = post(HAIKU, HELLO + "," + field);
                    assertEquals(400, said.status(), field + said.text());
                    assertEquals(Optional.of(name), said.error().text("param"));
                });
        GatewayFixture.Said unknown = post(HAIKU, HELLO + ",'wizardry':1");
        assertEquals(422, unknown.status());
        assertEquals(
                Optional.of("unknown field: wizardry"),
                unknown.error().at("details").at("fields").text("wizardry"));
        GatewayFixture.Said part =
                post(HAIKU, "'messages':[{'role':'user','content':[{'type':'input_audio'}]}]");
        assertEquals(Optional.of("messages[0].content[0]"), part.error().text("param"));
        for (String role : List.of("system", "developer")) {
            String seen =
                    "{'type':'text','text':'x'},{'type':'image_url','image_url':{'url':'"
                            + PNG
                            + "'}}";
            GatewayFixture.Said image =
                    post(
                            HAIKU,
                            "'messages':[{'role':'"
                                    + role
                                    + "','content':["
                                    + seen
                                    + "]},{'role':'user','content':'x'}]");
            assertEquals(400, image.status(), image.text());
            assertEquals(Optional.of("messages[0].content[1]"), image.error().text("param"));
        }
    }

    private static GatewayFixture.Said post(String model, String fields) {
        String body = "{'model':'" + model + "'," + fields + "}";
        return SHOP.post(GatewayFixture.CHAT, body.replace('\'', '"'), SHOP.key);
    }
}
