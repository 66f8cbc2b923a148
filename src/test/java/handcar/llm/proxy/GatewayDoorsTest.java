package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest;

/// The other doors of the gateway: what is sent and what comes back is passed on, and counted.
final class GatewayDoorsTest {
    private static final GatewayFixture SHOP =
            new GatewayFixture(Map.of("ANTHROPIC_API_KEY", "sk-ant"));

    @AfterAll
    static void close() {
        SHOP.close();
    }

    private static void untilLedger(String row) {
        Wait.until(
                "the call is in the ledger",
                () ->
                        SHOP.ledger(
                                "concat_ws(' ', purpose, provider, model, input_tokens,"
                                        + " output_tokens, cached_tokens, reasoning_tokens,"
                                        + " estimated::text, cost_micro_usd, outcome)"),
                rows -> rows.contains(row));
    }

    @Test
    void responsesPassWholeAndStreamed() {
        Map<String, Object> usage =
                Map.of(
                        "input_tokens",
                        1_000,
                        "input_tokens_details",
                        Map.of("cached_tokens", 900),
                        "output_tokens",
                        200,
                        "output_tokens_details",
                        Map.of("reasoning_tokens", 150));
        Map<String, Object> answer =
                Map.of("id", "resp_1", "model", "gpt-4o", "output", List.of(), "usage", usage);
        String row = "gateway.responses openai gpt-4o 1000 200 900 150 false 3375 ok";
        SHOP.openAi.then(FakeReply.json(200, answer));
        String body = "{\"model\":\"gpt-4o\",\"input\":\"Hi\",\"reasoning\":{\"effort\":\"low\"}}";
        GatewayFixture.Said said = SHOP.post("/v1/responses", body, SHOP.key);
        assertEquals(Optional.of("resp_1"), said.body().text("id"));
        assertEquals(body, SHOP.openAi.lastRequest().text());
        untilLedger(row);
        String events =
                event("response.created", Map.of("response", Map.of("status", "in_progress")))
                        + event("response.output_text.delta", Map.of("delta", "Hi"))
                        + event("response.completed", Map.of("response", answer));
        SHOP.openAi.then(
                (_, wire) -> {
                    wire.openStream("text/event-stream");
                    wire.chunk(events);
                    wire.endStream();
                });
        String streamed = "{\"model\":\"gpt-4o\",\"input\":\"Hi\",\"stream\":true}";
        assertEquals(events, SHOP.post("/v1/responses", streamed, SHOP.key).text());
        Wait.until(
                "both calls are in the ledger",
                () -> SHOP.ledger("concat_ws(' ', purpose, input_tokens, output_tokens, outcome)"),
                rows -> Collections.frequency(rows, "gateway.responses 1000 200 ok") == 2);
    }

    private static String event(String type, Map<String, ?> more) {
        Map<String, Object> data = new LinkedHashMap<>(more);
        data.put("type", type);
        return "event: " + type + "\ndata: " + Json.text(data) + "\n\n";
    }

    @Test
    void aStreamThatEndsBeforeItsLastEventIsToldAsBroken() {
        SHOP.openAi.then(
                (_, wire) -> {
                    wire.openStream("text/event-stream");
                    wire.chunk(event("response.output_text.delta", Map.of("delta", "Hi")));
                    wire.endStream();
                });
        String streamed = "{\"model\":\"gpt-4o\",\"input\":\"Cut\",\"stream\":true}";
        assertTrue(SHOP.post("/v1/responses", streamed, SHOP.key).text().contains("\"error\""));
    }

