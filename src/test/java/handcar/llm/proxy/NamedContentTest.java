package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeReply;
import handcar.json.Json;
import handcar.json.JsonView;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What is set aside of a budget for a request that does not hold all that the model reads, or that bounds its answer in other words.
final class NamedContentTest {
    private static final GatewayFixture SHOP =
            new GatewayFixture(Map.of("ANTHROPIC_API_KEY", "sk-test-anthropic"));

    private static final String CHAT = GatewayFixture.CHAT;
    private static final String RESPONSES = "/v1/responses";
    private static final String MESSAGES = "/v1/messages";

    /// All that gpt-4o-mini reads, and all that claude-haiku-4-5 reads, in micro-USD.
    private static final long GPT = 128_000 * 15 / 100;

    private static final long CLAUDE = 200_000;

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void aResponseThatNamesContent() {
        for (String named :
                List.of(
                        "'input':'x','previous_response_id':'resp_1'",
                        "'input':'x','conversation':{'id':'conv_1'}",
                        "'input':'x','prompt':{'id':'p_1'}",
                        "'input':[{'type':'item_reference','id':'msg_1'}]",
                        "'input':[{'type':'item_\\u0072eference','id':'msg_1'}]",
                        "'input':[{'role':'user','content':[{'type':'input_file','file\\u005fid':'f'}]}]",
                        "'input':[{'role':'user','content':[{'type':'input_file','file_data':'data:application/pdf;base64,AA=='}]}]",
                        "'input':[{'role':'user','content':[{'type':'input_image','image_url':'https://a.example/a.png'}]}]",
                        "'input':'x','tools':[{'type':'web_search'}]",
                        "'input':'x','tools':[{'type':'web_search_preview_2025_03_11'}]",
                        "'input':'x','tools':[{'type':'file_search','vector_store_ids':['vs_1']}]",
                        "'input':'x','tools':[{'type':'code_interpreter','container':{'type':'auto'}}]",
                        "'input':'x','tools':[{'type':'function','name':'f'},{'type':'mcp','server_label':'m','server_url':'https://a.example'}]")) {
            assertEquals(GPT, held(RESPONSES, "'model':'gpt-4o-mini'," + named), named);
        }
    }

    @Test
    void aMessageThatNamesContent() {
        for (String named :
                List.of(
                        content(
                                "'type':'document','source':{'type':'url','url':'https://a.example'}"),
                        content("'type':'document','source':{'type':'file','file_id':'f'}"),
                        content(
                                "'type':'document','source':{'type':'base64','media_type':'application/pdf','data':'AA=='}"),
                        content("'type':'image','source':{'type':'url','url':'https://a.example'}"),
                        content("'type':'text','text':'x'") + ",'container':'c_1'",
                        content("'type':'text','text':'x'")
                                + ",'mcp_servers':[{'type':'url','url':'https://a.example','name':'m'}]",
                        content("'type':'text','text':'x'")
                                + ",'tools':[{'type':'web_fetch_20250910','name':'web_fetch'}]",
                        content("'type':'text','text':'x'")
                                + ",'tools':[{'type':'web_search_20250305','name':'web_search'}]")) {
            assertEquals(
                    CLAUDE,
                    held(MESSAGES, "'model':'claude-haiku-4-5','max_tokens':10," + named),
                    named);
        }
    }

    @Test
    void aChatThatNamesContent() {
        for (String named :
                List.of(
                        content("'type':'image_url','image_url':{'url':'https://a.example/a.png'}"),
                        content("'type':'file','file':{'file_id':'f'}"),
                        content(
                                "'type':'input_audio','input_audio':{'data':'AA==','format':'wav'}"),
                        content("'type':'text','text':'x'") + ",'web_search_options':{}",
                        "'messages':[{'role':'assistant','audio':{'id':'audio_1'}}]")) {
            assertEquals(GPT, held(CHAT, "'model':'gpt-4o-mini','max_tokens':10," + named), named);
        }
    }

