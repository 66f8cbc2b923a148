package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.config.Config;
import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
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

    /// What a program sends that accepts an answer of this age.
    static final String[] ASKS = {"Cache-Control", "max-age=60"};

    private static final Duration HOUR = Duration.ofHours(1);

    private static String status(Map<String, Object> question, String... headers) {
        return SHOP.chat(question, headers).header("Cache-Status");
    }

    @Test
    void theSameQuestionOfOneProgramIsAskedOnceWhenItAsksForThat() {
        Map<String, Object> question = unique();
        int before = SHOP.openAi.requests().size();
        GatewayFixture.Said first = SHOP.chat(question, ASKS);
        GatewayFixture.Said second = SHOP.chat(question, ASKS);
        assertEquals("handcar; fwd=uri-miss", first.header("Cache-Status"));
        assertEquals("handcar; hit", second.header("Cache-Status"));
        assertEquals(first.text(), second.text());
        assertFalse(second.header("Age").isEmpty());
        assertEquals(before + 1, SHOP.openAi.requests().size());
        Wait.until(
                "the cached answer is in the log",
                () -> SHOP.ledger("concat_ws(' ', provider, outcome, cost_micro_usd)"),
                rows -> rows.contains("cache cached 0"));
        assertEquals(
                "handcar; fwd=uri-miss",
                SHOP.post(GatewayFixture.CHAT, Json.text(question), SHOP.key(Map.of()), ASKS)
                        .header("Cache-Status"),
                "another program");
    }

    @Test
    void whoDoesNotAskGetsANewAnswerAndIsToldWhy() {
        Map<String, Object> question = unique();
        assertEquals("handcar; fwd=bypass; detail=not_asked", status(question));
        assertEquals(
                "handcar; fwd=bypass; detail=not_asked",
                status(question, "Cache-Control", "max-age=0"));
        assertEquals(
                "handcar; fwd=bypass; detail=no_store",
                status(question, "Cache-Control", "No-Store, max-age=9"));
        Map<String, Object> warm = new HashMap<>(question);
        warm.put("temperature", 1);
        assertEquals("handcar; fwd=bypass; detail=not_deterministic", status(warm, ASKS));
        warm.put("seed", 7);
        assertEquals("handcar; fwd=uri-miss", status(warm, ASKS));
        Map<String, Object> stream = new HashMap<>(question);
        stream.put("stream", true);
        assertEquals("handcar; fwd=bypass; detail=stream", status(stream, ASKS));
        assertEquals("handcar; fwd=uri-miss", status(question, ASKS), "nothing was kept");
    }

    @Test
    void anythingElseInTheQuestionIsAnotherQuestion() {
        Map<String, Object> question = unique();
        status(question, ASKS);
        String spaced = Json.text(question).replaceFirst("\\{", "{ ");
        assertEquals(
                "handcar; fwd=uri-miss",
                SHOP.post(GatewayFixture.CHAT, spaced, SHOP.key, ASKS).header("Cache-Status"),
                "byte by byte");
    }

    @Test
    void whoWantsANewAnswerGetsOneThatIsKept() {
        Map<String, Object> question = unique();
        assertEquals(
                "handcar; fwd=request", status(question, "Cache-Control", "no-cache, max-age=60"));
        assertEquals("handcar; hit", status(question, ASKS));
    }

    @Test
    void answersThatWereCutFilteredOrOfAnotherProviderAreNotKept() {
        for (String finish : List.of("length", "content_filter")) {
            Map<String, Object> question = unique();
            SHOP.openAi.then(
                    FakeReply.json(
                            200,
                            Map.of(
                                    "model",
                                    "gpt-4o-mini",
                                    "choices",
                                    List.of(Map.of("index", 0, "finish_reason", finish)))));
            status(question, ASKS);
            assertEquals("handcar; fwd=uri-miss", status(question, ASKS), finish);
        }
        try (GatewayFixture shop = new GatewayFixture(Map.of("ANTHROPIC_API_KEY", "sk-ant"))) {
            Map<String, Object> question = unique();
            FakeReply broken = FakeOpenAi.error(500, "server_error", "", "Broken.");
            shop.openAi.then(broken).then(broken);
            assertEquals("anthropic", shop.chat(question, ASKS).header("X-Model-Provider"));
            assertEquals("openai", shop.chat(question, ASKS).header("X-Model-Provider"));
        }
    }

    @Test
    void embeddingsAreKeptToo() {
        String body = Json.text(Map.of("input", UUID.randomUUID().toString()));
        SHOP.post("/v1/embeddings", body, SHOP.key, ASKS);
        assertEquals(
                "handcar; hit",
                SHOP.post("/v1/embeddings", body, SHOP.key, ASKS).header("Cache-Status"));
    }

    @Test
    void looksAreCounted() {
        status(unique(), ASKS);
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
            shop.chat(question, ASKS);
            Wait.pause(Duration.ofMillis(1_100), "the time to live passes");
            assertEquals("handcar; fwd=uri-miss", shop.chat(question, ASKS).header("Cache-Status"));
        }
    }

    @Test
    void itCanBeSwitchedOffAndShared() {
        try (GatewayFixture shop = new GatewayFixture(Map.of("CACHE_ENABLED", "false"))) {
            assertEquals(
                    "handcar; fwd=bypass; detail=off",
                    shop.chat(unique(), ASKS).header("Cache-Status"));
        }
        try (GatewayFixture shop = new GatewayFixture(Map.of("CACHE_SHARED", "true"))) {
            Map<String, Object> question = unique();
            shop.chat(question, ASKS);
            assertEquals(
                    "handcar; hit",
                    shop.post(GatewayFixture.CHAT, Json.text(question), shop.key(Map.of()), ASKS)
                            .header("Cache-Status"));
        }
    }

    @Test
    void itHoldsSoManyAnswersAndBytesAndLetsGoWhenMemoryIsShort() {
        ResponseCache cache =
                new ResponseCache(
                        new Config.Cache(true, Duration.ofHours(1), false), Optional.empty());
        for (int i = 0; i < 1_500; i++) {
            cache.keep("small " + i, new byte[10]);
        }
        assertTrue(
                cache.find("small 499", HOUR).isEmpty()
                        && cache.find("small 500", HOUR).isPresent());
        for (int i = 0; i < 40; i++) {
            cache.keep("large " + i, new byte[500_000]);
        }
        assertEquals(
                16,
                IntStream.range(0, 40)
                        .filter(i -> cache.find("large " + i, HOUR).isPresent())
                        .count());
        cache.keep("too large", new byte[600_000]);
        assertTrue(cache.find("too large", HOUR).isEmpty());
        cache.clear();
        assertTrue(cache.find("large 39", HOUR).isEmpty());
    }

    public static Map<String, Object> unique() {
        return new HashMap<>(
                GatewayFixture.asking(
                        "gpt-4o-mini",
                        Map.of("temperature", 0, "user", UUID.randomUUID().toString())));
    }
}
