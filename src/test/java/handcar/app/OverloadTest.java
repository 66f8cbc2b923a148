package handcar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.testing.ServerProcess;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.Wait;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Far more at once than a small heap holds.
@Isolated("fills the machine")
class OverloadTest {
    /// Half of what start.sh gives.
    private static final String HEAP = "-Xmx64m";

    private static final int CALLERS = 24;

    private final ServerProcess installation;
    private final TestClient caller;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    OverloadTest(@TempDir Path folder) {
        installation = new ServerProcess(folder);
        caller = installation.caller;
    }

    private ServerProcess start() {
        return installation.start(HEAP, "-XX:+ExitOnOutOfMemoryError");
    }

    @Test
    void uploadsOfFiveMegabytesFromAllSidesAreTakenOrPutOffAndAnOpenChatGoesOn() throws Exception {
        byte[] file = multipart("Delivery takes three days. ".repeat(180_000));
        try (ServerProcess program = start()) {
            Guest alice = caller.guest("house");
            caller.ask(alice, "Hello!");
            Set<Integer> statuses =
                    storm("/api/v1/documents", "multipart/form-data; boundary=next", file);
            assertTrue(Set.of(200, 201, 503).containsAll(statuses), statuses.toString());
            assertTrue(statuses.contains(201) || statuses.contains(200), statuses.toString());
            caller.ask(alice, "Thank you!");
            assertTrue(program.isAlive());
            program.askToStop();
            assertEquals(0, program.ended().code());
        }
    }

    @Test
    void bodiesOfMegabytesFromAllSidesAreReadOrPutOff() throws Exception {
        byte[] json =
                ("{\"title\":\"x\",\"text\":\""
                                + "Delivery takes three days. ".repeat(70_000)
                                + "\"}")
                        .getBytes(StandardCharsets.UTF_8);
        byte[] values =
                ("{\"title\":[" + "[],".repeat(600_000) + "[]]}").getBytes(StandardCharsets.UTF_8);
        try (ServerProcess program = start()) {
            Set<Integer> statuses = storm("/api/v1/documents", "application/json", json);
            assertTrue(Set.of(200, 201, 503).containsAll(statuses), statuses.toString());
            statuses = storm("/api/v1/documents", "application/json", values);
            assertTrue(Set.of(413, 503).containsAll(statuses), statuses.toString());
            assertTrue(program.isAlive());
            Wait.until(
                    "the server answers after the storm",
                    () -> caller.get("/api/v1/agents", TestClient.ADMIN),
                    s -> s.status() == 200);
        }
    }

    private static byte[] multipart(String text) {
        byte[] start =
                "--next\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8);
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        byte[] end = "\r\n--next--\r\n".getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(start, start.length + content.length + end.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        System.arraycopy(end, 0, all, start.length + content.length, end.length);
        return all;
    }

    /// The same from all callers at once, twice each; the statuses that came.
    private Set<Integer> storm(String path, String type, byte[] body) throws InterruptedException {
        Set<Integer> statuses = new ConcurrentSkipListSet<>();
        List<Thread> threads =
                IntStream.range(0, CALLERS)
                        .mapToObj(
                                _ ->
                                        Thread.ofVirtual()
                                                .start(
                                                        () -> {
                                                            statuses.add(status(path, type, body));
                                                            statuses.add(status(path, type, body));
                                                        }))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        return new TreeSet<>(statuses);
    }

    private int status(String path, String type, byte[] body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(installation.url + path))
                        .timeout(Duration.ofMinutes(2))
                        .header("Authorization", "Bearer " + TestClient.ADMIN)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (IOException _) {
            // whoever is refused before the body was read sees a closed connection
            return 503;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
