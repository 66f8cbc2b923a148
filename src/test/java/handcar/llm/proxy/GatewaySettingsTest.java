package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What staff set for the gateway: providers, other names, prices, limits of keys; and what the calls cost.
final class GatewaySettingsTest {
    private static final FakeOpenAi GROQ = new FakeOpenAi();
    private static final GatewayFixture SHOP =
            new GatewayFixture(Map.of("PRIVATE_HOSTS", "127.0.0.1"));

    @AfterAll
    static void close() {
        SHOP.close();
        GROQ.close();
    }

    private static TestClient.Said post(String path, Map<String, ?> body) {
        return SHOP.shop.caller.post("/api/v1/" + path, body, TestClient.ADMIN);
    }

    private static TestClient.Said patch(String path, Map<String, ?> body) {
        return SHOP.shop.caller.send("PATCH", "/api/v1/" + path, body, TestClient.ADMIN);
    }

    private static JsonView get(String path) {
        return SHOP.shop.caller.get("/api/v1/" + path, TestClient.ADMIN).body();
    }

    private static Map<String, Object> groq(String name) {
        return Map.of(
                "name", name,
                "base_url", GROQ.baseUrl(),
                "keys", List.of("gsk-one", "gsk-two"),
                "models", List.of(name + "-listed"));
    }

    @Test
    void aProviderIsFoundByItsNameAndByTheModelsItListsAndItsKeysTakeTurns() {
        TestClient.Said made = post("providers", groq("groq"));
        assertEquals(201, made.status(), made.body().toString());
        assertFalse(made.body().toString().contains("gsk-one"), "keys are never shown");
        int before = GROQ.requests().size();
        for (String model : List.of("groq/llama-4/scout", "groq-listed")) {
            GatewayFixture.Said said = SHOP.chat(GatewayFixture.question(model));
            assertEquals("groq", said.header("X-Model-Provider"), said.text());
        }
        assertEquals(
                List.of("llama-4/scout", "groq-listed"),
                GROQ.requests().subList(before, before + 2).stream()
                        .map(request -> request.json().text("model").orElseThrow())
                        .toList());
        assertEquals(
                Set.of("Bearer gsk-one", "Bearer gsk-two"),
                GROQ.requests().subList(before, before + 2).stream()
                        .map(request -> request.header("authorization"))
                        .collect(Collectors.toSet()));
        assertEquals(409, post("providers", groq("groq")).status());
        assertEquals(422, post("providers", groq("openai")).status());
    }

    @Test
    void aKeyThatIsRefusedIsLeftOut() {
        post("providers", groq("half"));
        GROQ.then(FakeOpenAi.error(401, "invalid_request_error", "", "No such key."));
        Map<String, Object> question = GatewayFixture.question("half/any");
        assertEquals(200, SHOP.chat(question).status(), "the other key is tried at once");
        int before = GROQ.requests().size();
        assertEquals(200, SHOP.chat(question).status());
        assertEquals(200, SHOP.chat(question).status());
        assertEquals(
                1,
                GROQ.requests().subList(before, before + 2).stream()
                        .map(request -> request.header("authorization"))
                        .distinct()
                        .count());
    }

    @Test
    void aRefusedKeyIsToldToOtherProgramsOnceAnHourAndSeenByStaff() {
        SHOP.shop.update(
                "INSERT INTO subscriptions (id, name, url, types, enabled, secrets) VALUES"
                        + " (gen_random_uuid(), 'crm', 'https://crm.example/',"
                        + " '{provider.key_refused}', true, '')");
        post("providers", groq("broke"));
        Map<String, Object> question = GatewayFixture.question("broke/any");
        for (int i = 0; i < 3; i++) {
            for (int key = 0; key < 2; key++) {
                GROQ.then(FakeOpenAi.error(403, "permission_error", "", "Pay your bill."));
            }
            assertEquals(502, SHOP.chat(question).status());
            assertEquals("failing", health("broke"));
            assertEquals(200, SHOP.chat(question).status());
            assertEquals(200, SHOP.chat(question).status());
            assertEquals("degraded", health("broke"), "the other key still is refused");
        }
        String told =
                "SELECT count(*) FROM outgoing_events WHERE type = 'provider.key_refused'"
                        + " AND details ->> 'provider' = 'broke'";
        assertEquals(1, SHOP.shop.count(told));
        SHOP.shop.update("UPDATE provider_notices SET told_at = now() - interval '61 minutes'");
        GROQ.then(FakeOpenAi.error(401, "invalid_request_error", "", "No such key."));
        assertEquals(200, SHOP.chat(question).status(), "the other key is tried at once");
        assertEquals(2, SHOP.shop.count(told));
        GROQ.then(FakeOpenAi.error(403, "moderation", "", "Flagged."));
        assertEquals(403, SHOP.chat(question).status(), "the fault of the question");
        SHOP.shop.update("DELETE FROM subscriptions");
    }

