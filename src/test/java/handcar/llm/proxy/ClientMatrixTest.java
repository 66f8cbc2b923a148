package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeReply;
import handcar.json.Json;
import handcar.json.JsonView;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Unmodified client libraries from npm, in the versions of `src/test/clients/package-lock.json`, against both kinds of provider. Needs
/// node and npm; the packages are installed once into `target/clients`.
final class ClientMatrixTest {
    private static final Path SOURCE = Path.of("src/test/clients");
    private static final Path FOLDER = Path.of("target/clients");
    private static final GatewayFixture SHOP =
            new GatewayFixture(
                    Map.of(
                            "ANTHROPIC_API_KEY", "sk-test-anthropic",
                            "RETRY_MAX_ATTEMPTS", "1",
                            "CIRCUIT_BREAKER_FAILURE_THRESHOLD", "1000"));

    @BeforeAll
    static void install() throws Exception {
        Files.createDirectories(FOLDER);
        Path lock = FOLDER.resolve("package-lock.json");
        Path installed = FOLDER.resolve("installed");
        boolean same =
                Files.exists(installed)
                        && Files.mismatch(SOURCE.resolve("package-lock.json"), lock) < 0;
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        FOLDER.resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!same) {
            Files.deleteIfExists(installed);
            run(Duration.ofMinutes(10), "npm", "ci", "--silent");
            Files.createFile(installed);
        }
        MatrixModel model = new MatrixModel();
        FakeReply usual = SHOP.openAi.usual();
        SHOP.anthropic.usual(model::anthropic);
        SHOP.openAi.usual((request, wire) -> model.openAi(request, wire, usual));
    }

    @AfterAll
    static void close() {
        SHOP.close();
    }

    /// @param checks how many lines the script prints: capabilities times kinds of provider
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "openai.mjs openai, 24",
        "openai.mjs openai-4, 21",
        "anthropic.mjs, 20",
        "ai.mjs ai, 31",
        "ai.mjs ai-6, 31",
        "ai.mjs anthropic, 20",
        "ai.mjs openrouter, 20",
        "langchain.mjs, 19",
        "llamaindex.mjs, 13",
        "instructor.mjs, 8",
        "agents.mjs, 24"
    })
    void works(String script, int checks) throws Exception {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(script.split(" ", -1)));
        String said = run(Duration.ofMinutes(2), command.toArray(String[]::new));
        List<JsonView> lines =
                said.lines()
                        .filter(line -> line.startsWith("{\"what\""))
                        .map(line -> new JsonView(Json.object(line)))
                        .toList();
        assertEquals(
                List.of(),
                lines.stream()
                        .filter(line -> !line.isTrue("ok"))
                        .map(line -> String.valueOf(line.value()))
                        .toList());
        assertEquals(checks, lines.size(), said);
    }

    private static String run(Duration limit, String... command) throws Exception {
        Path out = Files.createTempFile("client", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(FOLDER.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile());
        builder.environment().put("GATEWAY", SHOP.shop.url());
        builder.environment().put("KEY", SHOP.key);
        Process process = builder.start();
        boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(out);
        Files.delete(out);
        assertTrue(ended, "does not end: " + said);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
