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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The program as a process of its own, with nothing in its environment but what the test gives it.
public final class ServerProcess implements AutoCloseable {
    /// A first start unpacks and creates a database, on a machine that does other things as well.
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path out;
    private final Path err;

    /// How a command ended.
    public record Ended(int code, String out, String err) {}

    private ServerProcess(List<String> options, Map<String, String> settings, List<String> args) {
        try {
            out = Files.createTempFile("handcar-out", ".txt");
            err = Files.createTempFile("handcar-err", ".txt");
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:+UseSerialGC",
                                    "-Xmx256m",
                                    "--enable-native-access=ALL-UNNAMED"));
            command.addAll(options);
            command.addAll(
                    List.of("-cp", System.getProperty("java.class.path"), "handcar.app.Main"));
            command.addAll(args);
            ProcessBuilder builder = new ProcessBuilder(command);
            Map<String, String> env = builder.environment();
            env.keySet().removeIf(name -> !name.matches("PATH|HOME|LANG|TMPDIR|TEMP|SystemRoot"));
            env.putAll(settings);
            process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ServerProcess start(Map<String, String> settings, String... args) {
        return start(List.of(), settings, args);
    }

    /// With options for its JVM.
    static ServerProcess start(List<String> options, Map<String, String> settings, String... args) {
        return new ServerProcess(options, settings, List.of(args));
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

    /// Waits for its end.
    public Ended ended() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("does not end: " + said());
            }
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Waits until it serves.
    public ServerProcess ready(String port) {
        URI url = URI.create("http://127.0.0.1:" + port + "/health/readiness");
        try (HttpClient client = HttpClient.newHttpClient()) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!answersWell(client, url)) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new AssertionError("does not serve: " + said());
                }
                TestClient.pause(Duration.ofMillis(50));
            }
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
        return process.isAlive();
    }

    /// As a host does when it stops a container.
    public void askToStop() {
        process.destroy();
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
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Without a word of warning.
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private String said() {
        try {
            return Files.readString(out) + Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        // politely, so that a database it brought along is stopped too
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }
}
