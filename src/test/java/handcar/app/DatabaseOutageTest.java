package handcar.app;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.fakes.TcpProxy;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.Test;

/// The database goes away under a running server, and comes back.
class DatabaseOutageTest {
    @Test
    void withoutItsDatabaseTheServerSaysSoAndGoesOnByItselfWhenItIsBack() {
        Database.Address real = TestDatabase.withSchema();
        try (TcpProxy detour = new TcpProxy(TcpProxy.port(real));
                TestServer shop =
                        new TestServer(
                                real,
                                Map.of("DATABASE_URL", detour.instead(TestServer.url(real))))) {
            TestClient caller = shop.caller;
            Guest alice = caller.guest("house");
            caller.ask(alice, "Hello!");

            detour.cut();
            // each waits a while for a connection, so they do it side by side
            List<Said> refused =
                    Stream.<Supplier<Said>>of(
                                    () -> caller.get("/api/v1/agents", ADMIN),
                                    () -> caller.says(alice, "Are you there?"),
                                    () -> caller.get(alice.path("/messages"), alice.token()))
                            .parallel()
                            .map(Supplier::get)
                            .toList();
            for (Said said : refused) {
                assertEquals(503, said.status(), said.toString());
                assertEquals("unavailable", said.body().at("error").text("type").orElse(""));
                assertTrue(said.body().at("error").text("request_id").isPresent());
            }
            assertEquals(200, caller.get("/health", "").status());
            assertEquals(503, caller.get("/health/readiness", "").status());

            detour.mend();
            Wait.until(
                    "the server uses the database again",
                    () -> caller.get("/api/v1/agents", ADMIN).status(),
                    status -> status == 200);
            assertEquals(
                    "You're welcome! Is there anything else I can help with?",
                    caller.ask(alice, "Thank you!").text("content").orElseThrow());
            assertEquals(200, caller.get("/health/readiness", "").status());
        }
    }
}