    @Test
    void aPictureIsTheLargestThatTheModelReads() {
        String picture =
                content(
                        "'type':'image_url','image_url':{'url':'data:image/png;base64,AA==','detail':'high'}");
        long held = held(CHAT, "'model':'gpt-4o-mini','max_tokens':10," + picture);
        assertTrue(held >= 48_169 * 15 / 100 && held < 48_169 * 15 / 100 + 50, "" + held);
        picture =
                content(
                        "'type':'image','source':{'type':'base64','media_type':'image/png','data':'AA=='}");
        held = held(MESSAGES, "'model':'claude-haiku-4-5','max_tokens':10," + picture);
        assertTrue(held >= 5_000 && held < 5_200, "" + held);
    }

    @Test
    void textsAndToolsOfTheProgramAreTheirLength() {
        for (String text :
                List.of(
                        "'input':'item_reference https://a.example file_id'",
                        "'input':[{'type':'message','role':'user','content':'x','annotations':[{'type':'url_citation','url':'https://a.example'}]}]",
                        "'input':'x','previous_response_id':null,'tools':[{'type':'function','name':'f','parameters':{'type':'object'}}]")) {
            long held = held(RESPONSES, "'model':'gpt-4o-mini','max_output_tokens':10," + text);
            assertTrue(held < 50, text + " " + held);
        }
    }

    @Test
    void onlyTheFieldOfTheWireBoundsTheAnswer() {
        long longest = 4_096 * 6 / 10;
        String chat = content("'type':'text','text':'x'");
        for (String field : List.of("max_output_tokens':1", "max_tokens':'5'", "n':'1'")) {
            long held = held(CHAT, "'model':'gpt-4o-mini','" + field + "," + chat);
            assertTrue(held >= longest && held < longest + 50, field + " " + held);
        }
        for (String field : List.of("max_tokens':1", "max_completion_tokens':1", "n':5")) {
            long held = held(RESPONSES, "'model':'gpt-4o-mini','input':'x','" + field);
            assertTrue(held >= longest && held < longest + 50, field + " " + held);
        }
    }

    @Test
    void manyAtOnceThatNameContentSpendTheBudgetAndOneCallMoreAtMost() {
        try (GatewayFixture shop = new GatewayFixture()) {
            JsonView made = shop.made(Map.of("total_budget_usd", 0.1));
            String key = made.text("key").orElseThrow();
            String body =
                    "{'model':'gpt-4o-mini','max_output_tokens':1,'input':[{'type':'item_reference','id':'i'}]}";
            for (int i = 0; i < 64; i++) {
                shop.openAi.then(
                        FakeReply.json(
                                200,
                                Map.of(
                                        "output",
                                        List.of(),
                                        "usage",
                                        Map.of("input_tokens", 100_000, "output_tokens", 1))));
            }
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 64; i++) {
                    callers.execute(() -> shop.post(RESPONSES, body.replace('\'', '"'), key));
                }
            }
            String spent =
                    "SELECT sum(cost_micro_usd) FROM key_usage WHERE api_key_id = '%s'"
                            .formatted(made.text("id").orElseThrow());
            assertTrue(shop.shop.count(spent) <= 100_000 + 15_001, "" + shop.shop.count(spent));
        }
    }

    private static String content(String part) {
        return "'messages':[{'role':'user','content':[{" + part + "}]}]";
    }

    /// Micro-USD that are set aside while the provider is asked.
    private static long held(String path, String fields) {
        JsonView made = SHOP.made(Map.of("total_budget_usd", 1_000));
        String sum =
                "SELECT sum(held_micro_usd) FROM key_usage WHERE api_key_id = '%s'"
                        .formatted(made.text("id").orElseThrow());
        AtomicLong held = new AtomicLong();
        (path.equals(MESSAGES) ? SHOP.anthropic : SHOP.openAi)
                .then(
                        (request, wire) -> {
                            held.set(SHOP.shop.count(sum));
                            FakeReply.json(
                                            200,
                                            Map.of(
                                                    "output", List.of(),
                                                    "choices", List.of(),
                                                    "content", List.of()))
                                    .to(request, wire);
                        });
        String body = ("{" + fields + "}").replace('\'', '"');
        GatewayFixture.Said said = SHOP.post(path, body, made.text("key").orElseThrow());
        assertEquals(200, said.status(), () -> body + Json.text(said.text()));
        return held.get();
    }
}
