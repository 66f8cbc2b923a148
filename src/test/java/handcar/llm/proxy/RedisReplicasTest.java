package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import redis.embedded.RedisServer;

/// Two replicas with a Redis between them, and without it.
final class RedisReplicasTest {
    private final int port = freePort();
    private RedisServer redis = start();
    private final GatewayFixture one =
            new GatewayFixture(Map.of("REDIS_URL", url(), "CACHE_SHARED", "true"));
    private final GatewayFixture two =
            new GatewayFixture(Map.of("REDIS_URL", url(), "CACHE_SHARED", "true"));

    RedisReplicasTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        one.close();
        two.close();
        redis.stop();
    }

    @Test
    void anAnswerGivenByOneReplicaIsFoundByTheOther() {
        meet(one, two);
        Map<String, Object> question = ResponseCacheTest.unique();
        one.chat(question, ResponseCacheTest.ASKS);
        assertEquals(
                "handcar; hit", two.chat(question, ResponseCacheTest.ASKS).header("Cache-Status"));
    }

    @Test
    void callersAreCountedTogetherAndAloneWhenRedisIsAway() throws IOException {
        try (GatewayFixture first = limited();
                GatewayFixture second = limited()) {
            meet(first, second);
            int let = knocks(first, 20) + knocks(second, 20);
            assertEquals(10, let, "of 40, by a limit of ten a minute");
            redis.stop();
            long begun = System.nanoTime();
            int alone = knocks(first, 20);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertEquals(10, alone, "of 20 by its own count");
            assertTrue(took.compareTo(Duration.ofSeconds(4)) < 0, "no waiting for it: " + took);
        }
    }

    @Test
    void whenRedisComesBackItIsUsedAgain() throws Exception {
        meet(one, two);
        redis.stop();
        assertEquals(200, one.chat(ResponseCacheTest.unique(), ResponseCacheTest.ASKS).status());
        assertEquals(200, one.chat(ResponseCacheTest.unique(), ResponseCacheTest.ASKS).status());
        redis = start();
        meet(one, two);
    }

    @Test
    void aRedisThatSaysNothingCostsAMomentOnce() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                GatewayFixture shop =
                        new GatewayFixture(
                                Map.of("REDIS_URL", "redis://127.0.0.1:" + mute.getLocalPort()))) {
            long begun = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertEquals(
                        200,
                        shop.chat(ResponseCacheTest.unique(), ResponseCacheTest.ASKS).status());
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, took.toString());
        }
    }

    /// Until both know that it is there: they find out aside from their callers.
    private static void meet(GatewayFixture one, GatewayFixture two) {
        Wait.until(
                "both replicas use Redis",
                () -> {
                    Map<String, Object> question = ResponseCacheTest.unique();
                    one.chat(question, ResponseCacheTest.ASKS);
                    return two.chat(question, ResponseCacheTest.ASKS).header("Cache-Status");
                },
                "handcar; hit"::equals);
    }

    private GatewayFixture limited() {
        return new GatewayFixture(
                Map.of("REDIS_URL", url(), "CACHE_SHARED", "true", "RATE_LIMIT_PER_MINUTE", "10"));
    }

    /// How many of these requests at a public door are let in.
    private static int knocks(GatewayFixture shop, int count) {
        int let = 0;
        for (int i = 0; i < count; i++) {
            int status = shop.shop.caller.get("/api/v1/chat/agent", "").status();
            let += status == 429 ? 0 : 1;
        }
        return let;
    }

    private String url() {
        return "redis://127.0.0.1:" + port;
    }

    private RedisServer start() throws IOException {
        RedisServer server = RedisServer.newRedisServer().port(port).setting("save \"\"").build();
        server.start();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
