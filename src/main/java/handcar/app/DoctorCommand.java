package handcar.app;

import module java.base;

import handcar.auth.VisitorTokens;
import handcar.config.Config;
import handcar.config.Setting;
import handcar.db.Database;
import handcar.db.DatabaseInfo;
import handcar.db.DatabaseWait;
import handcar.db.Migrations;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
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
import handcar.net.CallResult;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;

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
        config.notes().forEach(note -> System.out.println("note settings        " + note));
        try (DatabaseSetup storage = DatabaseSetup.visit(config)) {
            DatabaseWait.once(storage.db()::probe, storage.where())
                    .ifPresent(
                            reason -> {
                                throw new IllegalStateException(
                                        "PostgreSQL at "
                                                + storage.where()
                                                + " does not answer: "
                                                + reason);
                            });
            check("database", () -> database(storage));
            check("schema", () -> schema(storage.db()));
            check("pgvector", () -> vectors(storage.db()));
        } catch (IllegalStateException e) {
            print("FAIL", "database", String.valueOf(e.getMessage()));
        }
        try (HttpClient client =
                new HttpClient(
                        Infrastructure.net(config.resilience()),
                        AddressGuard.publicOnly(),
                        CallMetrics.none())) {
            check("model", () -> model(client));
            check("signed request", () -> signedRequest(client));
        }
    }

    /// @param sentence tells the state of the part; throws when something is wrong
    private void check(String part, Supplier<String> sentence) {
        try {
            print("ok", part, sentence.get());
        } catch (RuntimeException e) {
            print("FAIL", part, String.valueOf(e.getMessage()));
        }
    }

    private void print(String word, String part, String text) {
        healthy &= word.equals("ok");
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
                        ConfiguredProviders.of(
                                config.models(), config.models().timeout(), client, _ -> {}),
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

    /// Sends a signed and a forged request to the running server, which tells whether it has the same secrets as this command.
    private String signedRequest(HttpClient client) {
        String base = "http://localhost:" + config.server().port();
        UUID conversation = UUID.randomUUID();
        String token =
                new VisitorTokens(config.security().signing())
                        .issue(conversation, UUID.randomUUID());
        URI url = URI.create(base + "/api/v1/chat/conversations/" + conversation);
        String signed = errorCode(client, url, token);
        String forged = errorCode(client, url, token.substring(0, token.length() - 8) + "AAAAAAAA");
        if (signed.isEmpty()) {
            return "no server runs at " + base + "; start it and ask again to prove it";
        }
        // there is no such conversation: that it "has ended" proves that the signature was accepted
        if (signed.equals("conversation_ended") && forged.equals("invalid_token")) {
            return "accepted at " + base + ", a forged one refused";
        }
        throw new IllegalStateException(
                base
                        + " answered "
                        + signed
                        + " to a signed and "
                        + forged
                        + " to a forged request: does that server have the same JWT_SECRET?");
    }

    /// The code of the error in the answer; empty when no server answers.
    private static String errorCode(HttpClient client, URI url, String token) {
        Request call = Request.get("doctor.self", url).header("Authorization", "Bearer " + token);
        return switch (client.call(call)) {
            case CallResult.Answered<Response>(Response answer) -> code(answer);
            case CallResult.NotSent<Response> _, CallResult.Lost<Response> _ -> "";
        };
    }

    private static String code(Response answer) {
        try {
            return new JsonView(Json.object(answer.body()))
                    .at("error")
                    .text("code")
                    .orElse("no error");
        } catch (MalformedJsonException e) {
            return "something that is not JSON";
        }
    }
}