    private static String health(String provider) {
        return get("providers/health")
                .at("data")
                .each()
                .filter(one -> one.text("name").equals(Optional.of(provider)))
                .findFirst()
                .flatMap(one -> one.text("status"))
                .orElse("none");
    }

    @Test
    void keysAreEncryptedAnewWhenTheSecretChanges() {
        Function<Integer, String> secret =
                n -> Base64.getEncoder().encodeToString(new byte[31]).substring(0, 42) + n + "=";
        Map<String, String> former =
                Map.of("SECRET_ENCRYPTION_KEY", secret.apply(0), "PRIVATE_HOSTS", "127.0.0.1");
        try (TestServer before = SHOP.shop.beside(former)) {
            before.caller.post("/api/v1/providers", groq("turning"), TestClient.ADMIN);
        }
        SHOP.shop
                .beside(
                        Map.of(
                                "SECRET_ENCRYPTION_KEY", secret.apply(4),
                                "SECRET_ENCRYPTION_KEY_PREVIOUS", secret.apply(0)))
                .close();
        try (TestServer after =
                SHOP.shop.beside(
                        Map.of(
                                "SECRET_ENCRYPTION_KEY",
                                secret.apply(4),
                                "PRIVATE_HOSTS",
                                "127.0.0.1"))) {
            String question = Json.text(GatewayFixture.question("turning/any"));
            URI url = URI.create(after.url() + GatewayFixture.CHAT);
            assertEquals(200, SHOP.send(SHOP.request(url, question, SHOP.key)).status());
            assertEquals("Bearer gsk-one", GROQ.lastRequest().header("authorization"));
        }
    }

    @Test
    void eachIsReadByItsId() {
        Map<String, Map<String, ?>> all =
                Map.of(
                        "providers", groq("alone"),
                        "model-aliases", Map.of("alias", "one", "targets", List.of("gpt-4o")),
                        "prices", Map.of("model", "alone-*", "input", 1, "output", 2));
        all.forEach(
                (path, body) -> {
                    JsonView made = post(path, body).body();
                    String one = path + "/" + made.text("id").orElseThrow();
                    assertEquals(made.fields(), get(one).fields());
                    String none = "/api/v1/" + path + "/" + new UUID(0, 7);
                    assertEquals(404, SHOP.shop.caller.get(none, TestClient.ADMIN).status());
                });
    }

    @Test
    void aProviderThatMovesNeedsItsKeysAgain() {
        String id = post("providers", groq("mover")).body().text("id").orElseThrow();
        Map<String, Object> elsewhere = Map.of("base_url", "https://elsewhere.example/v1");
        assertEquals(422, patch("providers/" + id, elsewhere).status());
        Map<String, Object> whole = new HashMap<>(elsewhere);
        whole.put("keys", List.of("new"));
        assertEquals(200, patch("providers/" + id, whole).status());
        assertEquals(
                204,
                SHOP.shop
                        .caller
                        .send("DELETE", "/api/v1/providers/" + id, Map.of(), TestClient.ADMIN)
                        .status());
        assertEquals(404, patch("providers/" + id, whole).status());
        assertEquals(404, SHOP.chat(GatewayFixture.question("claude-of/mover")).status());
    }

    @Test
    void anAliasIsFallbackMadeExplicit() {
        post("providers", groq("behind"));
        post(
                "model-aliases",
                Map.of("alias", "quick", "targets", List.of("openai/gpt-4o", "behind/x")));
        assertEquals(
                "openai", SHOP.chat(GatewayFixture.question("quick")).header("X-Model-Provider"));
        FakeReplies.broken(SHOP.openAi);
        assertEquals(
                "behind", SHOP.chat(GatewayFixture.question("quick")).header("X-Model-Provider"));
        assertEquals(200, SHOP.shop.caller.get("/v1/models/quick", SHOP.key).status());
    }

