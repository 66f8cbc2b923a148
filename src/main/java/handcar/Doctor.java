package handcar;

import handcar.config.Config;
import handcar.db.Database;
import handcar.db.Facts;
import handcar.db.Migrations;
import handcar.gateway.ChatMessage;
import handcar.gateway.ChatRequest;
import handcar.gateway.ChatResult;
import handcar.gateway.ModelUnavailable;
import handcar.gateway.Models;
import handcar.net.CallMeter;
import handcar.net.Guard;
import handcar.net.Outgoing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// `doctor`: proves an installation from the inside, one line per part, and says what to do about each that fails.
final class Doctor {
    private final Config config;
    private final List<Finding> findings = new ArrayList<>();

    private Doctor(Config config) {
        this.config = config;
    }

    /// One part: how it is, in a sentence.
    record Finding(String part, boolean well, String sentence) {}

    static int run(Config config) {
        Doctor doctor = new Doctor(config);
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
        try (Storage storage = Storage.visit(config)) {
            check("database", () -> database(storage));
            check("schema", () -> schema(storage.db()));
            check("pgvector", () -> vectors(storage.db()));
        } catch (IllegalStateException e) {
            note(new Finding("database", false, String.valueOf(e.getMessage())));
        }
        try (Outgoing outgoing =
                new Outgoing(
                        Ground.net(config.resilience()), Guard.publicOnly(), CallMeter.none())) {
            check("model", () -> model(outgoing));
            check("signed request", () -> new SelfRequest(config, outgoing).prove());
        }
    }

    private static Finding database(Storage storage) {
        long start = System.nanoTime();
        Facts facts = Facts.of(storage.db());
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
        Facts facts = Facts.of(db);
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

    private Finding model(Outgoing outgoing) {
        Models models = new Models(config.models(), outgoing, _ -> {});
        if (models.health().stream().noneMatch(provider -> provider.configured())) {
            return new Finding("model", true, "no key is set: the built-in model answers");
        }
        try {
            ChatResult result =
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
        } catch (ModelUnavailable e) {
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
