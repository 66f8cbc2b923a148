package handcar.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.testing.SeparateProcess;
import handcar.testing.ServerProcess;
import handcar.testing.ServerProcess.Ended;
import handcar.testing.Wait;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A host that is there and is no database, or one whose database hangs.
@SeparateProcess
final class SilentDatabaseTest {
    @TempDir Path folder;

    @Test
    void aHostThatTakesTheConnectionAndSaysNothingIsWaitedForAndNamed() throws IOException {
        for (String parameters : List.of("", "?sslmode=disable")) {
            try (ServerSocket silent = new ServerSocket(0)) {
                String host = "127.0.0.1:" + silent.getLocalPort();
                Map<String, String> settings =
                        Map.of(
                                "DATA_DIR",
                                folder.toString(),
                                "DATABASE_URL",
                                "postgresql://u:p@" + host + "/x" + parameters);
                try (ServerProcess server = ServerProcess.start(settings, "serve")) {
                    Wait.until(
                            "the server says what it waits for",
                            Duration.ofMinutes(1),
                            () ->
                                    server.said().contains("database.waiting")
                                            && server.said().contains(host));
                    assertTrue(server.isAlive());
                }
                Ended doctor = ServerProcess.run(settings, "doctor");
                assertTrue(doctor.out().contains(host + "/x does not answer"), doctor.out());
            }
        }
    }
}