    /// Failures as often as a provider is asked.
    private static final class FakeReplies {
        static void broken(FakeOpenAi provider) {
            for (int i = 0; i < 2; i++) {
                provider.then(FakeOpenAi.error(500, "server_error", "", "Broken."));
            }
        }
    }

    @Test
    void aPriceThatStaffSetIsPaidAndTheBuiltInListSaysItsDay() {
        String key = SHOP.key(Map.of("total_budget_usd", 1));
        String question = Json.text(GatewayFixture.question("house-model"));
        GatewayFixture.Said refused = SHOP.post(GatewayFixture.CHAT, question, key);
        assertEquals(403, refused.status());
        assertEquals(Optional.of("unpriced_model"), refused.error().text("code"));
        assertEquals(
                201,
                post("prices", Map.of("model", "house-*", "input", 1_000, "output", 0)).status());
        assertEquals(200, SHOP.post(GatewayFixture.CHAT, question, key).status());
        Wait.until(
                "the price is paid",
                () -> SHOP.ledger("concat_ws(' ', model, cost_micro_usd = 1000 * input_tokens)"),
                rows -> rows.contains("house-model t"));
        assertFalse(get("prices").at("built_in").text("date").isEmpty());
        assertEquals(
                422, post("prices", Map.of("model", "x", "input", 1, "colour", "red")).status());
    }

    @Test
    void aKeyMayUseSomeModelsSoManyTokensAndACache() {
        JsonView made = SHOP.made(Map.of("allowed_models", List.of("gpt-4*")));
        String key = made.text("key").orElseThrow();
        String path = "api-keys/" + made.text("id").orElseThrow();
        String question = Json.text(ResponseCacheTest.unique());
        assertEquals(200, SHOP.post(GatewayFixture.CHAT, question, key).status());
        GatewayFixture.Said refused =
                SHOP.post(GatewayFixture.CHAT, Json.text(GatewayFixture.question("o3")), key);
        assertEquals(403, refused.status());
        assertEquals(Optional.of("model_not_allowed"), refused.error().text("code"));
        assertEquals(200, patch(path, Map.of("cache_seconds", 60)).status());
        SHOP.post(GatewayFixture.CHAT, question, key);
        assertEquals(
                "handcar; hit",
                SHOP.post(GatewayFixture.CHAT, question, key).header("Cache-Status"));
        JsonView limited = patch(path, Map.of("tokens_per_minute", 1, "name", "renamed")).body();
        assertEquals(60, limited.number("cache_seconds").orElse(0), "what is not named stays");
        assertEquals(Optional.of("renamed"), limited.text("name"));
        assertEquals(200, SHOP.post(GatewayFixture.CHAT, question, key).status(), "of the cache");
        String other = Json.text(ResponseCacheTest.unique());
        assertEquals(200, SHOP.post(GatewayFixture.CHAT, other, key).status(), "the first one");
        GatewayFixture.Said used =
                SHOP.post(GatewayFixture.CHAT, Json.text(ResponseCacheTest.unique()), key);
        assertEquals(429, used.status());
        assertEquals(Optional.of("rate_limited"), used.error().text("code"));
        int wait = Integer.parseInt(used.header("Retry-After"));
        assertTrue(wait > 50 && wait <= 60, "until the minute is over: " + wait);
        assertEquals(422, patch(path, Map.of("scopes", List.of("staff"))).status());
    }

    @Test
    void usageIsSummedByWhateverIsAsked() {
        JsonView made = SHOP.made(Map.of());
        String key = made.text("key").orElseThrow();
        SHOP.post(GatewayFixture.CHAT, Json.text(GatewayFixture.question("o1-pro")), key);
        Wait.until(
                "the key's own usage",
                () -> SHOP.shop.caller.get("/v1/usage", key).body().at("data").at(0),
                day -> day.number("calls").orElse(0) == 1);
        JsonView day = SHOP.shop.caller.get("/v1/usage", key).body().at("data").at(0);
        assertEquals(Optional.of("unpriced"), day.text("price"));
        for (String group : List.of("day", "model", "key", "agent", "channel", "conversation")) {
            long calls =
                    get("usage?group=" + group)
                            .at("data")
                            .each()
                            .mapToLong(row -> row.number("calls").orElse(0))
                            .sum();
            assertFalse(calls == 0, group);
        }
        assertEquals(
                422, SHOP.shop.caller.get("/api/v1/usage?group=colour", TestClient.ADMIN).status());
    }
}
