package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.json.JsonView;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The streams of OpenAI's models in the events of Anthropic's API.
final class MessagesStreamTest {
    private static final String MESSAGES = "/v1/messages";
    private static final GatewayFixture SHOP =
            new GatewayFixture(Map.of("RETRY_MAX_ATTEMPTS", "1"));

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void aStreamedMessageHasBlocks() {
        SHOP.openAi.then(
                FakeReply.events(
                        List.of(
                                FakeOpenAi.chunk("Hi"),
                                call(0, "a", "f", ""),
                                call(0, "", "", "{}"),
                                call(1, "b", "g", "{\"x\":1}"),
                                FakeOpenAi.finish("tool_calls"),
                                FakeOpenAi.usage(7, 3),
                                FakeOpenAi.done())));
        GatewayFixture.Said said =
                raw(
                        MESSAGES,
                        "{'model':'gpt-4o','max_tokens':9,'stream':true,'messages':[{'role':'user','content':'x'}]}");
        List<String> types =
                said.chunks().stream().map(one -> one.text("type").orElse("")).toList();
        assertEquals(
                List.of(
                        "message_start",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop"),
                types);
        JsonView end = said.chunks().get(types.size() - 2);
        assertEquals(Optional.of("tool_use"), end.at("delta").text("stop_reason"));
        assertEquals(OptionalLong.of(7), end.at("usage").number("input_tokens"));
        assertFalse(said.text().contains("[DONE]"));
    }

    @Test
    void eachOfSeveralCallsGetsItsOwnArguments() {
        List<List<String>> streams =
                List.of(
                        List.of(
                                call(0, "a", "f", ""),
                                call(1, "b", "g", ""),
                                call(0, "", "", "{\"x\""),
                                call(1, "", "", "{\"y\""),
                                call(0, "", "", ":1}"),
                                call(1, "", "", ":2}"),
                                FakeOpenAi.finish("tool_calls")),
                        List.of(
                                call(-1, "a", "f", "{\"x\""),
                                call(-1, "", "", ":1}"),
                                call(-1, "b", "g", "{\"y\":2}"),
                                FakeOpenAi.finish("stop")),
                        List.of(
                                call(-1, "", "f", "{\"x\":1}"),
                                call(-1, "", "g", "{\"y\":2}"),
                                FakeOpenAi.finish("stop")));
        for (List<String> stream : streams) {
            List<String> all = new ArrayList<>(stream);
            all.add(FakeOpenAi.done());
            SHOP.openAi.then(FakeReply.events(all));
            List<JsonView> events =
                    raw(
                                    MESSAGES,
                                    "{'model':'gpt-4o','max_tokens':9,'stream':true,'messages':[{'role':'user','content':'x'}]}")
                            .chunks();
            Map<Long, String> blocks = new TreeMap<>();
            for (JsonView event : events) {
                event.number("index")
                        .ifPresent(
                                at ->
                                        blocks.merge(
                                                at,
                                                event.at("content_block").text("name").orElse("")
                                                        + event.at("delta")
                                                                .text("partial_json")
                                                                .orElse(""),
                                                String::concat));
            }
            assertEquals(Map.of(0L, "f{\"x\":1}", 1L, "g{\"y\":2}"), blocks);
            assertEquals(
                    Optional.of("tool_use"),
                    events.get(events.size() - 2).at("delta").text("stop_reason"));
            assertEquals(
                    2,
                    events.stream()
                            .flatMap(one -> one.at("content_block").text("id").stream())
                            .filter(id -> !id.isEmpty())
                            .distinct()
                            .count());
        }
    }

    /// @param index below 0 for a server that counts no calls
    private static String call(int index, String id, String name, String arguments) {
        Map<String, Object> function = new LinkedHashMap<>(Map.of("arguments", arguments));
        Map<String, Object> call = new LinkedHashMap<>();
        if (index >= 0) {
            call.put("index", index);
        }
        if (!name.isEmpty()) {
            function.put("name", name);
            call.put("id", id);
        }
        call.put("function", function);
        return FakeOpenAi.chunk(Map.of("tool_calls", List.of(call)), null);
    }

    /// @param body with single quotes
    private static GatewayFixture.Said raw(String path, String body) {
        return SHOP.post(path, body.replace('\'', '"'), SHOP.key);
    }
}
