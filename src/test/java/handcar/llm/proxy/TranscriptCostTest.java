package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.fakes.FakeReply;
import handcar.json.JsonView;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest;

/// What a transcript costs: as many seconds as the provider says, and what is set aside before.
final class TranscriptCostTest {
    private static final GatewayFixture SHOP = new GatewayFixture();

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void theSecondsThatTheProviderSaysAreBilled() {
        Map<String, Object> seconds = Map.of("type", "duration", "seconds", 60);
        bills("60 6000 false", "whisper-1", Map.of("text", "x", "usage", seconds));
        bills("9 900 false", "whisper-1", Map.of("text", "x", "duration", 8.47));
        bills("9 900 false", "whisper-1", Map.of("text", "x", "duration", "8.470000267"));
        bills(
                "60 6000 false",
                "whisper-1",
                Map.of("text", "x", "duration", 8.47, "usage", seconds));
        Map<String, Object> tokens =
                Map.of("type", "tokens", "input_tokens", 600, "output_tokens", 0);
        bills("600 3600 false", "gpt-4o-transcribe", Map.of("text", "x", "usage", tokens));
    }

    @Test
    void theSecondsOfALongTranscriptAreBilled() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("task", "transcribe");
        answer.put("duration", 3_600.5);
        answer.put("text", "\"duration\": 1, ".repeat(10_000));
        bills("3601 360100 false", "whisper-1", answer);
        answer.remove("duration");
        answer.put("usage", Map.of("type", "duration", "seconds", 3_700));
        bills("3700 370000 false", "whisper-1", answer);
    }

    @Test
    void theSizeOfTheSoundCountsWhenNothingIsSaid() {
        bills("251 25100 true", "whisper-1", Map.of("text", "x", "duration", "unknown"));
    }

    private static void bills(String wanted, String model, Map<String, ?> answer) {
        JsonView made = SHOP.made(Map.of("total_budget_usd", 1_000));
        String id = made.text("id").orElseThrow();
        AtomicLong held = new AtomicLong();
        SHOP.openAi.thenHearing(
                (request, wire) -> {
                    held.set(
                            SHOP.shop.count(
                                    "SELECT sum(held_micro_usd) FROM key_usage WHERE api_key_id = '"
                                            + id
                                            + "'"));
                    FakeReply.json(200, answer).to(request, wire);
                });
        GatewayFixture.Said said = transcribed(model, made.text("key").orElseThrow());
        assertEquals(200, said.status(), said.text());
        // 500 000 bytes and what is around them are 667 seconds at 6 kbit/s
        assertEquals(
                model.equals("whisper-1") ? 66_700 : 6_670 * 6 + 5_336 * 10, held.get(), model);
        assertEquals(
                wanted,
                SHOP.ledger(
                                "CASE WHEN api_key_id = '"
                                        + id
                                        + "' THEN concat_ws(' ', input_tokens, cost_micro_usd,"
                                        + " estimated::text) END")
                        .getFirst());
    }

    private static GatewayFixture.Said transcribed(String model, String key) {
        String form =
                """
                --b
                Content-Disposition: form-data; name="model"

                %s
                --b
                Content-Disposition: form-data; name="file"; filename="a.ogg"

                %s
                --b--
                """
                        .replace("\n", "\r\n")
                        .formatted(model, "s".repeat(500_000));
        return SHOP.send(
                HttpRequest.newBuilder(URI.create(SHOP.shop.url() + "/v1/audio/transcriptions"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build());
    }
}
