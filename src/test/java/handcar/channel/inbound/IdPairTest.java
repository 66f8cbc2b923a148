package handcar.channel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.PersonIds;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Ids that a provider shows together before either is known.
class IdPairTest {
    private static final PersonIds NUMBER = ids("", "100");
    private static final PersonIds USER = ids("US.1", "");
    private static final PersonIds BOTH = ids("US.1", "100");

    private final InboundFixture counter = new InboundFixture();

    @AfterEach
    void close() {
        counter.close();
    }

    private static PersonIds ids(String lasting, String number) {
        return new PersonIds(
                Optional.of(lasting).filter(id -> !id.isEmpty()),
                Optional.of(number).filter(id -> !id.isEmpty()));
    }

    private void said(PersonIds who, String id, String text) {
        counter.take("e-" + id, InboundFixture.said(who, id, text));
    }

    private void shown(String event, PersonIds ids) {
        counter.take(event, new InboundEvent.IdPair("55", ids));
    }

    private List<String> contents() {
        return counter.contents(counter.only().id());
    }

    @Test
    void idsShownBeforeEitherIsKnownAreOnePersons() {
        shown("e1", BOTH);
        counter.take(
                "e2", InboundFixture.echo(InboundFixture.sender(USER), "x1", "I am here", false));
        said(NUMBER, "m1", "one");
        said(USER, "m2", "two");
        assertEquals(List.of("I am here", "one", "two"), contents());
        assertTrue(counter.only().isPaused());
        assertEquals(List.of("1"), counter.rows("SELECT count(*) FROM contacts"));
        assertEquals(List.of("0"), counter.rows("SELECT count(*) FROM id_pairs"));
    }

    @Test
    void theLastPairOfANumberCounts() {
        shown("e1", BOTH);
        shown("e2", ids("US.2", "100"));
        said(NUMBER, "m1", "one");
        said(ids("US.2", ""), "m2", "two");
        assertEquals(List.of("one", "two"), contents());
        said(USER, "m3", "I am somebody else");
        assertEquals(2, counter.conversations().size());
    }

    @Test
    void anIdGivenAsBothIsOneId() {
        shown("e1", ids("100", "100"));
        said(ids("100", "100"), "m1", "one");
        said(NUMBER, "m2", "two");
        assertEquals(List.of("one", "two"), contents());
    }

    @Test
    void pairsByWhichNobodyComesAreForgotten() {
        shown("e1", BOTH);
        shown("e2", ids("US.2", "200"));
        counter.rows(
                "UPDATE id_pairs SET shown_at = now() - interval '1 year' WHERE number = '100'"
                        + " RETURNING 1");
        counter.db.named("channel.prune-pairs").with("days", 180).with("most", 100).change();
        assertEquals(List.of("200"), counter.rows("SELECT number FROM id_pairs"));
        counter.db.named("channel.prune-pairs").with("days", 180).with("most", 0).change();
        assertEquals(List.of(), counter.rows("SELECT number FROM id_pairs"));
    }
}
