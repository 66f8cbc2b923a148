package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.fakes.FakeAnthropic;
import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.json.Json;
import handcar.json.JsonView;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The unmodified `openai` package from npm. Needs node and npm; `npm` fetches the package once.
final class OpenAiNodeClientTest {
    private static final Path FOLDER = Path.of("target/openai");
    private static final String PACKAGE = "openai@6.49.0";
    private static final GatewayFixture SHOP =
            new GatewayFixture(
                    Map.of(
                            "ANTHROPIC_API_KEY", "sk-test-anthropic",
                            "RETRY_MAX_ATTEMPTS", "1",
                            "CACHE_ENABLED", "false"));

    @BeforeAll
    static void install() throws Exception {
        assumeTrue(isThere("node") && isThere("npm"), "install node and npm to run these");
        Files.createDirectories(FOLDER);
        if (!Files.exists(FOLDER.resolve("node_modules/openai"))) {
            Files.writeString(FOLDER.resolve("package.json"), "{\"private\":true}");
            run("npm", "install", "--no-audit", "--no-fund", "--silent", PACKAGE);
        }
        try (var script = OpenAiNodeClientTest.class.getResourceAsStream("/openai/client.mjs")) {
            Files.copy(
                    Optional.ofNullable(script).orElseThrow(),
                    FOLDER.resolve("client.mjs"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void chats() throws Exception {
        JsonView seen = see("chat");
        assertEquals(Optional.of("Hello from the fake."), seen.text("text"));
        assertTrue(seen.isTrue("id"));
        assertTrue(seen.number("used").orElse(0) > 0);
    }

    @Test
    void streams() throws Exception {
        JsonView seen = see("stream");
        assertEquals(Optional.of("Hello from the fake."), seen.text("text"));
        assertTrue(seen.number("chunks").orElse(0) > 3);
        assertTrue(see("counted").number("used").orElse(0) > 0);
    }

    @Test
    void usesToolsOfAModelThatSpeaksAnotherWire() throws Exception {
        Map<String, Object> block =
                Map.of("type", "tool_use", "id", "t1", "name", "clock", "input", Map.of());
        Map<String, Object> piece =
                Map.of("type", "input_json_delta", "partial_json", "{\"zone\":\"UTC\"}");
        SHOP.anthropic.then(
                FakeReply.events(
                        List.of(
                                FakeAnthropic.start(3),
                                FakeAnthropic.event(
                                        "content_block_start",
                                        Map.of("index", 0, "content_block", block)),
                                FakeAnthropic.event(
                                        "content_block_delta", Map.of("index", 0, "delta", piece)),
                                FakeAnthropic.stop("tool_use", 4))));
        assertEquals(
                Map.of("name", "clock", "arguments", "{\"zone\":\"UTC\"}"), see("tools").value());
    }

    @Test
    void embeds() throws Exception {
        assertEquals(Map.of("count", 2, "dimension", 1_536), see("embeddings").value());
    }

    @Test
    void listsModels() throws Exception {
        JsonView seen = see("models");
        assertTrue(String.valueOf(seen.at("names").value()).contains("claude-haiku-4-5"));
        assertEquals(Optional.of("handcar"), seen.text("one"));
    }

    @Test
    void understandsErrors() throws Exception {
        Map<Integer, String> kinds =
                Map.of(
                        400, "BadRequestError",
                        404, "NotFoundError",
                        422, "UnprocessableEntityError");
        for (Map.Entry<Integer, String> kind : kinds.entrySet()) {
            SHOP.openAi.then(
                    FakeOpenAi.error(kind.getKey(), "invalid_request_error", "messages", "No."));
            JsonView seen = see("error");
            assertEquals(Optional.of(kind.getValue()), seen.text("kind"));
            assertEquals(OptionalLong.of(kind.getKey()), seen.number("status"));
            assertEquals(Optional.of("invalid_request_error"), seen.text("type"));
            assertEquals(Optional.of("messages"), seen.text("param"));
        }
    }

    @Test
    void understandsOurOwnErrors() throws Exception {
        JsonView stranger = see("error", "hc_nobody");
        assertEquals(Optional.of("AuthenticationError"), stranger.text("kind"));
        assertEquals(Optional.of("invalid_api_key"), stranger.text("code"));
        String once = SHOP.key(Map.of("requests_per_minute", 1));
        see("chat", once);
        JsonView limited = see("error", once);
        assertEquals(Optional.of("RateLimitError"), limited.text("kind"));
        assertEquals(Optional.of("rate_limited"), limited.text("code"));
    }

    @Test
    void understandsFailures() throws Exception {
        GatewayFixture alone = new GatewayFixture(Map.of("RETRY_MAX_ATTEMPTS", "1"));
        try (alone) {
            alone.openAi.usual(FakeOpenAi.error(500, "server_error", "", "Broken."));
            JsonView broken = see(alone, "error", alone.key);
            assertEquals(Optional.of("InternalServerError"), broken.text("kind"));
            assertEquals(OptionalLong.of(500), broken.number("status"));
            alone.openAi.usual(FakeReply.silence());
            assertEquals(OptionalLong.of(504), see(alone, "error", alone.key).number("status"));
            alone.openAi.usual(FakeReply.eventsThenCut(List.of(FakeOpenAi.chunk("Half"))));
            assertEquals(Optional.of("APIError"), see(alone, "stream", alone.key).text("kind"));
        }
    }

    @Test
    void leavesAStreamAndTheProviderIsStopped() throws Exception {
        int left = SHOP.openAi.left();
        SHOP.openAi.then(FakeReply.endless(FakeOpenAi.chunk("on ")));
        assertTrue(see("leave").isTrue("left"));
        assertEquals(left + 1, SHOP.openAi.left(left + 1));
    }

    private static JsonView see(String what) throws Exception {
        return see(SHOP, what, SHOP.key);
    }

    private static JsonView see(String what, String key) throws Exception {
        return see(SHOP, what, key);
    }

    private static JsonView see(GatewayFixture shop, String what, String key) throws Exception {
        return new JsonView(
                Json.object(run("node", "client.mjs", shop.shop.url() + "/v1", key, what).strip()));
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static String run(String... command) throws Exception {
        Path out = Files.createTempFile("openai", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(FOLDER.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "does not end");
        String said = Files.readString(out);
        Files.delete(out);
        assertEquals(0, process.exitValue(), said);
        return said;
    }
}
