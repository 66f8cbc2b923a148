package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.config.Config;
import handcar.fakes.FakeOpenAi;
import handcar.json.Json;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The same question twice, answered once.
public final class ResponseCacheTest {
    private static final GatewayFixture SHOP =
            new GatewayFixture(Map.of("RETRY_MAX_ATTEMPTS", "1"));

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void theSameQuestionIsAskedOnceWhoeverAsks() {
        Map<String, Object> question = unique();
        int before = SHOP.openAi.requests().size();
        GatewayFixture.Said first = SHOP.chat(question);
        GatewayFixture.Said second =
                SHOP.post(GatewayFixture.CHAT, Json.text(question), SHOP.key(Map.of()));
        assertEquals("handcar; fwd=uri-miss", first.header("Cache-Status"));
        assertEquals("handcar; hit", second.header("Cache-Status"));
        assertEquals(first.text(), second.text());
        assertEquals(before + 1, SHOP.openAi.requests().size());
        Wait.until(
                "the cached answer is in the log",
                () -> SHOP.ledger("concat_ws(' ', provider, outcome, cost_micro_usd)"),
                rows -> rows.contains("cache cached 0"));
    }

    @Test
    void anythingElseInTheQuestionIsAnotherQuestion() {
        Map<String, Object> question = unique();
        SHOP.chat(question);
        Map<String, Object> other = new HashMap<>(question);
        other.put("temperature", 0.5);
        assertEquals("handcar; fwd=uri-miss", SHOP.chat(other).header("Cache-Status"));
        String spaced = Json.text(question).replaceFirst("\\{", "{ ");
        assertEquals(
                "handcar; fwd=uri-miss",
                SHOP.post(GatewayFixture.CHAT, spaced, SHOP.key).header("Cache-Status"),
                "byte by byte");
    }

    @Test
    void whoWantsANewAnswerGetsOneAndWhoWantsNoneKeptKeepsNone() {
        Map<String, Object> question = unique();
        SHOP.chat(question, "Cache-Control", "no-store");
        assertEquals(
                "handcar; fwd=uri-miss",
                SHOP.chat(question).header("Cache-Status"),
                "nothing was kept");
        assertEquals(
                "handcar; fwd=request",
                SHOP.chat(question, "Cache-Control", "no-cache").header("Cache-Status"));
        assertEquals(
                "handcar; fwd=bypass",
                SHOP.chat(question, "Cache-Control", "No-Store").header("Cache-Status"));
        assertEquals("handcar; hit", SHOP.chat(question).header("Cache-Status"));
    }

    @Test
    void streamsAndErrorsAreNotKept() {
        Map<String, Object> stream = unique();
        stream.put("stream", true);
        SHOP.chat(stream);
        assertEquals("handcar; fwd=bypass", SHOP.chat(stream).header("Cache-Status"));
        Map<String, Object> question = unique();
        SHOP.openAi.then(FakeOpenAi.error(500, "server_error", "", "Broken."));
        assertEquals(500, SHOP.chat(question).status());
        assertEquals(200, SHOP.chat(question).status());
    }

    @Test
    void embeddingsAreKeptToo() {
        String body = Json.text(Map.of("input", UUID.randomUUID().toString()));
        SHOP.post("/v1/embeddings", body, SHOP.key);
        assertEquals(
                "handcar; hit", SHOP.post("/v1/embeddings", body, SHOP.key).header("Cache-Status"));
    }

    @Test
    void looksAreCounted() {
        SHOP.chat(unique());
        String metrics = SHOP.metrics();
        assertTrue(
                metrics.lines()
                        .anyMatch(
                                line ->
                                        line.startsWith("cache_requests_total{")
                                                && line.contains("cache=\"answers\"")
                                                && line.contains("result=\"miss\"")),
                metrics);
    }

    @Test
    void anAnswerIsForgottenWhenItsTimeIsOver() throws Exception {
        try (GatewayFixture shop = new GatewayFixture(Map.of("CACHE_DEFAULT_TTL", "1"))) {
            Map<String, Object> question = unique();
            shop.chat(question);
            Wait.pause(Duration.ofMillis(1_100), "the time to live passes");
            assertEquals("handcar; fwd=uri-miss", shop.chat(question).header("Cache-Status"));
        }
    }

    @Test
    void itCanBeSwitchedOff() {
        try (GatewayFixture shop = new GatewayFixture(Map.of("CACHE_ENABLED", "false"))) {
            Map<String, Object> question = unique();
            shop.chat(question);
            assertEquals("handcar; fwd=bypass", shop.chat(question).header("Cache-Status"));
        }
    }

    @Test
    void itHoldsSoManyAnswersAndBytesAndLetsGoWhenMemoryIsShort() {
        ResponseCache cache =
                new ResponseCache(new Config.Cache(true, Duration.ofHours(1)), Optional.empty());
        for (int i = 0; i < 1_500; i++) {
            cache.keep("small " + i, new byte[10]);
        }
        assertTrue(cache.find("small 499").isEmpty() && cache.find("small 500").isPresent());
        for (int i = 0; i < 40; i++) {
            cache.keep("large " + i, new byte[500_000]);
        }
        assertEquals(
                16,
                IntStream.range(0, 40).filter(i -> cache.find("large " + i).isPresent()).count());
        cache.keep("too large", new byte[600_000]);
        assertTrue(cache.find("too large").isEmpty());
        cache.clear();
        assertTrue(cache.find("large 39").isEmpty());
    }

    public static Map<String, Object> unique() {
        return GatewayFixture.asking("gpt-4o-mini", Map.of("user", UUID.randomUUID().toString()));
    }
}
