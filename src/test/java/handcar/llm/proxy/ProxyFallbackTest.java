package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeAnthropic;
import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.json.Json;
import handcar.json.JsonView;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Several providers behind one name, the built-in model last.
final class ProxyFallbackTest {
    private static final Map<String, String> BOTH =
            Map.of("ANTHROPIC_API_KEY", "sk-test-anthropic");

    private GatewayFixture shop = new GatewayFixture(BOTH);

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void theNextProviderAnswersWhenTheFirstFailsBeforeItsFirstWord() {
        shop.openAi.usual(FakeOpenAi.error(500, "server_error", "", "Broken."));
        for (String model : List.of("gpt-4o-mini", "handcar")) {
            GatewayFixture.Said said = shop.chat(GatewayFixture.question(model));
            assertEquals("Hello from the other fake.", said.content());
            assertEquals("anthropic", said.header("X-Model-Provider"));
            GatewayFixture.Said stream =
                    shop.chat(GatewayFixture.asking(model, Map.of("stream", true)));
            assertEquals("Hello from the other fake.", stream.streamed());
            assertTrue(stream.isDone());
        }
    }

    @Test
    void nobodyAnswersWhoseModelTheKeyMayNotUse() {
        shop.openAi.usual(FakeOpenAi.error(500, "server_error", "", "Broken."));
        for (Map<String, Boolean> stream :
                List.of(Map.of("stream", true), Map.of("stream", false))) {
            Map<String, Object> body = GatewayFixture.asking("gpt-4o-mini", stream);
            for (String allowed : List.of("claude-haiku*", "anthropic/*")) {
                String wider = shop.key(Map.of("allowed_models", List.of("gpt-4o*", allowed)));
                assertEquals(
                        "anthropic",
                        shop.post(GatewayFixture.CHAT, Json.text(body), wider)
                                .header("X-Model-Provider"));
            }
            int before = shop.anthropic.requests().size();
            String narrow = shop.key(Map.of("allowed_models", List.of("gpt-4o*")));
            GatewayFixture.Said said = shop.post(GatewayFixture.CHAT, Json.text(body), narrow);
            assertEquals(500, said.status(), said.text());
            assertEquals(before, shop.anthropic.requests().size());
        }
    }

    @Test
    void aRequestThatIsWrongIsNotPassedRound() {
        shop.openAi.usual(FakeOpenAi.error(400, "invalid_request_error", "messages", "Wrong."));
        assertEquals(400, shop.chat(GatewayFixture.question("handcar")).status());
        assertEquals(0, shop.anthropic.requests().size());
    }

    @Test
    void theFirstProvidersErrorIsToldWhenNobodyAnswers() {
        shop.openAi.usual(FakeOpenAi.limited(9));
        shop.anthropic.usual(FakeAnthropic.error(529, "overloaded_error", "Overloaded"));
        GatewayFixture.Said said = shop.chat(GatewayFixture.question("gpt-4o-mini"));
        assertEquals(429, said.status());
        assertEquals("9", said.header("Retry-After"));
    }

    @Test
    void theBuiltInModelAnswersTheOpenNameWhenAllElseFails() {
        shop.openAi.usual(FakeReply.hangUp());
        shop.anthropic.usual(FakeReply.hangUp());
        shelve();
        GatewayFixture.Said said = ask("handcar", Map.of());
        assertEquals("built-in", said.header("X-Model-Provider"));
        assertTrue(said.content().contains("9 to 17"), said.text());
        assertEquals(502, ask("gpt-4o-mini", Map.of()).status(), "a model asked for by name");
    }

    @Test
    void theBuiltInModelQuotesWithSourcesWholeAndStreamed() {
        shelve();
        GatewayFixture.Said said = ask("built-in", Map.of());
        JsonView message = said.body().at("choices").at(0).at("message");
        assertTrue(said.content().contains("9 to 17"), said.text());
        assertEquals(Optional.of("Hours"), message.at("citations").at(0).text("title"));
        assertTrue(said.body().at("usage").number("total_tokens").orElse(0) > 0);
        GatewayFixture.Said stream =
                ask(
                        "built-in",
                        Map.of("stream", true, "stream_options", Map.of("include_usage", true)));
        assertEquals(said.content(), stream.streamed());
        assertTrue(stream.isDone());
        assertTrue(stream.chunks().getLast().at("usage").isPresent());
        assertTrue(ask("built-in", Map.of()).header("Cache-Status").contains("fwd"), "never kept");
    }

    @Test
    void withoutAnyKeyTheBuiltInModelStillAnswersAndOthersAreUnknown() {
        shop.close();
        shop = new GatewayFixture(Map.of("OPENAI_API_KEY", ""));
        assertEquals(200, shop.chat(GatewayFixture.question("handcar")).status());
        GatewayFixture.Said said = shop.chat(GatewayFixture.question("gpt-4o-mini"));
        assertEquals(404, said.status());
        assertEquals(Optional.of("model_not_found"), said.error().text("code"));
        assertEquals(404, shop.post("/v1/embeddings", "{\"input\":\"x\"}", shop.key).status());
    }

    @Test
    void aBrokenProviderIsLeftAloneAndSaysSo() {
        shop.close();
        shop =
                new GatewayFixture(
                        Map.of(
                                "CIRCUIT_BREAKER_FAILURE_THRESHOLD",
                                "2",
                                "RETRY_MAX_ATTEMPTS",
                                "1"));
        shop.openAi.usual(FakeOpenAi.error(500, "server_error", "", "Broken."));
        shop.chat(GatewayFixture.question("gpt-4o-mini"));
        shop.chat(GatewayFixture.question("gpt-4o-mini"));
        GatewayFixture.Said said = shop.chat(GatewayFixture.question("gpt-4o-mini"));
        assertEquals(503, said.status());
        assertEquals(2, shop.openAi.requests().size());
    }

    private void shelve() {
        shop.shop.caller.shelve("house", "Hours", "The shop is open from 9 to 17 on all weekdays.");
    }

    private GatewayFixture.Said ask(String model, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("model", model);
        body.put(
                "messages",
                List.of(Map.of("role", "user", "content", "When is the shop open on weekdays?")));
        return shop.post(GatewayFixture.CHAT, Json.text(body), shop.key);
    }
}
