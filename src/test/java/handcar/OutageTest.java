package handcar;

import static handcar.Caller.ADMIN;
import static handcar.Caller.soon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.Caller.Guest;
import handcar.Caller.Said;
import handcar.db.Database;
import handcar.db.TestDatabase;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The database goes away under a running server, and comes back.
class OutageTest {
    @Test
    void withoutItsDatabaseTheServerSaysSoAndGoesOnByItselfWhenItIsBack() {
        Database.Address real = TestDatabase.empty();
        try (Detour detour = new Detour(Detour.port(real));
                Shop shop =
                        new Shop(real, Map.of("DATABASE_URL", detour.instead(Shop.url(real))))) {
            Caller caller = shop.caller;
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
            soon(() -> caller.get("/api/v1/agents", ADMIN).status(), status -> status == 200);
            assertEquals(
                    "You're welcome! Is there anything else I can help with?",
                    caller.ask(alice, "Thank you!").text("content").orElseThrow());
            assertEquals(200, caller.get("/health/readiness", "").status());
        }
    }
}
