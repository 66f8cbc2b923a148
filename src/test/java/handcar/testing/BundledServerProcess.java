package handcar.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// The server as it is deployed: a process of its own with its own data folder, which can be killed and started again at
/// the same address.
public final class BundledServerProcess implements AutoCloseable {
    /// The first start unpacks and creates a database, on a machine that does other things as well.
    private static final Duration START = Duration.ofMinutes(2);

    private static final String ADMIN_TOKEN = "an-admin-token-for-tests-only-0123456789";

    private final Path folder;
    private final Map<String, String> settings;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;

    private BundledServerProcess(Path folder, Map<String, String> settings, int port) {
        this.folder = folder;
        this.settings = settings;
        this.port = port;
        this.process = launch();
    }

    /// Starts one whose data is kept in `folder`, and waits until it is ready.
    public static BundledServerProcess start(Path folder) {
        return start(folder, Map.of());
    }

    /// The same with more of its environment set.
    public static BundledServerProcess start(Path folder, Map<String, String> settings) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var server = new BundledServerProcess(folder, settings, freePort());
        server.awaitReady();
        return server;
    }

    /// One that was free a moment ago, as it must be the same after a restart.
    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "http://localhost:" + port;
    }

    public String adminToken() {
        return ADMIN_TOKEN;
    }

    /// Pulls the plug and starts it again.
    public void restart() {
        kill();
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        // Politely, so that the database it brought along is stopped too.
        process.destroy();
        process.onExit().join();
        client.close();
    }

    private void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private Process launch() {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "handcar.app.Main");
        var environment = builder.environment();
        environment
                .keySet()
                .removeIf(
                        name ->
                                name.matches(
                                        "DATABASE_URL|REDIS.*|OPENAI.*|ANTHROPIC.*|JWT_SECRET|ENVIRONMENT"));
        environment.put("PORT", String.valueOf(port));
        environment.put("DATA_DIR", folder.toString());
        environment.put("ADMIN_TOKEN", ADMIN_TOKEN);
        environment.put("RATE_LIMIT_PER_MINUTE", "10000");
        environment.putAll(settings);
        try {
            return builder.redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(folder.resolve("server.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        var end = Instant.now().plus(START);
        while (!isReady()) {
            if (Instant.now().isAfter(end) || !process.isAlive()) {
                throw new AssertionError("The server did not start:\n" + log());
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private boolean isReady() {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(address() + "/health/readiness")).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // Not listening yet.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("server.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
