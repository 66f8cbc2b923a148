package handcar.app;

import module java.base;

import handcar.config.Config;
import handcar.config.Setting;
import handcar.db.Database;
import handcar.db.DatabaseInfo;
import handcar.db.Migrations;
import handcar.llm.ChatMessage;
import handcar.llm.ChatRequest;
import handcar.llm.ChatResponse;
import handcar.llm.ConfiguredProviders;
import handcar.llm.LlmClient;
import handcar.llm.ModelRouter;
import handcar.llm.NoModelAvailableException;
import handcar.llm.cost.CallRecorder;
import handcar.net.AddressGuard;
import handcar.net.CallMetrics;
import handcar.net.HttpClient;

/// `doctor`: checks an installation from the inside and prints one line per part, with what to do about each that fails.
final class DoctorCommand {
    private final Config config;
    private boolean healthy = true;

    private DoctorCommand(Config config) {
        this.config = config;
    }

    /// @return the exit code
    static int run(Config config) {
        DoctorCommand doctor = new DoctorCommand(config);
        doctor.run();
        System.out.println(
                doctor.healthy ? "All is well." : "Something needs attention; see above.");
        return doctor.healthy ? 0 : 1;
    }

    private void run() {
        check(
                "settings",
                () ->
                        config.settings().stream().filter(Setting::given).count()
                                + " given, no mistakes");
        try (DatabaseSetup storage = DatabaseSetup.visit(config)) {
            check("database", () -> database(storage));
            check("schema", () -> schema(storage.db()));
            check("pgvector", () -> vectors(storage.db()));
        } catch (IllegalStateException e) {
            check(
                    "database",
                    () -> {
                        throw e;
                    });
        }
        try (HttpClient client =
                new HttpClient(
                        Infrastructure.net(config.resilience()),
                        AddressGuard.publicOnly(),
                        CallMetrics.none())) {
            check("model", () -> model(client));
            check("signed request", () -> new SignedRequestCheck(config, client).run());
        }
    }

    /// @param part what is checked
    /// @param sentence how it is; throws when it is not well
    private void check(String part, Supplier<String> sentence) {
        String word = "ok";
        String text;
        try {
            text = sentence.get();
        } catch (RuntimeException e) {
            word = "FAIL";
            text = String.valueOf(e.getMessage());
            healthy = false;
        }
        System.out.printf("%-4s %-15s %s%n", word, part, text);
    }

    private static String database(DatabaseSetup storage) {
        long start = System.nanoTime();
        DatabaseInfo info = DatabaseInfo.of(storage.db());
        long millis = (System.nanoTime() - start) / 1_000_000;
        return "PostgreSQL " + info.version() + " at " + storage.where() + ", " + millis + " ms";
    }

    private static String schema(Database db) {
        List<Migrations.Line> lines = new Migrations(db.source()).status();
        long missing = lines.stream().filter(line -> !line.applied()).count();
        return missing == 0
                ? "up to date, " + lines.size() + " steps"
                : missing + " steps to apply at the next start";
    }

    /// Only an embedding model makes vectors; without the extension they are compared one by one.
    private String vectors(Database db) {
        DatabaseInfo info = DatabaseInfo.of(db);
        if (info.vectorInstalled().isPresent()) {
            return "installed, " + info.vectorInstalled().get();
        }
        if (info.vectorAvailable().isPresent()) {
            return info.vectorAvailable().get() + " is available and will be used";
        }
        return config.models().openAiKey().isPresent()
                ? "not available: vectors are searched exactly, fine up to some 10 000 passages"
                : "not available and not needed without an embedding model";
    }

    private String model(HttpClient client) {
        ModelRouter router =
                new ModelRouter(
                        ConfiguredProviders.of(config.models(), client),
                        LlmModule.retries(config.resilience()),
                        new CallRecorder(_ -> {}));
        if (router.health().isEmpty()) {
            return "no key is set: the built-in model answers";
        }
        ChatRequest question =
                ChatRequest.of("doctor", List.of(new ChatMessage.User("Answer with the word OK.")));
        try {
            ChatResponse answer =
                    new LlmClient(router, config.models()).complete(question.maxTokens(16));
            return answer.provider()
                    + " "
                    + answer.model()
                    + " answered in "
                    + answer.latency().toMillis()
                    + " ms";
        } catch (NoModelAvailableException e) {
            throw new IllegalStateException(
                    e.getMessage() + "; the built-in model answers meanwhile", e);
        }
    }
}
