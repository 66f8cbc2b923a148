import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A packaged server (scripts/package.sh) in a process of its own, and what the system says about it.
final class Packaged implements AutoCloseable {
    static final String ADMIN = "the-token-of-the-benchmark";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path data = Scratch.folder("bench");
    private final Process process;
    private final int port;
    private final double readyMillis;

    /// Starts it and waits until it is ready.
    Packaged(Path app, String databaseUrl, Map<String, String> more) throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(app.toAbsolutePath().resolve("start.sh").toString());
        Map<String, String> settings = new HashMap<>();
        settings.put("PORT", Integer.toString(port));
        settings.put("DATA_DIR", data.toString());
        settings.put("DATABASE_URL", databaseUrl);
        settings.put("ADMIN_TOKEN", ADMIN);
        settings.put("RATE_LIMIT_PER_MINUTE", "1000000");
        settings.put("CONVERSATIONS_PER_ADDRESS_PER_DAY", "10000000");
        settings.put("LOG_LEVEL", "warn");
        settings.putAll(more);
        builder.environment().putAll(settings);
        Path log = data.resolve("log");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        long begun = System.nanoTime();
        process = builder.start();
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("It does not start:\n" + Files.readString(log));
            }
            Thread.sleep(2);
        }
        readyMillis = (System.nanoTime() - begun) / 1e6;
    }

    /// From the start of the process to the first 200 of /health/readiness, asked every two milliseconds.
    double readyMillis() {
        return readyMillis;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /// Over a socket of its own: no client library warms up in the time that is measured.
    private boolean isReady() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream()
                    .write(
                            "GET /health/readiness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            byte[] start = socket.getInputStream().readNBytes(12);
            return new String(start, StandardCharsets.US_ASCII).endsWith(" 200");
        } catch (java.net.ConnectException e) {
            return false; // it does not listen yet
        }
    }

    /// One request; the body is sent as it is.
    HttpResponse<String> send(String method, String path, String token, String type, byte[] body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(60))
                        .method(
                                method,
                                body.length == 0
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// A webhook, with its proof among the headers.
    HttpResponse<String> send(String path, Map<String, String> headers, byte[] body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(60))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String token) throws Exception {
        return send("GET", path, token, "", new byte[0]);
    }

    HttpResponse<String> post(String path, String token, Map<String, String> json) throws Exception {
        byte[] body = Bench.Json.write(json).getBytes(StandardCharsets.UTF_8);
        return send("POST", path, token, "application/json", body);
    }

    /// A field of /proc/PID/status (`VmRSS`, `VmHWM`, `RssAnon`) in MB of 1 000 000 bytes.
    double megabytes(String field) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
            if (line.startsWith(field + ":")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
            }
        }
        throw new IOException("no " + field);
    }

    /// Asks it to stop and waits; the exit code.
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stop();
        client.close();
        Scratch.remove(data);
    }
}
