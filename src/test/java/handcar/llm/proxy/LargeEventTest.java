package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeAnthropic;
import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.json.Json;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// One event of a stream may have any size, also where it is translated; what cannot be read ends the stream with an error.
final class LargeEventTest {
    private static final List<Integer> SIZES = List.of(66_000, 300_000, 1_200_000, 5_000_000);

    private static final GatewayFixture SHOP =
            new GatewayFixture(
                    Map.of("RETRY_MAX_ATTEMPTS", "1", "ANTHROPIC_API_KEY", "sk-ant-test"));

    /// The doors behind which a provider with another API answers.
    private enum Door {
        MESSAGES(
                "/v1/messages",
                "gpt-4o",
                "'messages':[{'role':'user','content':'x'}],'max_tokens':9"),
        CHAT(
                "/v1/chat/completions",
                "claude-haiku-4-5",
                "'messages':[{'role':'user','content':'x'}]"),
        RESPONSES("/v1/responses", "claude-haiku-4-5", "'input':'x'");

        private final String path;
        private final String model;
        private final String fields;

        Door(String path, String model, String fields) {
            this.path = path;
            this.model = model;
            this.fields = fields;
        }

        GatewayFixture.Said ask() {
            String body = "{'model':'" + model + "','stream':true," + fields + "}";
            return SHOP.post(path, body.replace('\'', '"'), SHOP.key);
        }

        void then(FakeReply reply) {
            if (this == MESSAGES) {
                SHOP.openAi.then(reply);
            } else {
                SHOP.anthropic.then(reply);
            }
        }

        List<String> begun() {
            return this == MESSAGES
                    ? List.of(FakeOpenAi.chunk("Hi"))
                    : List.of(FakeAnthropic.start(7), FakeAnthropic.text("Hi"));
        }

        List<String> saying(String text) {
            return this == MESSAGES
                    ? List.of(
                            FakeOpenAi.chunk(text),
                            FakeOpenAi.finish("stop"),
                            FakeOpenAi.usage(7, 3),
                            FakeOpenAi.done())
                    : List.of(
                            FakeAnthropic.start(7),
                            FakeAnthropic.text(text),
                            FakeAnthropic.stop("end_turn", 3),
                            FakeAnthropic.event("message_stop", Map.of()));
        }

        /// A call of a tool whose arguments come at once.
        List<String> calling(String arguments) {
            if (this == MESSAGES) {
                Map<String, Object> call =
                        Map.of(
                                "index",
                                0,
                                "id",
                                "call_1",
                                "function",
                                Map.of("name", "f", "arguments", arguments));
                return List.of(
                        FakeOpenAi.chunk(Map.of("tool_calls", List.of(call)), null),
                        FakeOpenAi.finish("tool_calls"),
                        FakeOpenAi.usage(7, 3),
                        FakeOpenAi.done());
            }
            return List.of(
                    FakeAnthropic.start(7),
                    FakeAnthropic.event(
                            "content_block_start",
                            Map.of(
                                    "index",
                                    0,
                                    "content_block",
                                    Map.of("type", "tool_use", "id", "toolu_1", "name", "f"))),
                    FakeAnthropic.event(
                            "content_block_delta",
                            Map.of(
                                    "index",
                                    0,
                                    "delta",
                                    Map.of("type", "input_json_delta", "partial_json", arguments))),
                    FakeAnthropic.stop("tool_use", 3),
                    FakeAnthropic.event("message_stop", Map.of()));
        }
    }

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void anEventOfAnySizeIsTranslatedWhole() {
        for (Door door : Door.values()) {
            for (int size : SIZES) {
                String text = "ü" + "x".repeat(size) + "!";
                door.then(FakeReply.events(door.saying(text)));
                GatewayFixture.Said said = door.ask();
                assertTrue(said.text().contains(text), door + " " + size + " " + start(said));
                assertFalse(said.text().contains("error\":{"), door + " " + size);
                String arguments = Json.text(Map.of("x", text));
                door.then(FakeReply.events(door.calling(arguments)));
                String told = Json.text(arguments);
                said = door.ask();
                assertTrue(said.text().contains(told), door + " " + size + " " + start(said));
            }
        }
        Wait.until(
                "all calls are in the ledger",
                () -> SHOP.ledger("outcome || ' ' || input_tokens || ' ' || output_tokens"),
                all ->
                        all.stream().filter("ok 7 3"::equals).count()
                                == 2L * SIZES.size() * Door.values().length);
    }

    @Test
    void anEventThatMakesNoSenseEndsTheStreamWithAnError() {
        int calls = 0;
        for (Door door : Door.values()) {
            for (String broken : List.of("data: {\"cho\n\n", "data: []\n\n", "data: {}}\n\n")) {
                List<String> events = new ArrayList<>(door.begun());
                events.add(broken);
                door.then(FakeReply.events(events));
                int made = ++calls;
                GatewayFixture.Said said = door.ask();
                assertTrue(said.text().contains("Hi"), door + broken + said.text());
                assertTrue(
                        said.chunks().getLast().at("error").isPresent()
                                || said.text().contains("event: error"),
                        door + broken + said.text());
                Wait.until(
                        "the call is in the ledger",
                        () -> SHOP.ledger("outcome"),
                        all -> Collections.frequency(all, "malformed") == made);
            }
        }
    }

    private static String start(GatewayFixture.Said said) {
        return said.text().substring(0, Math.min(500, said.text().length()));
    }
}
