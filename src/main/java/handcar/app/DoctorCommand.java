package handcar.app;

import handcar.config.Config;
import handcar.db.Database;
import handcar.db.DatabaseInfo;
import handcar.db.Migrations;
import handcar.llm.ChatMessage;
import handcar.llm.ChatRequest;
import handcar.llm.ChatResponse;
import handcar.llm.ModelRouter;
import handcar.llm.NoModelAvailableException;
import handcar.net.AddressGuard;
import handcar.net.CallMetrics;
import handcar.net.HttpClient;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// `doctor`: proves an installation from the inside, one line per part, and says what to do about each that fails.
final class DoctorCommand {
    private final Config config;
    private final List<Finding> findings = new ArrayList<>();

    private DoctorCommand(Config config) {
        this.config = config;
    }

    /// One part: how it is, in a sentence.
    record Finding(String part, boolean well, String sentence) {}

    static int run(Config config) {
        DoctorCommand doctor = new DoctorCommand(config);
        doctor.examine();
        boolean well = doctor.findings.stream().allMatch(Finding::well);
        System.out.println(well ? "All is well." : "Something needs attention; see above.");
        return well ? 0 : 1;
    }

    private void examine() {
        note(
                new Finding(
                        "settings",
                        true,
                        config.settings().stream().filter(s -> s.given()).count()
                                + " given, no mistakes"));
        try (DatabaseSetup storage = DatabaseSetup.visit(config)) {
            check("database", () -> database(storage));
            check("schema", () -> schema(storage.db()));
            check("pgvector", () -> vectors(storage.db()));
        } catch (IllegalStateException e) {
            note(new Finding("database", false, String.valueOf(e.getMessage())));
        }
        try (HttpClient outgoing =
                new HttpClient(
                        Infrastructure.net(config.resilience()),
                        AddressGuard.publicOnly(),
                        CallMetrics.none())) {
            check("model", () -> model(outgoing));
            check("signed request", () -> new SignedRequestCheck(config, outgoing).prove());
        }
    }

    private static Finding database(DatabaseSetup storage) {
        long start = System.nanoTime();
        DatabaseInfo facts = DatabaseInfo.of(storage.db());
        long millis = (System.nanoTime() - start) / 1_000_000;
        return new Finding(
                "database",
                true,
                "PostgreSQL " + facts.version() + " at " + storage.where() + ", " + millis + " ms");
    }

    private static Finding schema(Database db) {
        List<Migrations.Line> lines = new Migrations(db.source()).status();
        long missing = lines.stream().filter(line -> !line.applied()).count();
        return new Finding(
                "schema",
                true,
                missing == 0
                        ? "up to date, " + lines.size() + " steps"
                        : missing + " steps to apply at the next start");
    }

    /// Vectors are only wanted where an embedding model is; then exact search stands in for the extension.
    private Finding vectors(Database db) {
        DatabaseInfo facts = DatabaseInfo.of(db);
        String sentence =
                facts.vectorInstalled()
                        .map(version -> "installed, " + version)
                        .or(
                                () ->
                                        facts.vectorAvailable()
                                                .map(v -> v + " is available and will be used"))
                        .orElse(
                                config.models().openAiKey().isPresent()
                                        ? "not available: vectors are searched exactly, fine up to"
                                                + " some 10 000 passages"
                                        : "not available and not needed without an embedding"
                                                + " model");
        return new Finding("pgvector", true, sentence);
    }

    private Finding model(HttpClient httpClient) {
        ModelRouter models = new ModelRouter(config.models(), httpClient, _ -> {});
        if (models.health().stream().noneMatch(provider -> provider.configured())) {
            return new Finding("model", true, "no key is set: the built-in model answers");
        }
        try {
            ChatResponse result =
                    models.complete(
                            ChatRequest.of(
                                            "doctor",
                                            List.of(
                                                    new ChatMessage.User(
                                                            "Answer with the word OK.")))
                                    .maxTokens(16));
            return new Finding(
                    "model",
                    true,
                    result.provider()
                            + " "
                            + result.model()
                            + " answered in "
                            + result.latency().toMillis()
                            + " ms");
        } catch (NoModelAvailableException e) {
            return new Finding(
                    "model", false, e.getMessage() + "; the built-in model answers meanwhile");
        }
    }

    private void check(String part, Supplier<Finding> examination) {
        try {
            note(examination.get());
        } catch (RuntimeException e) {
            note(new Finding(part, false, String.valueOf(e.getMessage())));
        }
    }

    private void note(Finding finding) {
        findings.add(finding);
        System.out.printf(
                "%-4s %-15s %s%n",
                finding.well() ? "ok" : "FAIL", finding.part(), finding.sentence());
    }
}
