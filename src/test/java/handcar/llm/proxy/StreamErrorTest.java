package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.json.Json;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Errors that a provider writes into a stream which began well: the program hears them, and the ledger does not call it an answer.
final class StreamErrorTest {
    private static final GatewayFixture SHOP =
            new GatewayFixture(Map.of("RETRY_MAX_ATTEMPTS", "1"));
    private static final Map<String, Object> STREAM =
            GatewayFixture.asking("gpt-4o-mini", Map.of("stream", true));

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void anErrorWithinAChunkEndsTheStreamAndFailsInTheLedger() {
        Map<String, Object> chunk = new LinkedHashMap<>();
        chunk.put("id", "gen-1");
        chunk.put("object", "chat.completion.chunk");
        chunk.put("error", Map.of("code", "server_error", "message", "Disconnected."));
        chunk.put(
                "choices",
                List.of(Map.of("index", 0, "delta", Map.of(), "finish_reason", "error")));
        for (String error :
                List.of(
                        FakeOpenAi.data(chunk),
                        "data: { \"error\" : {\"message\":\"Disconnected.\"}}\n\n",
                        "data: {\"error\":\"Disconnected.\"}\n\n")) {
            String said = "{\"error\":{\"message\":\"x\"}} is what it writes. ";
            SHOP.openAi.then(
                    FakeReply.events(List.of(FakeOpenAi.chunk(said), error, FakeOpenAi.done())));
            GatewayFixture.Said answer = SHOP.chat(STREAM);
            assertEquals(said, answer.streamed());
            assertFalse(answer.isDone(), error);
            assertEquals(
                    "Disconnected.",
                    answer.chunks().getLast().at("error").text("message").orElse(""));
        }
        Wait.until(
                "the calls are in the ledger",
                () -> SHOP.ledger("outcome"),
                all -> all.stream().filter("overloaded"::equals).count() >= 3);
        assertFalse(SHOP.ledger("outcome").contains("ok"));
    }

    @Test
    void aResponseThatFailedIsAnErrorAndItsTokensArePaid() {
        Map<String, Object> response =
                Map.of(
                        "id", "resp_1",
                        "model", "gpt-4o-mini",
                        "status", "failed",
                        "error", Map.of("code", "server_error", "message", "Disconnected."),
                        "usage", Map.of("input_tokens", 321, "output_tokens", 12));
        SHOP.openAi.then(
                FakeReply.events(
                        List.of(
                                "event: response.output_text.delta\ndata: "
                                        + Json.text(Map.of("delta", "Hello"))
                                        + "\n\n",
                                "event: response.failed\ndata: "
                                        + Json.text(
                                                Map.of(
                                                        "type",
                                                        "response.failed",
                                                        "response",
                                                        response))
                                        + "\n\n")));
        GatewayFixture.Said said =
                SHOP.post(
                        "/v1/responses",
                        Json.text(Map.of("model", "gpt-4o-mini", "input", "Hi", "stream", true)),
                        SHOP.key);
        assertTrue(said.text().contains("event: error"), said.text());
        assertTrue(said.text().contains("Disconnected."), said.text());
        Wait.until(
                "the call is in the ledger",
                () -> SHOP.ledger("input_tokens || ' ' || outcome"),
                all -> all.contains("321 overloaded"));
    }
}
