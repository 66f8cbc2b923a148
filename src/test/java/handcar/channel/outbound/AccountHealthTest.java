package handcar.channel.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import module java.base;

import handcar.channel.AccountHealth;
import handcar.channel.AccountHealthStore;
import handcar.channel.AccountHealthStore.Way;
import handcar.channel.FakeHttpProvider;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What staff are told of an account that fails again and again.
class AccountHealthTest {
    private final FakeServer tower = new FakeServer(FakeHttpProvider.taken());
    private final DeliveryFixture office =
            new DeliveryFixture(tower, FakeHttpProvider.shape(1_000)).open();

    @AfterEach
    void close() {
        office.close();
        tower.close();
    }

    private Map<String, Object> health() {
        return AccountHealth.all(office.accounts, office.db).getFirst().json();
    }

    private void become(String status) {
        Wait.until("the account is " + status, () -> health().get("status"), status::equals);
    }

    @Test
    void threeFailuresInARowAreTroubleUntilTheNextSuccess() {
        UUID id = office.opened("ann");
        office.answers(id, "one");
        Wait.until(
                "it was sent",
                () -> health().get("last_sent_at"),
                at -> !String.valueOf(at).equals("null"));
        assertEquals("ok", health().get("status"));
        tower.usual(FakeReply.json(429, Map.of()));
        office.answers(id, "two");
        become("failing");
        assertEquals("sending", health().get("failing"));
        assertFalse(String.valueOf(health().get("failing_since")).isEmpty());
        assertFalse(String.valueOf(health().get("error")).isEmpty());
        tower.usual(FakeHttpProvider.taken());
        office.answers(office.opened("bob"), "three");
        become("ok");
        assertEquals(0L, health().get("failures"));
    }

    @Test
    void oneCustomerWhoCannotBeReachedIsNoTroubleAndThreeAre() {
        for (String who : List.of("ann", "ann", "ann", "bob")) {
            fail(Way.SENDING, "blocked", Optional.of(who));
            assertEquals("ok", health().get("status"));
        }
        fail(Way.SENDING, "blocked", Optional.of("eve"));
        become("failing");
    }

    @Test
    void mailboxesAndConnectionsAreCountedByThemselves() {
        for (int i = 0; i < 3; i++) {
            assertEquals("ok", health().get("status"));
            fail(Way.FETCHING, "no route to the host", Optional.empty());
        }
        assertEquals("fetching", health().get("failing"));
        assertEquals("no route to the host", health().get("error"));
        succeed(Way.SENDING);
        assertEquals("failing", health().get("status"));
        succeed(Way.FETCHING);
        assertEquals("ok", health().get("status"));
    }

    private void fail(Way way, String error, Optional<String> subject) {
        AccountHealthStore.failed(
                office.db, FakeHttpProvider.KIND, FakeHttpProvider.ACCOUNT, way, error, 1, subject);
    }

    private void succeed(Way way) {
        AccountHealthStore.succeeded(
                office.db, FakeHttpProvider.KIND, FakeHttpProvider.ACCOUNT, way);
    }
}
