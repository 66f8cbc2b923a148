package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeReply;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Who may ask the models, how often and for how much; and bodies nobody should send.
final class GatewayKeysTest {
    private static final GatewayFixture SHOP = new GatewayFixture(Map.of("GATEWAY_MAX_MB", "2"));
    private static final String QUESTION = Json.text(GatewayFixture.question("gpt-4o-mini"));

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void aKeyOfAnotherScopeIsForbidden() {
        String key = SHOP.key(Map.of("scopes", List.of("chat", "staff")));
        GatewayFixture.Said said = SHOP.post(GatewayFixture.CHAT, QUESTION, key);
        assertEquals(403, said.status());
        assertEquals(Optional.of("missing_scope"), said.error().text("code"));
    }

    @Test
    void neitherStrangersNorStaffAreLetIn() {
        assertEquals(401, SHOP.post(GatewayFixture.CHAT, QUESTION, "hc_nobody").status());
        assertEquals(401, SHOP.post(GatewayFixture.CHAT, QUESTION, TestClient.ADMIN).status());
        assertEquals(401, SHOP.shop.caller.get("/v1/models", "").status());
    }

    @Test
    void aRevokedKeyIsRefusedAtOnce() {
        JsonView made = SHOP.made(Map.of());
        String key = made.text("key").orElseThrow();
        assertEquals(200, SHOP.post(GatewayFixture.CHAT, QUESTION, key).status());
        String path = "/api/v1/api-keys/" + made.text("id").orElseThrow();
        SHOP.shop.caller.send("DELETE", path, Map.of(), TestClient.ADMIN);
        assertEquals(401, SHOP.post(GatewayFixture.CHAT, QUESTION, key).status());
    }

    @Test
    void aKeyMayAskSoManyTimesAMinuteAndItsNeighbourToo() {
        String key = SHOP.key(Map.of("requests_per_minute", 2));
        assertEquals(200, SHOP.post(GatewayFixture.CHAT, QUESTION, key).status());
        assertEquals(200, SHOP.post(GatewayFixture.CHAT, QUESTION, key).status());
        GatewayFixture.Said said = SHOP.post(GatewayFixture.CHAT, QUESTION, key);
        assertEquals(429, said.status());
        assertEquals(Optional.of("rate_limited"), said.error().text("type"));
        assertFalse(said.header("Retry-After").isEmpty());
        String other = SHOP.key(Map.of("requests_per_minute", 2));
        assertEquals(200, SHOP.post(GatewayFixture.CHAT, QUESTION, other).status());
    }

    @Test
    void aBudgetEndsWhenItIsSpent() {
        for (String budget : List.of("monthly_budget_usd", "total_budget_usd")) {
            String key = SHOP.key(Map.of(budget, 0.001));
            SHOP.openAi.then(FakeReply.json(200, costing(100, 100)));
            assertEquals(200, ask(key).status(), "75 millionths of a dollar");
            SHOP.openAi.then(FakeReply.json(200, costing(1_000, 5_000)));
            assertEquals(200, ask(key).status(), "the last call may go beyond it");
            GatewayFixture.Said said = ask(key);
            assertEquals(429, said.status());
            assertEquals(Optional.of("insufficient_quota"), said.error().text("code"));
            assertEquals("false", said.header("x-should-retry"));
        }
        Wait.until(
                "the key's spending is listed",
                () -> listed().stream().map(key -> key.at("spent_usd").value()).toList(),
                spent -> spent.contains(0.003225));
    }

    @Test
    void theMostThatACallCanCostIsSetAside() {
        Map<String, Long> limits =
                Map.of(
                        "{}", 2_458L,
                        "{\"max_tokens\":10}", 6L,
                        "{\"max_tokens\":10000,\"max_completion_tokens\":10}", 6_000L,
                        "{\"max_tokens\":10000,\"n\":3}", 18_000L,
                        "{\"max_tokens\":-5}", 2_458L,
                        "{\"max_output_tokens\":1}", 2_458L,
                        "{\"max_tokens\":10,\"n\":0}", 2_458L,
                        "{\"max_tokens\":10,\"n\":-3}", 2_458L,
                        "{\"max_tokens\":1e300,\"n\":1e300}", 76_800_000L);
        limits.forEach(
                (fields, least) -> {
                    JsonView made = SHOP.made(Map.of("total_budget_usd", 1_000));
                    String sum =
                            "SELECT sum(held_micro_usd) FROM key_usage WHERE api_key_id = '%s'"
                                    .formatted(made.text("id").orElseThrow());
                    AtomicLong held = new AtomicLong();
                    SHOP.openAi.then(
                            (request, wire) -> {
                                held.set(SHOP.shop.count(sum));
                                FakeReply.json(200, costing(1, 1)).to(request, wire);
                            });
                    Map<String, Object> body =
                            GatewayFixture.asking("gpt-4o-mini", Json.object(fields));
                    String key = made.text("key").orElseThrow();
                    assertEquals(
                            200, SHOP.post(GatewayFixture.CHAT, Json.text(body), key).status());
                    long beyond = held.get() - least;
                    assertTrue(beyond >= 0 && beyond < 50, fields + " " + held);
                });
    }

