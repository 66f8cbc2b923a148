package handcar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.db.Database;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
import handcar.testing.SeparateProcess;
import handcar.testing.ServerProcess;
import handcar.testing.ServerProcess.Ended;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// The command line as a shell sees it: exit codes and words.
@SeparateProcess
class MainTest {
    /// A start that fails must not look like one that waits.
    private static final Duration GIVES_UP = Duration.ofSeconds(5);

    @TempDir Path folder;

    private Map<String, String> settings(String... more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("DATA_DIR", folder.toString());
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private static void contains(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), part + " in: " + text);
        }
    }

    @Test
    void printConfigShowsEverySettingAndNoSecret() {
        Ended ended =
                ServerProcess.run(
                        settings("ADMIN_TOKEN", "nobody-may-read-this", "PORT", "1234"),
                        "--print-config");
        assertEquals(0, ended.code());
        contains(ended.out(), "PORT", "1234", "ADMIN_TOKEN", "LLM_TIMEOUT_SECONDS");
        assertFalse(ended.out().contains("nobody-may-read-this"), ended.out());
        assertEquals("", ended.err());
    }

    @Test
    void anUnknownCommandIsAMistakeOfTheCaller() {
        Ended ended = ServerProcess.run(settings(), "dance");
        assertEquals(2, ended.code());
        contains(ended.err(), "Unknown command dance");
    }

    @Test
    void everyMalformedSettingIsToldInOneStart() {
        Ended ended =
                ServerProcess.run(
                        settings(
                                "PORT", "eighty",
                                "LOG_LEVEL", "loud",
                                "DATABASE_URL", "mysql://root:hidden@db/shop",
                                "LLM_TEMPERATURE", "hot"));
        assertEquals(2, ended.code());
        contains(ended.err(), "PORT", "LOG_LEVEL", "DATABASE_URL", "LLM_TEMPERATURE");
        assertFalse(ended.err().contains("hidden"), ended.err());
    }

    @Test
    void productionWithoutSecretsDoesNotStart() {
        Ended ended = ServerProcess.run(settings("ENVIRONMENT", "production"), "serve");
        assertEquals(2, ended.code());
        contains(ended.err(), "JWT_SECRET", "SECRET_ENCRYPTION_KEY", "openssl rand -base64 32");
        assertFalse(Files.exists(folder.resolve("secrets.env")));
    }

    @Test
    void aDataFolderThatCannotBeUsedIsSaidInASentence() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Ended ended =
                ServerProcess.run(settings("DATA_DIR", file.resolve("data").toString()), "serve");
        assertEquals(1, ended.code());
        contains(ended.err(), "DATA_DIR", "cannot be used");
        assertFalse(ended.err().contains("\tat "), ended.err());
    }

    @Test
    void aPortThatIsTakenIsSaidInASentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = String.valueOf(taken.getLocalPort());
            Ended ended =
                    ServerProcess.run(
                            settings(
                                    "PORT",
                                    port,
                                    "DATABASE_URL",
                                    TestServer.url(TestDatabase.empty())),
                            "serve");
            assertEquals(1, ended.code());
            contains(ended.err(), "Handcar stops", port, "PORT");
            assertFalse(ended.err().contains("\tat "), ended.err());
        }
    }

    @Test
    void anAddressThatIsNoRedisIsRefused() {
        Ended ended = soon(settings("REDIS_URL", "nonsense", "DATABASE_URL", emptyDatabase()));
        assertEquals(2, ended.code());
        contains(ended.err(), "REDIS_URL must be an address such as redis://");
    }

    @Test
    void aDatabaseWithoutTlsIsRefusedWhereTlsIsRequired() {
        Ended ended = soon(settings("REQUIRE_DB_SSL", "true", "DATABASE_URL", emptyDatabase()));
        assertEquals(1, ended.code());
        contains(ended.err(), "Handcar stops: PostgreSQL at ", "REQUIRE_DB_SSL");
        assertFalse(ended.err().contains("\tat "), ended.err());
    }

    @Test
    void aParameterThatTheDriverRefusesIsNotWaitedFor() {
        for (String parameter : List.of("targetServerType=nonsense", "socketFactory=nonsense")) {
            Ended ended = soon(settings("DATABASE_URL", emptyDatabase() + "?" + parameter));
            assertEquals(1, ended.code());
            contains(ended.err(), "Handcar stops: PostgreSQL at ", "nonsense");
        }
    }

    @Test
    void theCheckOfAnInstallationSaysWhyTheDatabaseIsRefused() {
        Ended ended =
                ServerProcess.run(
                        settings("REQUIRE_DB_SSL", "true", "DATABASE_URL", emptyDatabase()),
                        "doctor");
        assertEquals(1, ended.code());
        contains(ended.out(), "FAIL database", "refuses the connection", "REQUIRE_DB_SSL");
    }

    /// Of a machine whose numbers are written in other digits.
    @Test
    void theMachinesLanguageChangesNothing() throws IOException {
        Map<String, String> settings =
                settings(
                        "DATABASE_URL",
                        emptyDatabase(),
                        "JAVA_TOOL_OPTIONS",
                        "-Duser.language=ar -Duser.country=EG");
        assertEquals(0, ServerProcess.run(settings, "migrate", "up").code());
        settings.put("PORT", ServerProcess.freePort());
        try (ServerProcess server = ServerProcess.start(settings, "serve").ready()) {
            for (String path : List.of("/metrics", "/health", "/health/readiness")) {
                try (InputStream answer = URI.create(server.url + path).toURL().openStream()) {
                    String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
                    assertTrue(text.chars().noneMatch(c -> c >= '٠' && c <= '٩'), text);
                }
            }
        }
    }

    @Test
    void aStepOfTheStartThatFailsEndsTheProcess() throws SQLException {
        Database.Address address = TestDatabase.empty();
        try (Database db = TestDatabase.open(address)) {
            new Migrations(db.source()).up();
            try (Connection connection = db.source().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("ALTER TABLE jobs RENAME TO no_jobs");
            }
        }
        Ended ended = soon(settings("DATABASE_URL", TestServer.url(address)));
        assertEquals(1, ended.code());
        contains(ended.err(), "Handcar stops: ", "\"jobs\" does not exist");
        assertFalse(ended.err().contains("\tat "), ended.err());
    }

    /// Both make the schema and the first agent, and each finds what the other one made.
    @Test
    void twoServersStartedTogetherOnAnEmptyDatabaseBothBecomeReady() {
        Map<String, String> settings = settings("DATABASE_URL", emptyDatabase());
        try (ServerProcess first = ServerProcess.start(settings, "serve");
                ServerProcess second = ServerProcess.start(settings, "serve")) {
            first.ready();
            second.ready();
        }
    }

    private static String emptyDatabase() {
        return TestServer.url(TestDatabase.empty());
    }

    /// Starts a server that must give up soon, on a free port.
    private static Ended soon(Map<String, String> settings) {
        settings.put("PORT", "0");
        // how long this machine takes just now for a process that does next to nothing
        Duration trifle = time(() -> ServerProcess.run(settings, "--print-config"));
        AtomicReference<Ended> ended = new AtomicReference<>();
        Duration took = time(() -> ended.set(ServerProcess.run(settings, "serve")));
        Duration most = GIVES_UP.plus(trifle.multipliedBy(3));
        assertTrue(took.compareTo(most) < 0, took + " of at most " + most + ": " + ended.get());
        return Objects.requireNonNull(ended.get());
    }

    private static Duration time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void theVersionIsTheProjects() throws IOException {
        var version =
                Pattern.compile("<artifactId>handcar</artifactId>\\s*<version>([^<]+)<")
                        .matcher(Files.readString(Path.of("pom.xml")));
        assertTrue(version.find());
        assertEquals(version.group(1), Application.VERSION);
    }

    @Test
    void theSchemaIsBroughtUpAndTakenBackByHand() {
        Map<String, String> there = settings("DATABASE_URL", TestServer.url(TestDatabase.empty()));
        Ended up = ServerProcess.run(there, "migrate", "up");
        assertEquals(0, up.code());
        contains(up.out(), "applied work", "applied chat");
        Ended down = ServerProcess.run(there, "migrate", "down", "1");
        assertEquals(0, down.code());
        assertEquals(1, down.out().lines().filter(line -> line.startsWith("taken back")).count());
        Ended status = ServerProcess.run(there, "migrate");
        assertEquals(0, status.code());
        List<String> lines = status.out().lines().toList();
        contains(lines.getFirst(), "0001  applied");
        contains(lines.getLast(), "missing");
        Ended wrong = ServerProcess.run(there, "migrate", "down", "all");
        assertEquals(2, wrong.code());
        contains(wrong.err(), "usage");
    }

    /// One story, because a first start takes its time: killed while it unpacks its database, started again, looked at
    /// from beside, and looked at once more when it has stopped.
    @Test
    void aFirstStartMayBeKilledAndCommandsWorkBesideARunningServer() throws IOException {
        String port = ServerProcess.freePort();
        Map<String, String> here = settings("PORT", port);
        ServerProcess killed = ServerProcess.start(here, "serve");
        Path programs = folder.resolve("postgresql/bin");
        Wait.until("PostgreSQL is being unpacked", () -> files(programs), count -> count > 20);
        killed.kill();
        assertFalse(Files.exists(folder.resolve("postgresql/data/PG_VERSION")), "too late a kill");

        try (ServerProcess server = ServerProcess.start(here, "serve").ready()) {
            Ended status = ServerProcess.run(here, "migrate", "status");
            assertEquals(0, status.code(), status.err());
            assertFalse(status.out().contains("missing"), status.out());

            Ended doctor = ServerProcess.run(here, "doctor");
            assertEquals(0, doctor.code(), doctor.out() + doctor.err());
            contains(doctor.out(), "a forged one refused", "built-in model", "All is well.");

            Ended second = ServerProcess.run(settings("PORT", "0"), "serve");
            assertEquals(1, second.code(), second.err());
            contains(second.err(), "another Handcar runs on these files. Set DATABASE_URL");
            assertTrue(server.isAlive());
        }

        Ended alone = ServerProcess.run(here, "doctor");
        assertEquals(0, alone.code(), alone.out() + alone.err());
        contains(alone.out(), "no server runs at", "All is well.");
    }

    private static long files(Path programs) {
        if (!Files.isDirectory(programs)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(programs)) {
            return files.count();
        } catch (IOException | java.io.UncheckedIOException _) {
            return 0; // it is being written
        }
    }
}
