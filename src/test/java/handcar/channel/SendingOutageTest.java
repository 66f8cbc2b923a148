package handcar.channel;

import static handcar.Caller.soon;
import static handcar.channel.Delivery.State.SENT;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.Caller;
import handcar.Detour;
import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.fakes.FakeServer;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The database goes away while a message is on its way.
class SendingOutageTest {
    @Test
    void howASendingEndedIsWrittenDownWhenTheDatabaseIsBackAndNothingIsSentTwice()
            throws Exception {
        Database.Address real = TestDatabase.empty();
        CountDownLatch asked = new CountDownLatch(1);
        try (FakeServer tower = new FakeServer(Raven.taken());
                Detour detour = new Detour(Detour.port(real));
                PostOffice office =
                        new PostOffice(
                                        new Database.Address(
                                                detour.instead(real.jdbcUrl()),
                                                real.user(),
                                                real.password()),
                                        tower,
                                        Raven.shape(10),
                                        PostOffice.HASTY,
                                        List.of())
                                .open()) {
            tower.then(
                    (request, wire) -> {
                        detour.cut();
                        asked.countDown();
                        Raven.taken().to(request, wire);
                    });
            UUID id = office.opened("w");
            office.answers(id, "0123456789abc");
            assertTrue(asked.await(10, TimeUnit.SECONDS));
            Caller.pause(Duration.ofSeconds(2));
            detour.mend();
            soon(() -> seen(office, id), List.of(SENT, SENT)::equals);
            assertEquals(List.of("0123456789", "abc"), Raven.received(tower, "w"));
        }
    }

    private static List<Delivery.State> seen(PostOffice office, UUID id) {
        try {
            return office.states(id);
        } catch (RuntimeException _) {
            return List.of(); // not back yet
        }
    }
}
