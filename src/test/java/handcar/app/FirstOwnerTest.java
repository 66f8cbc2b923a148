package handcar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.db.TestDatabase;
import handcar.testing.SeparateProcess;
import handcar.testing.ServerProcess;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A production server with the variables of another system and without an admin token.
@SeparateProcess
class FirstOwnerTest {
    @TempDir Path folder;

    @Test
    void oneSecretIsEnoughInProductionAndLinksLetTheFirstOwnerIn() {
        Map<String, String> settings =
                Map.of(
                        "DATA_DIR",
                        folder.toString(),
                        "NODE_ENV",
                        "production",
                        "SECRET_KEY_BASE",
                        "a secret that another system has used for years",
                        "SUPABASE_URL",
                        "https://shop.supabase.co",
                        "DATABASE_URL",
                        TestServer.url(TestDatabase.empty()),
                        "PORT",
                        ServerProcess.freePort());
        Map<String, String> owner =
                Map.of(
                        "email", "ada@shop.example",
                        "role", "owner",
                        "password", "plum-harvest-lantern-42");
        try (ServerProcess server = ServerProcess.start(settings, "serve").ready()) {
            Wait.until("a link", () -> server.said().contains("/admin#code="));
            for (String line :
                    List.of(
                            "secrets.derived names=ADMIN_TOKEN,SECRET_ENCRYPTION_KEY"
                                    + " from=SECRET_KEY_BASE",
                            "settings.unused name=SUPABASE_URL")) {
                assertTrue(server.said().contains(line), server.said());
            }
            assertFalse(server.said().contains("for years"), server.said());
            String code = server.said().replaceAll("(?s).*#code=([\\w-]+).*", "$1");
            String token =
                    server.caller
                            .post("/api/v1/auth/code", Map.of("code", code), "")
                            .body()
                            .text("access_token")
                            .orElseThrow();
            assertEquals(201, server.caller.post("/api/v1/users", owner, token).status());
        }
        try (ServerProcess again = ServerProcess.start(settings, "serve").ready()) {
            Wait.until("it is ready", () -> again.said().contains("server.ready"));
            assertFalse(again.said().contains("#code="), again.said());
        }
    }
}
