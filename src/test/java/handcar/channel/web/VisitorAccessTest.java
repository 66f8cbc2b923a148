package handcar.channel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.web.WebFixture.Guest;
import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.testing.TestClient.Said;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.Statement;

/// What closing or erasing a conversation means to its visitor, on two replicas.
class VisitorAccessTest {
    private static WebFixture first;
    private static WebFixture second;

    @BeforeAll
    static void open() {
        Database.Address address = TestDatabase.withSchema();
        first = new WebFixture(address);
        second = new WebFixture(address);
    }

    @AfterAll
    static void close() {
        second.close();
        first.close();
    }

    private static Said staff(Guest guest, String verb) {
        return first.post(
                "/api/v1/conversations/" + guest.id() + "/" + verb, Map.of(), WebFixture.ADMIN);
    }

    @Test
    void closingEndsTheVisitorsTokenAndStreamsOnEveryReplica() throws Exception {
        Guest alice = first.guest(Map.of("message", "hello?"));
        try (EventStreamClient here = first.listen(alice.path("/events"), alice.token());
                EventStreamClient there = second.listen(alice.path("/events"), alice.token())) {
            here.until(stream -> !stream.events().isEmpty());
            there.until(stream -> !stream.events().isEmpty());
            assertEquals(200, staff(alice, "close").status());
            for (EventStreamClient stream : List.of(here, there)) {
                stream.until(EventStreamClient::hasEnded);
                assertTrue(
                        stream.events().stream()
                                .anyMatch(
                                        event ->
                                                event.is("status")
                                                        && event.data()
                                                                .text("status")
                                                                .equals(Optional.of("closed"))));
            }
        }
        for (WebFixture replica : List.of(first, second)) {
            Said refused = replica.says(alice, "one more thing");
            assertEquals(401, refused.status());
            assertEquals("conversation_ended", refused.code());
            assertEquals(401, replica.get(alice.path("/messages"), alice.token()).status());
        }
    }

    @Test
    void openingItAgainLetsTheVisitorGoOn() {
        Guest alice = first.guest(Map.of("message", "hello?"));
        staff(alice, "close");
        assertEquals(401, second.says(alice, "still there?").status());
        staff(alice, "reopen");
        assertEquals(202, second.says(alice, "still there?").status());
    }

    @Test
    void erasingTheContactEndsTheStream() throws Exception {
        Guest alice = first.guest(Map.of("message", "hello?"));
        try (EventStreamClient there = second.listen(alice.path("/events"), alice.token())) {
            there.until(stream -> !stream.events().isEmpty());
            try (Connection connection = first.db.source().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "DELETE FROM contacts USING conversations c WHERE contacts.id ="
                                + " c.contact_id AND c.id = '"
                                + alice.id()
                                + "'");
            }
            there.until(EventStreamClient::hasEnded);
        }
        assertEquals("conversation_ended", first.says(alice, "hello?").code());
    }
}
