package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.JsonView;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values of a wrong type, and fields at any depth that nobody knows, on the way to a model of another API: nothing is dropped in
/// silence.
final class FieldShapeTest {
    private static final GatewayFixture SHOP =
            new GatewayFixture(
                    Map.of("ANTHROPIC_API_KEY", "sk-test-anthropic", "RETRY_MAX_ATTEMPTS", "1"));

    private static final String CLAUDE = "'model':'claude-haiku-4-5'";
    private static final String HELLO = "'messages':[{'role':'user','content':'x'}]";

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'stop':5 | stop",
                "'stop':['a',5] | stop[1]",
                "'tools':{} | tools",
                "'tools':[5] | tools[0]",
                "'tools':[{'type':'function','function':{'name':5}}] | tools[0].function.name",
                "'tools':[{'type':'function','function':{'name':'f','parameters':'x'}}] |"
                        + " tools[0].function.parameters",
                "'max_tokens':'abc' | max_tokens",
                "'max_tokens':1.5 | max_tokens",
                "'max_completion_tokens':0 | max_completion_tokens",
                "'temperature':-1 | temperature",
                "'temperature':'hot' | temperature",
                "'top_p':2 | top_p",
                "'stream':'yes' | stream",
                "'parallel_tool_calls':'no' | parallel_tool_calls",
                "'tool_choice':5 | tool_choice",
                "'user':5 | user",
                "'response_format':'json' | response_format",
                "'response_format':{'type':'json_object','schema':5} | response_format.schema",
                "'response_format':{'type':'json_schema'} | response_format.json_schema",
                "'response_format':{'type':'json_schema','json_schema':{'name':'n'}} |"
                        + " response_format.json_schema.schema",
                "'messages':[{'role':'user','content':[{'type':'text','text':'x','role':'system'}]}]"
                    + " | messages[0].content[0].role",
                "'reasoning':{'effort':5} | reasoning.effort",
                "'messages':{} | messages",
                "'messages':[5] | messages[0]",
                "'messages':[{'role':'user','content':5}] | messages[0].content",
                "'messages':[{'role':'user','content':[5]}] | messages[0].content[0]",
                "'messages':[{'role':'user','content':[{'type':'text','text':5}]}] |"
                        + " messages[0].content[0].text",
                "'messages':[{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'image_url','image_url':{'url':'https://a.example/b.png'}}]}]"
                    + " | messages[1].content[0]",
                "'messages':[{'role':'user','content':'x'},{'role':'assistant','tool_calls':[{'id':'c','type':'custom','custom':{'name':'f','input':'x'}}]}]"
                    + " | messages[1].tool_calls[0].type",
                "'messages':[{'role':'user','content':'x'},{'role':'assistant','tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':'[1'}}]}]"
                    + " | messages[1].tool_calls[0].function.arguments",
                "'messages':[{'role':'user','content':'x'},{'role':'assistant','function_call':{'name':'f','arguments':'[]'}}]"
                    + " | messages[1].function_call.arguments"
            })
    void aChatNamesTheValueThatIsOfAWrongType(String field, String name) {
        isRefused(GatewayFixture.CHAT, CLAUDE, HELLO, field, 400, name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'messages':[{'role':'user','content':'x','wizardry':1}] | messages[0].wizardry",
                "'messages':[{'role':'user','content':[{'type':'text','text':'x','wizardry':1}]}] |"
                        + " messages[0].content[0].wizardry",
                "'tools':[{'type':'function','function':{'name':'f','wizardry':1}}] |"
                        + " tools[0].function.wizardry",
                "'tools':[{'type':'function','wizardry':1,'function':{'name':'f'}}] |"
                        + " tools[0].wizardry",
                "'stream_options':{'wizardry':1} | stream_options.wizardry",
                "'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{},'wizardry':1}}"
                    + " | response_format.json_schema.wizardry"
            })
    void aChatNamesTheFieldThatNobodyKnows(String field, String name) {
        isRefused(GatewayFixture.CHAT, CLAUDE, HELLO, field, 422, name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'max_output_tokens':'abc' | 400 | max_output_tokens",
                "'tools':{} | 400 | tools",
                "'instructions':5 | 400 | instructions",
                "'text':{'format':{'type':'grammar'}} | 400 | text.format.type",
                "'text':{'wizardry':1} | 422 | text.wizardry",
                "'include':['message.output_text.logprobs'] | 400 | include[0]",
                "'include':['reasoning.encrypted_content','wizardry'] | 400 | include[1]",
                "'input':5 | 400 | input",
                "'input':[{'role':'user','content':5}] | 400 | input[0].content",
                "'input':[{'role':'wizard','content':'x'}] | 400 | input[0].role",
                "'input':[{'role':'user','content':'x','wizardry':1}] | 422 | input[0].wizardry",
                "'input':[{'role':'user','content':[{'type':'input_text','text':'x','wizardry':1}]}]"
                    + " | 422 | input[0].content[0].wizardry",
                "'input':[{'role':'user','content':[{'type':'input_file','file_id':'f'}]}] | 400 |"
                        + " input[0].content[0].file_data",
                "'input':[{'role':'assistant','content':[{'type':'input_image','image_url':'https://a.example/b.png'}]}]"
                    + " | 400 | input[0].content[0].type",
                "'input':[{'type':'function_call','call_id':'c','name':'f','arguments':'no'}] | 400"
                        + " | input[0].arguments",
                "'input':[{'type':'item_reference','id':'msg_\\u0000'}] | 400 | input[0].id",
                "'text':{'format':{'type':'json_schema','name':'n'}} | 400 | text.format.schema",
                "'messages':[] | 422 | messages",
                "'max_tool_calls':3 | 400 | max_tool_calls"
            })
    void aResponseNamesWhatItDoesNotTranslate(String field, int status, String name) {
        isRefused("/v1/responses", CLAUDE, "'input':'x'", field, status, name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'stop_sequences':'END' | 400 | stop_sequences",
                "'system':5 | 400 | system",
                "'tools':{} | 400 | tools",
                "'tools':[{'name':'f','input_schema':{},'wizardry':1}] | 422 | tools[0].wizardry",
                "'tools':[{'name':'f','input_schema':{}}],'tool_choice':{'type':'maybe'} | 400 |"
                        + " tool_choice.type",
                "'tools':[{'name':'f','input_schema':{},'defer_loading':true}] | 400 |"
                        + " tools[0].defer_loading",
                "'tools':[{'name':'f','input_schema':{},'allowed_callers':['code_execution_20260120']}]"
                    + " | 400 | tools[0].allowed_callers",
                "'foo':1 | 422 | foo",
                "'n':2 | 422 | n",
                "'thread':{'type':'resume'} | 400 | thread",
                "'container':'c' | 400 | container",
                "'mcp_servers':[{'name':'m'}] | 400 | mcp_servers",
                "'context_management':{'edits':[{'type':'clear_tool_uses_20250919'}]} | 400 |"
                        + " context_management",
                "'inference_geo':'us' | 400 | inference_geo",
                "'messages':[{'role':'user','content':[{'type':'document','source':{'type':'content','content':[{'type':'image'}]}}]}]"
                    + " | 400 | messages[0].content[0].source.content[0].type",
                "'temperature':2 | 400 | temperature",
                "'messages':[{'role':'user','content':5}] | 400 | messages[0].content",
                "'messages':[{'role':'user','content':'x','wizardry':1}] | 422 |"
                        + " messages[0].wizardry",
                "'messages':[{'role':'user','content':[{'type':'text','text':'x','wizardry':1}]}] |"
                        + " 422 | messages[0].content[0].wizardry",
                "'messages':[{'role':'user','content':[{'type':'document','citations':{'enabled':true},'source':{'type':'text','data':'x'}}]}]"
                    + " | 400 | messages[0].content[0].citations"
            })
    void aMessageNamesWhatItDoesNotTranslate(String field, int status, String name) {
        isRefused("/v1/messages", "'model':'gpt-4o','max_tokens':9", HELLO, field, status, name);
    }

    @Test
    void aModelIsNamedByAString() {
        for (String path :
                List.of(
                        GatewayFixture.CHAT,
                        "/v1/responses",
                        "/v1/messages",
                        "/v1/embeddings",
                        "/v1/audio/speech")) {
            for (String model :
                    List.of("5", "[]", "''", "'gpt-4o\\u0000'", "'gpt\\n4o'", "'\\ud800'")) {
                isRefused(path, "'model':" + model, HELLO, "'x':1", 400, "model");
            }
        }
    }

    @Test
    void whatADocumentSaysOfItselfIsKept() {
        GatewayFixture.Said said =
                post(
                        "/v1/messages",
                        """
                        {'model':'gpt-4o','max_tokens':9,'messages':[{'role':'user','content':[{'type':'document','title':'Rules',
                         'context':'Of 2026.','source':{'type':'text','media_type':'text/plain','data':'Be kind.'}}]}]}
                        """);
        assertEquals(200, said.status(), said.text());
        assertEquals(
                List.of("Rules\nOf 2026.", "Be kind."),
                SHOP.openAi
                        .lastRequest()
                        .json()
                        .at("messages")
                        .at(0)
                        .at("content")
                        .each()
                        .map(part -> part.text("text").orElse(""))
                        .toList());
    }

    /// A model that goes on with a begun answer gets it; another one does not.
    @Test
    void anAnswerThatWasBegunIsGoneOnWithOrNamed() {
        String begun = "[{'role':'user','content':'x'},{'role':'assistant','content':'Once '}]";
        assertEquals(
                200,
                post(GatewayFixture.CHAT, "{" + CLAUDE + ",'messages':" + begun + "}").status());
        JsonView sent = SHOP.anthropic.lastRequest().json();
        assertEquals(Optional.of("assistant"), sent.at("messages").at(1).text("role"));
        isRefused(
                GatewayFixture.CHAT,
                "'model':'claude-opus-4-6'",
                HELLO,
                "'messages':" + begun,
                400,
                "messages[1]");
    }

    /// What programs repeat of the answers that they got is known.
    @Test
    void anAnswerIsRepeatedAsItCame() {
        GatewayFixture.Said said =
                post(
                        GatewayFixture.CHAT,
                        """
                        {'model':'claude-haiku-4-5','messages':[{'role':'user','content':'x'},
                         {'role':'assistant','content':null,'refusal':null,'annotations':[],'audio':null,'function_call':null,'reasoning_content':'Hm.',
                          'tool_calls':[{'index':0,'id':'c','type':'function','function':{'name':'f','arguments':''}}],'parsed':null},
                         {'role':'tool','tool_call_id':'c','name':'f','content':'1'}],'temperature':null,'stop':null,'tools':null}
                        """);
        assertEquals(200, said.status(), said.text());
    }

    private static void isRefused(
            String path, String model, String usual, String field, int status, String name) {
        String question =
                field.startsWith(usual.substring(0, usual.indexOf(':'))) ? "" : "," + usual;
        GatewayFixture.Said said = post(path, "{" + model + "," + field + question + "}");
        assertEquals(status, said.status(), said.text());
        assertEquals(Optional.of(name), said.error().text("param"), said.text());
        assertTrue(said.error().text("message").isPresent(), said.text());
    }

    private static GatewayFixture.Said post(String path, String body) {
        return SHOP.post(path, body.replace('\'', '"'), SHOP.key);
    }
}
