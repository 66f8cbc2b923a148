package handcar.testing;

import module java.base;

import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.fakes.FakeOpenAi;

import java.lang.ProcessBuilder.Redirect;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// The program as a process of its own, with nothing in its environment but what the test gives it. A server can be killed
/// and started again: it keeps its address, its folder and its database.
public final class ServerProcess implements AutoCloseable {
    /// A first start unpacks and creates a database, on a machine that does other things as well.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// Where it listens, without a slash at the end.
    public final String url;

    public final TestClient caller;
    private final Map<String, String> settings = new HashMap<>();
    private final Path out = file("out");
    private final Path err = file("err");
    private Optional<Process> process = Optional.empty();

    /// How a command ended.
    public record Ended(int code, String out, String err) {}

    private ServerProcess(Map<String, String> settings) {
        this.settings.put("PORT", freePort());
        this.settings.putAll(settings);
        url = "http://127.0.0.1:" + this.settings.get("PORT");
        caller = new TestClient(url);
    }

    /// A server, not started yet, on a new database with a default agent.
    public ServerProcess(Path folder) {
        this(folder, TestDatabase.withSchema());
    }

    /// A server, not started yet, on a given database, which gets the schema and a default agent.
    public ServerProcess(Path folder, Database.Address address) {
        this(Map.of());
        String port = settings.getOrDefault("PORT", "");
        try (Database db = TestDatabase.open(address)) {
            TestServer.furnish(db);
            settings.putAll(TestServer.usual(address));
        }
        settings.put("PORT", port);
        settings.put("DATA_DIR", folder.toString());
    }

    /// Another server of the same installation, not started yet.
    public ServerProcess replica(Path folder) {
        ServerProcess other = new ServerProcess(Map.of());
        settings.forEach(other.settings::putIfAbsent);
        return other.with(Map.of("DATA_DIR", folder.toString()));
    }

    /// A server, not started yet, with the database it brings along and the guide.
    public static ServerProcess withOwnDatabase(Path folder) {
        return new ServerProcess(
                Map.of(
                        "DATA_DIR",
                        folder.toString(),
                        "ADMIN_TOKEN",
                        TestClient.ADMIN,
                        "RATE_LIMIT_PER_MINUTE",
                        "10000",
                        "CONVERSATIONS_PER_ADDRESS_PER_DAY",
                        "10000"));
    }

    /// From the next start on, on top of the usual ones.
    public ServerProcess with(Map<String, String> more) {
        settings.putAll(more);
        return this;
    }

    /// Answered by this model.
    public ServerProcess with(FakeOpenAi model) {
        return with(Map.of("OPENAI_API_KEY", "sk-test", "OPENAI_BASE_URL", model.baseUrl()));
    }

    /// Starts it and waits until it is ready.
    ///
    /// @param options for its JVM
    public ServerProcess start(String... options) {
        launch(List.of(options), List.of("serve"));
        return ready();
    }

    /// Starts a command and does not wait.
    public static ServerProcess start(Map<String, String> settings, String... args) {
        ServerProcess program = new ServerProcess(settings);
        program.launch(List.of(), List.of(args));
        return program;
    }

    /// Runs a command to its end.
    public static Ended run(Map<String, String> settings, String... args) {
        try (ServerProcess program = start(settings, args)) {
            return program.ended();
        }
    }

    /// One that was free a moment ago.
    public static String freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void launch(List<String> options, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "handcar.app.Main"));
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> env = builder.environment();
        // the last two belong to faketime, which runs the tests at another date
        env.keySet()
                .removeIf(
                        name ->
                                !name.matches(
                                        "PATH|HOME|LANG|TZ|TMPDIR|TEMP|SystemRoot|LD_PRELOAD|FAKETIME.*"));
        env.putAll(settings);
        try {
            process =
                    Optional.of(
                            builder.redirectOutput(Redirect.appendTo(out.toFile()))
                                    .redirectError(Redirect.appendTo(err.toFile()))
                                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process process() {
        return process.orElseThrow(() -> new IllegalStateException("not started"));
    }

    /// Waits for its end.
    public Ended ended() {
        try {
            if (!process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("does not end: " + said());
            }
            return new Ended(process().exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Waits until it serves.
    public ServerProcess ready() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI readiness = URI.create(url + "/health/readiness");
            Wait.until(
                    "the server is ready",
                    PATIENCE,
                    () -> !process().isAlive() || answersWell(client, readiness));
        } catch (AssertionError e) {
            throw new AssertionError("does not serve: " + said(), e);
        }
        if (!process().isAlive()) {
            throw new AssertionError("does not serve: " + said());
        }
        return this;
    }

    private static boolean answersWell(HttpClient client, URI url) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(5)).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false; // not listening yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public boolean isAlive() {
        return process().isAlive();
    }

    /// As a host does when it stops a container.
    public void askToStop() {
        process().destroy();
    }

    /// Stops its clock, as a machine that goes to sleep does.
    public void suspend() {
        signal("STOP");
    }

    /// Lets it go on after [#suspend].
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process().pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Ends it without a warning.
    public void kill() {
        process().destroyForcibly();
        process().onExit().join();
    }

    /// What it has printed so far.
    public String said() {
        try {
            return Files.readString(out) + Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(String name) {
        try {
            return Files.createTempFile("handcar-" + name, ".txt");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Stops it politely, so that a database it brought along is stopped too.
    @Override
    public void close() {
        process.ifPresent(Process::destroy);
        try {
            if (process.isPresent() && !process().waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }
}
