package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.json.Json;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Errors in the many shapes that providers write, and in those that programs read.
final class ErrorShapeTest {
    private static final GatewayFixture SHOP =
            new GatewayFixture(Map.of("RETRY_MAX_ATTEMPTS", "1"));
    private static final String MESSAGE =
            Json.text(GatewayFixture.asking("gpt-4o", Map.of("max_tokens", 9)));

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void aRefusalOfAnyShapeComesWithItsWords() {
        Map<String, String> bodies =
                Map.of(
                        "{\"error\":\"model is required\"}",
                        "model is required",
                        "{\"detail\":\"No such model\"}",
                        "No such model",
                        "{\"detail\":[{\"loc\":[\"body\",\"stop\",0],\"msg\":\"too"
                                + " long\"},{\"msg\":\"bad\"}]}",
                        "body.stop.0: too long; bad",
                        "[{\"error\":{\"message\":\"Not here\",\"status\":\"NOT_FOUND\"}}]",
                        "Not here",
                        "{\"message\":\"Not at all\"}",
                        "Not at all",
                        "<h1>No</h1>",
                        "status 400");
        bodies.forEach(
                (body, words) -> {
                    SHOP.openAi.then(FakeReply.text(400, "application/json", body));
                    GatewayFixture.Said said = SHOP.chat(GatewayFixture.question("gpt-4o"));
                    assertEquals(400, said.status());
                    assertEquals(Optional.of(words), said.error().text("message"));
                });
    }

    @Test
    void aWaitIsToldInSecondsAndExactly() {
        Map<String, Object> body = Map.of("error", Map.of("message", "Slow down."));
        SHOP.openAi.then(FakeReply.json(429, Map.of("retry-after-ms", "1200"), body));
        GatewayFixture.Said said = SHOP.chat(GatewayFixture.question("gpt-4o"));
        assertEquals(429, said.status());
        assertEquals("2", said.header("Retry-After"));
        assertEquals("1200", said.header("retry-after-ms"));
    }

    @Test
    void anErrorHasTheShapeOfItsApi() {
        for (int status : List.of(400, 403, 404, 413, 422, 429, 500, 503, 529)) {
            SHOP.openAi.then(FakeOpenAi.error(status, "some_error", "", "Not like this."));
            refused(status, "some_error", SHOP.post("/v1/messages", MESSAGE, SHOP.key));
        }
        GatewayFixture.Said stranger = SHOP.post("/v1/messages", "{}", "hc_nobody");
        refused(401, "unauthorized", stranger);
        assertEquals(Optional.of("invalid_api_key"), stranger.error().text("code"));
        refused(400, "invalid", SHOP.post("/v1/messages", "{", SHOP.key));
        SHOP.openAi.then(FakeOpenAi.error(400, "some_error", "", "Not like this."));
        assertFalse(
                SHOP.chat(GatewayFixture.question("gpt-4o")).body().at("type").isPresent(),
                "only there");
    }

    private static void refused(int status, String type, GatewayFixture.Said said) {
        assertEquals(status, said.status(), said.text());
        assertEquals(Optional.of("error"), said.body().text("type"));
        assertEquals(Optional.of(type), said.error().text("type"));
        assertTrue(said.error().text("message").isPresent());
        assertTrue(said.error().text("code").isPresent());
        assertEquals(said.header("X-Request-ID"), said.error().text("request_id").orElse(""));
    }
}
