package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.fakes.FakeAnthropic;
import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What providers count, in their different words, as the ledger has it.
final class TokenCountTest {
    private static final GatewayFixture SHOP =
            new GatewayFixture(
                    Map.of("ANTHROPIC_API_KEY", "sk-test-anthropic", "RETRY_MAX_ATTEMPTS", "1"));

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void aMessageThatIsCutCostsWhatItsBeginningCounted() {
        Map<String, Object> usage =
                Map.of(
                        "input_tokens", 11,
                        "cache_read_input_tokens", 9_000,
                        "cache_creation_input_tokens", 900,
                        "output_tokens", 1);
        String start =
                FakeAnthropic.event(
                        "message_start",
                        Map.of("message", Map.of("model", "claude-haiku-4-5", "usage", usage)));
        String question =
                Json.text(
                        GatewayFixture.asking(
                                "claude-haiku-4-5", Map.of("max_tokens", 9, "stream", true)));
        SHOP.anthropic.then(FakeReply.eventsThenCut(List.of(start, FakeAnthropic.text("Hi"))));
        SHOP.post("/v1/messages", question, SHOP.key);
        untilCounted("9911 2 9000 900 0 2046");
        String counted = FakeAnthropic.stop("end_turn", 70).split("event: message_stop", 2)[0];
        SHOP.anthropic.then(FakeReply.eventsThenCut(List.of(start, counted)));
        SHOP.post("/v1/messages", question, SHOP.key);
        untilCounted("9911 70 9000 900 0 2386");
    }

    @Test
    void tokensAreCountedWhereverAServerPutsThem() {
        Map<String, String> usages =
                Map.of(
                        // reasoning beside what was written
                        "'prompt_tokens':1000,'completion_tokens':200,'total_tokens':1500,"
                                + "'completion_tokens_details':{'reasoning_tokens':300}",
                        "1000 500 0 0 300 7500",
                        "'prompt_tokens':1001,'completion_tokens':20,"
                                + "'completion_tokens_details':{'reasoning_tokens':300}",
                        "1001 320 0 0 300 5702.5",
                        "'prompt_tokens':1002,'completion_tokens':200,'total_tokens':1202,"
                                + "'completion_tokens_details':{'reasoning_tokens':150}",
                        "1002 200 0 0 150 4505",
                        // the cache beside what was read
                        "'prompt_tokens':101,'completion_tokens':10,"
                                + "'prompt_tokens_details':{'cached_tokens':900}",
                        "1001 10 900 0 0 1477.5",
                        "'prompt_tokens':500,'completion_tokens':10,'total_tokens':910,"
                                + "'prompt_tokens_details':{'cached_tokens':400}",
                        "900 10 400 0 0 1850",
                        // beside the details
                        "'prompt_tokens':1002,'completion_tokens':10,'cached_tokens':900",
                        "1002 10 900 0 0 1480",
                        "'prompt_tokens':1004,'completion_tokens':10,'total_tokens':1014,"
                                + "'cache_creation_input_tokens':800",
                        "1004 10 0 800 0 2610");
        usages.forEach(
                (usage, row) -> {
                    String json = "{" + usage.replace('\'', '"') + "}";
                    SHOP.openAi.then(
                            FakeReply.json(
                                    200,
                                    Map.of(
                                            "model", "gpt-4o",
                                            "choices", List.of(),
                                            "usage", Json.object(json))));
                    SHOP.chat(GatewayFixture.question("gpt-4o"));
                    untilCounted(row);
                });
    }

    @Test
    void theLastChunkOfGroqCounts() {
        Map<String, Object> usage = Map.of("prompt_tokens", 1_006, "completion_tokens", 11);
        Map<String, Object> last =
                Map.of(
                        "model", "gpt-4o",
                        "choices", List.of(Map.of("delta", Map.of(), "finish_reason", "stop")),
                        "x_groq", Map.of("usage", usage));
        SHOP.openAi.then(
                FakeReply.events(
                        List.of(FakeOpenAi.chunk("Hi"), FakeOpenAi.data(last), FakeOpenAi.done())));
        SHOP.chat(GatewayFixture.asking("gpt-4o", Map.of("stream", true)));
        untilCounted("1006 11 0 0 0 2625");
    }

    /// An embedding of five tokens costs a tenth of a micro-dollar.
    @Test
    void manySmallCallsCostWhatTheyCostTogether() {
        String key = SHOP.key(Map.of("total_budget_usd", 1));
        for (int call = 0; call < 10; call++) {
            SHOP.openAi.then(
                    FakeReply.json(
                            200,
                            Map.of(
                                    "model", "text-embedding-3-small",
                                    "data", List.of(),
                                    "usage", Map.of("prompt_tokens", 5, "total_tokens", 5))));
            String asked = "{\"model\":\"text-embedding-3-small\",\"input\":\"x\"}";
            assertEquals(200, SHOP.post("/v1/embeddings", asked, key).status());
        }
        Wait.until(
                "the calls are in the ledger",
                () -> SHOP.ledger("concat_ws(' ', input_tokens, cost_micro_usd)"),
                rows -> Collections.frequency(rows, "5 0.1") == 10);
        JsonView usage = SHOP.shop.caller.get("/v1/usage", key).body().at("data").at(0);
        assertEquals(1e-6, usd(usage.at("cost_usd")), 1e-12);
        double spent =
                SHOP.shop
                        .caller
                        .get("/api/v1/api-keys", TestClient.ADMIN)
                        .body()
                        .at("data")
                        .each()
                        .filter(one -> key.startsWith(one.text("prefix").orElse("-")))
                        .mapToDouble(one -> usd(one.at("spent_usd")))
                        .findFirst()
                        .orElse(0);
        assertEquals(1e-6, spent, 1e-12);
    }

    private static double usd(JsonView amount) {
        return amount.value() instanceof Number dollars ? dollars.doubleValue() : Double.NaN;
    }

    private static void untilCounted(String row) {
        Wait.until(
                "the call is in the ledger",
                () ->
                        SHOP.ledger(
                                "concat_ws(' ', input_tokens, output_tokens, cached_tokens,"
                                        + " cache_write_tokens, reasoning_tokens, cost_micro_usd)"),
                rows -> rows.contains(row));
    }
}
