package handcar.channel.outbound;

import static handcar.channel.outbound.Delivery.State.SENT;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.FakeHttpProvider;
import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.fakes.FakeServer;
import handcar.fakes.TcpProxy;
import handcar.testing.Wait;

import org.junit.jupiter.api.Test;

/// The database goes away while a message is on its way.
class DeliveryOutageTest {
    @Test
    void howASendingEndedIsWrittenDownWhenTheDatabaseIsBackAndNothingIsSentTwice()
            throws Exception {
        Database.Address real = TestDatabase.withSchema();
        CountDownLatch asked = new CountDownLatch(1);
        try (FakeServer tower = new FakeServer(FakeHttpProvider.taken());
                TcpProxy detour = new TcpProxy(TcpProxy.port(real));
                DeliveryFixture office =
                        new DeliveryFixture(
                                        new Database.Address(
                                                detour.instead(real.jdbcUrl()),
                                                real.user(),
                                                real.password()),
                                        tower,
                                        FakeHttpProvider.shape(10),
                                        DeliveryFixture.HASTY,
                                        List.of())
                                .open()) {
            tower.then(
                    (request, wire) -> {
                        detour.cut();
                        asked.countDown();
                        FakeHttpProvider.taken().to(request, wire);
                    });
            UUID id = office.opened("w");
            office.answers(id, "0123456789abc");
            assertTrue(asked.await(10, TimeUnit.SECONDS));
            Wait.pause(Duration.ofSeconds(2), "an outage lasts longer than one try");
            detour.mend();
            Wait.until("both parts are sent", () -> seen(office, id), List.of(SENT, SENT)::equals);
            assertEquals(List.of("0123456789", "abc"), FakeHttpProvider.received(tower, "w"));
        }
    }

    private static List<Delivery.State> seen(DeliveryFixture office, UUID id) {
        try {
            return office.states(id);
        } catch (RuntimeException _) {
            return List.of(); // not back yet
        }
    }
}
