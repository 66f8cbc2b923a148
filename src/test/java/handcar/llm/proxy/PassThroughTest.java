package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.json.Json;
import handcar.json.JsonView;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What a program asks reaches the provider as it was asked, and comes back as it was answered.
final class PassThroughTest {
    private static final GatewayFixture SHOP = new GatewayFixture();
    private static final Map<String, ?> COUNTING =
            Map.of("stream", true, "stream_options", Map.of("include_usage", true));

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void aProgramIsAnsweredByTheModelItNames() {
        GatewayFixture.Said said = SHOP.chat(GatewayFixture.question("gpt-4o-mini"));
        assertEquals(200, said.status());
        assertEquals("Hello from the fake.", said.content());
        assertEquals("openai", said.header("X-Model-Provider"));
        assertFalse(said.header("X-Request-ID").isEmpty());
    }

    @Test
    void fieldsThatNobodyHereKnowsReachTheProviderAsTheyAre() {
        String body =
                "{\"model\" : \"gpt-4o-mini\","
                        + " \"messages\":[{\"role\":\"user\",\"content\":\"\\u00e9\"}],\"n\":2,"
                        + " \"seed\":7.0e0, \"stop\":[\"END\"],"
                        + " \"a_field_of_tomorrow\":{\"a\":[1,2.50]}}";
        assertEquals(200, SHOP.post(GatewayFixture.CHAT, body, SHOP.key).status());
        assertEquals(body, SHOP.openAi.lastRequest().text());
    }

    @Test
    void theAnswerComesBackByteByByte() {
        String answer =
                "{ \"choices\":[ ],\"odd\" :"
                        + " 1.50,\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}";
        SHOP.openAi.then(FakeReply.text(200, "application/json", answer));
        assertEquals(answer, SHOP.chat(GatewayFixture.question("gpt-4.1")).text());
    }

    @Test
    void aRequestWithoutAModelIsAnsweredByTheConfiguredOne() {
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"No model\"}]}";
        assertEquals(200, SHOP.post(GatewayFixture.CHAT, body, SHOP.key).status());
        JsonView sent = SHOP.openAi.lastRequest().json();
        assertEquals(Optional.of("gpt-4o-mini"), sent.text("model"));
        assertEquals("No model", sent.at("messages").at(0).text("content").orElse(""));
    }

    @Test
    void aStreamComesWholeAndWithoutTheChunkThatNobodyAskedFor() {
        GatewayFixture.Said said =
                SHOP.chat(GatewayFixture.asking("gpt-4o-mini", Map.of("stream", true)));
        assertEquals("text/event-stream", said.header("Content-Type"));
        assertEquals("Hello from the fake.", said.streamed());
        assertTrue(said.isDone(), said.text());
        assertFalse(said.text().contains("\"choices\":[]"), said.text());
        assertTrue(
                SHOP.openAi.lastRequest().json().at("stream_options").isTrue("include_usage"),
                "it is asked for, for the ledger");
    }

    @Test
    void aProgramThatAsksForTheUsageOfAStreamGetsIt() {
        GatewayFixture.Said said = SHOP.chat(GatewayFixture.asking("gpt-4o-mini", COUNTING));
        assertTrue(said.chunks().getLast().at("usage").isPresent(), said.text());
        assertTrue(said.isDone(), said.text());
    }

    @Test
    void aServerThatCountsNoStreamsIsAskedWithout() {
        FakeReply refusal =
                FakeOpenAi.error(
                        400, "invalid_request_error", "", "Unknown field: stream_options.");
        try (GatewayFixture shop = new GatewayFixture()) {
            shop.openAi.then(refusal);
            Map<String, Object> body = GatewayFixture.asking("local", Map.of("stream", true));
            assertEquals("Hello from the fake.", shop.chat(body).streamed());
            assertFalse(shop.openAi.lastRequest().text().contains("stream_options"));
            shop.chat(body);
            assertEquals(3, shop.openAi.requests().size(), "it learnt");
        }
    }

    @Test
    void aServerThatDoesNotStreamIsToldAsAStream() {
        Map<String, Object> message = Map.of("role", "assistant", "content", "All at once.");
        SHOP.openAi.then(
                FakeReply.json(
                        200,
                        Map.of(
                                "choices",
                                List.of(
                                        Map.of(
                                                "index",
                                                0,
                                                "message",
                                                message,
                                                "finish_reason",
                                                "stop")))));
        GatewayFixture.Said said =
                SHOP.chat(GatewayFixture.asking("gpt-4o-mini", Map.of("stream", true)));
        assertEquals("All at once.", said.streamed());
        assertTrue(said.isDone(), said.text());
    }

    @Test
    void embeddingsPassThrough() {
        GatewayFixture.Said said =
                SHOP.post(
                        "/v1/embeddings",
                        Json.text(
                                Map.of("model", "text-embedding-3-small", "input", List.of("Hi"))),
                        SHOP.key);
        assertEquals(200, said.status());
        assertEquals(1_536, said.body().at("data").at(0).at("embedding").each().count());
        GatewayFixture.Said unnamed =
                SHOP.post("/v1/embeddings", Json.text(Map.of("input", List.of("Hello"))), SHOP.key);
        assertEquals(200, unnamed.status());
        assertEquals(
                Optional.of("text-embedding-3-small"),
                SHOP.openAi.lastRequest().json().text("model"));
    }
}