    @Test
    void theKeyMayComeAsAnthropicsClientsSendIt() {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(SHOP.shop.url() + "/v1/models"))
                        .header("x-api-key", SHOP.key)
                        .build();
        assertEquals(200, SHOP.send(request).status());
    }

    @Test
    void claudesOwnApiPasses() {
        String body =
                "{\"model\":\"claude-haiku-4-5\",\"max_tokens\":9,"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        GatewayFixture.Said said = SHOP.post("/v1/messages", body, SHOP.key);
        assertEquals(Optional.of("message"), said.body().text("type"), said.text());
        assertEquals(body, SHOP.anthropic.lastRequest().text());
        assertEquals("anthropic", said.header("X-Model-Provider"));
    }

    @Test
    void limitsOfTheProviderArePassedOn() {
        Map<String, String> headers =
                Map.of(
                        "x-ratelimit-remaining-requests",
                        "0",
                        "Retry-After",
                        "7",
                        "set-cookie",
                        "a=b");
        SHOP.openAi.then(
                FakeReply.json(429, headers, Map.of("error", Map.of("message", "Slow down."))));
        Map<String, Object> only = GatewayFixture.question("openai/gpt-4o");
        GatewayFixture.Said said = SHOP.chat(only);
        assertEquals(429, said.status());
        assertEquals("0", said.header("x-ratelimit-remaining-requests"));
        assertEquals("7", said.header("Retry-After"));
        assertEquals("", said.header("set-cookie"));
        assertEquals(200, SHOP.chat(only).status());
        assertEquals(Optional.of("gpt-4o"), SHOP.openAi.lastRequest().json().text("model"));
    }

    @Test
    void aLargeRequestAndALargeAnswerPassAsTheyAre() {
        String picture = "x".repeat(5_000_000);
        String answer =
                "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"content\":\""
                        + picture
                        + "\"}}],\"model\":\"gpt-4o\",\"usage\":{\"prompt_tokens\":7,"
                        + "\"completion_tokens\":3}}";
        SHOP.openAi.then(FakeReply.text(200, "application/json", answer));
        Map<String, Object> question =
                GatewayFixture.asking("openai/gpt-4o", Map.of("picture", picture));
        assertEquals(answer, SHOP.chat(question).text());
        JsonView sent = SHOP.openAi.lastRequest().json();
        assertEquals(Optional.of("gpt-4o"), sent.text("model"));
        assertEquals(Optional.of(picture), sent.text("picture"));
        untilLedger("gateway.chat openai gpt-4o 7 3 0 0 false 47.5 ok");
    }

    @Test
    void speechIsPaidByTheCharacterAndPassesAsSound() {
        SHOP.openAi.then(FakeReply.text(200, "audio/mpeg", "ID3 sound"));
        GatewayFixture.Said said =
                SHOP.post(
                        "/v1/audio/speech",
                        "{\"model\":\"tts-1\",\"voice\":\"alloy\",\"input\":\"Grüße\"}",
                        SHOP.key);
        assertEquals("ID3 sound", said.text());
        assertEquals("audio/mpeg", said.header("Content-Type"));
        untilLedger("gateway.audio.speech openai tts-1 5 0 0 0 false 75 ok");
    }

    @Test
    void aFormIsPassedOnWithTheProvidersNameOfTheModel() {
        SHOP.openAi.then(FakeReply.json(200, Map.of("text", "Hello")));
        String form =
                """
                --b
                Content-Disposition: form-data; name="file"; filename="a.ogg"
                Content-Type: audio/ogg

                sound
                --b
                Content-Disposition: form-data; name="model"

                openai/whisper-1
                --b--
                """
                        .replace("\n", "\r\n");
        assertEquals(Optional.of("Hello"), transcribed(form).body().text("text"));
        assertEquals(
                form.replace("openai/whisper-1", "whisper-1"), SHOP.openAi.lastRequest().text());
    }

    @Test
    void aFormNamesOneModel() {
        SHOP.openAi.then(FakeReply.json(200, Map.of("text", "Hello")));
        String file = part("name=\"file\"; filename=\"model\"", "form-data; name=\"model\"");
        String form = file + part("name=model", "whisper-1") + "--b--\r\n";
        assertEquals(Optional.of("Hello"), transcribed(form).body().text("text"));
        assertEquals(form, SHOP.openAi.lastRequest().text());
        int before = SHOP.openAi.requests().size();
        String model = part("name=\"model\"", "whisper-1");
        for (String other : List.of("name=\"model\"", "name=model", "NAME = \"model\"")) {
            for (String parts :
                    List.of(model + part(other, "tts-1"), part(other, "tts-1") + file + model)) {
                GatewayFixture.Said said = transcribed(parts + "--b--\r\n");
                assertEquals(422, said.status(), said.text());
                assertTrue(said.error().at("details").at("fields").at("model").isPresent());
            }
        }
        assertEquals(422, transcribed(file + "--b--\r\n").status());
        assertEquals(before, SHOP.openAi.requests().size());
    }

    private static String part(String disposition, String value) {
        return "--b\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
                .formatted(disposition, value);
    }

    private static GatewayFixture.Said transcribed(String form) {
        return SHOP.send(
                HttpRequest.newBuilder(URI.create(SHOP.shop.url() + "/v1/audio/transcriptions"))
                        .header("Authorization", "Bearer " + SHOP.key)
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build());
    }

    @Test
    void usageIsCountedWhateverTheProgramSaysAboutIt() {
        for (Object options : List.of(Map.of(), Map.of("include_usage", false))) {
            Map<String, Object> body =
                    GatewayFixture.asking(
                            "gpt-4o", Map.of("stream", true, "stream_options", options));
            GatewayFixture.Said said = SHOP.chat(body);
            assertTrue(
                    SHOP.openAi.lastRequest().json().at("stream_options").isTrue("include_usage"));
            assertTrue(!said.text().contains("usage") && said.isDone(), said.text());
        }
    }

    @Test
    void namedEventsEndWithOneDone() {
        SHOP.openAi.then(
                (_, wire) -> {
                    wire.openStream("text/event-stream");
                    wire.chunk("event: message\n" + FakeOpenAi.chunk("Hi"));
                    wire.chunk("event: message\n" + FakeOpenAi.finish("stop"));
                    wire.chunk("event: message\n" + FakeOpenAi.done());
                    wire.endStream();
                });
        Map<String, Object> body = GatewayFixture.asking("gpt-4o", Map.of("stream", true));
        assertEquals(2, SHOP.chat(body).text().split("\\[DONE]", -1).length);
    }
}