    @Test
    void aBudgetOfNothingBuysNothing() {
        assertEquals(429, ask(SHOP.key(Map.of("total_budget_usd", 0))).status());
    }

    @Test
    void limitsAreShownAndMustMakeSense() {
        SHOP.made(Map.of("requests_per_minute", 7, "monthly_budget_usd", 12.5));
        JsonView key = listed().getFirst();
        assertEquals(7, key.number("requests_per_minute").orElse(0));
        assertEquals(12.5, key.at("monthly_budget_usd").value());
        assertFalse(key.at("total_budget_usd").isPresent());
        TestClient.Said refused =
                SHOP.shop.caller.post(
                        "/api/v1/api-keys",
                        Map.of(
                                "name",
                                "x",
                                "scopes",
                                List.of("gateway"),
                                "requests_per_minute",
                                0,
                                "monthly_budget_usd",
                                -1),
                        TestClient.ADMIN);
        assertEquals(422, refused.status());
        assertEquals(2, refused.badFields().size());
    }

    @Test
    void everyCallIsInTheLedgerWithItsKeyTokensAndCost() {
        JsonView made = SHOP.made(Map.of());
        SHOP.openAi.then(FakeReply.json(200, costing(1_000, 2_000)));
        ask(made.text("key").orElseThrow());
        String id = made.text("id").orElseThrow();
        String row = id + " openai gpt-4o-mini gateway.chat 1000 2000 false 1350 ok";
        Wait.until(
                "the call is in the log",
                () ->
                        SHOP.ledger(
                                "concat_ws(' ', api_key_id, provider, model, purpose, input_tokens,"
                                    + " output_tokens, estimated::text, cost_micro_usd, outcome)"),
                rows -> rows.contains(row));
    }

    @Test
    void hostileBodiesNeverReachTheProvider() {
        int before = SHOP.openAi.requests().size();
        Map<String, Integer> bodies =
                Map.of(
                        "",
                        400,
                        "null",
                        400,
                        "[]",
                        400,
                        "{\"model\":\"gpt-4o\",\"messages\":[}",
                        400,
                        "{\"model\":\"gpt-4o\",\"model\":\"gpt-4.1\",\"messages\":[]}",
                        400,
                        "{\"messages\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
                        400,
                        "{\"messages\":[]} {}",
                        400,
                        "{\"a\":\"" + "x".repeat(2_200_000) + "\"}",
                        413,
                        "{\"model\":\"built-in\"}",
                        400,
                        "{\"model\":\"claude-haiku-4-5\",\"messages\":[]}",
                        404);
        bodies.forEach(
                (body, status) ->
                        assertEquals(
                                status,
                                SHOP.post(GatewayFixture.CHAT, body, SHOP.key).status(),
                                body.substring(0, Math.min(60, body.length()))));
        assertEquals(before, SHOP.openAi.requests().size());
    }

    @Test
    void modelsAreListedAndFoundByName() {
        JsonView list = SHOP.shop.caller.get("/v1/models", SHOP.key).body();
        assertEquals(
                List.of("handcar", "built-in", "gpt-4o-mini", "text-embedding-3-small"),
                list.at("data").each().map(model -> model.text("id").orElseThrow()).toList());
        assertEquals(200, SHOP.shop.caller.get("/v1/models/handcar", SHOP.key).status());
        TestClient.Said said = SHOP.shop.caller.get("/v1/models/gpt-99", SHOP.key);
        assertEquals(404, said.status());
        assertEquals("model_not_found", said.code());
    }

    private static GatewayFixture.Said ask(String key) {
        Map<String, Object> body =
                GatewayFixture.asking(
                        "gpt-4o-mini", Map.of("user", String.valueOf(System.nanoTime())));
        return SHOP.post(GatewayFixture.CHAT, Json.text(body), key);
    }

    private static Map<String, Object> costing(int input, int output) {
        return Map.of(
                "model",
                "gpt-4o-mini",
                "choices",
                List.of(),
                "usage",
                Map.of("prompt_tokens", input, "completion_tokens", output));
    }

    private static List<JsonView> listed() {
        return SHOP.shop
                .caller
                .get("/api/v1/api-keys?limit=200", TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .toList();
    }
}
