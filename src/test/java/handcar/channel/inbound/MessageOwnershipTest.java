package handcar.channel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.ChangeSide;
import handcar.channel.InboundEvent;
import handcar.channel.PersonIds;

import org.junit.jupiter.api.Test;

/// Who may edit and delete a message outside: whose it is, and nobody else.
final class MessageOwnershipTest {
    /// Ids of messages are no secrets: a quote, a forwarded message and a screenshot of a support ticket tell them.
    @Test
    void aStrangerWhoKnowsAMessagesNameChangesNothingOfIt() {
        try (InboundFixture counter = new InboundFixture()) {
            Instant later = Instant.now().plusSeconds(1);
            counter.take("e1", InboundFixture.said("ann", "m1", "my order is 1234"));
            counter.take("e2", InboundFixture.said("bob", "m2", "Hello"));
            UUID ann = of(counter, "ann");
            for (String who : List.of("bob", "eve")) {
                for (ChangeSide by :
                        List.of(ChangeSide.CUSTOMER, ChangeSide.EITHER, ChangeSide.STAFF)) {
                    String name = who + by;
                    counter.take(name, InboundFixture.edit("55", who, "m1", by, "forged", later));
                    counter.take(
                            name + "-deletion",
                            new InboundEvent.MessageDeletion("55", who, "m1", by, later));
                    assertEquals(
                            List.of("{\"change.refused\": 1}", "{\"change.refused\": 1}"),
                            counter.rows(
                                    "SELECT reasons FROM webhook_events WHERE event_id LIKE '"
                                            + name
                                            + "%'"));
                }
            }
            assertEquals(List.of("my order is 1234"), counter.contents(ann));
            assertEquals(List.of("0"), counter.rows("SELECT COUNT(*) FROM early_news"));
            counter.take("e3", InboundFixture.deletion("ann", "m1", later));
            assertEquals(List.of(""), counter.contents(ann));
        }
    }

    @Test
    void aStrangersChangeThatComesBeforeTheMessageDoesNotWaitForIt() {
        try (InboundFixture counter = new InboundFixture()) {
            Instant at = Instant.now();
            counter.take("e1", InboundFixture.said("eve", "m0", "Hi"));
            counter.take("e2", InboundFixture.deletion("eve", "m1", at.plusSeconds(3)));
            counter.take(
                    "e3",
                    InboundFixture.edit(
                            "55", "eve", "m1", ChangeSide.CUSTOMER, "forged", at.plusSeconds(3)));
            counter.take(
                    "e4",
                    InboundFixture.edit(
                            "55", "ann", "m1", ChangeSide.CUSTOMER, "mine", at.plusSeconds(1)));
            counter.take("e5", InboundFixture.said("ann", "m1", "first"));
            assertEquals(List.of("mine"), counter.contents(of(counter, "ann")));
        }
    }

    @Test
    void eachSideChangesItsOwnMessagesOnly() {
        try (InboundFixture counter = new InboundFixture()) {
            Instant later = Instant.now().plusSeconds(1);
            counter.take("e1", InboundFixture.said("ann", "m1", "Hello"));
            InboundEvent.Sender ann = InboundEvent.Sender.of("ann", Optional.empty());
            counter.take("e2", InboundFixture.echo(ann, "x1", "It costs 9", false));
            counter.take(
                    "e3",
                    InboundFixture.edit("55", "ann", "x1", ChangeSide.CUSTOMER, "free", later),
                    InboundFixture.edit("55", "ann", "m1", ChangeSide.STAFF, "forged", later),
                    InboundFixture.deletion("ann", "x1", later));
            assertEquals(List.of("Hello", "It costs 9"), counter.contents(counter.only().id()));
            assertEquals(
                    List.of("{\"change.refused\": 3}"),
                    counter.rows("SELECT reasons FROM webhook_events WHERE event_id = 'e3'"));
            counter.take(
                    "e4",
                    InboundFixture.edit("55", "ann", "x1", ChangeSide.STAFF, "It costs 7", later));
            assertEquals(List.of("Hello", "It costs 7"), counter.contents(counter.only().id()));
        }
    }

    /// Nobody tells whose it is.
    @Test
    void aChangeWithoutASideStaysInItsThreadAndAtTheCustomersMessages() {
        try (InboundFixture counter = new InboundFixture()) {
            Instant later = Instant.now().plusSeconds(1);
            counter.take("e1", InboundFixture.said("ann", "m1", "my order is 1234"));
            counter.take("e2", InboundFixture.said("bob", "m2", "Hello"));
            InboundEvent.Sender bob = InboundEvent.Sender.of("bob", Optional.empty());
            counter.take("e3", InboundFixture.echo(bob, "x1", "It costs 9", false));
            counter.take("e4", unnamed("bob", "m1", later));
            counter.take("e5", unnamed("us", "x1", later));
            assertEquals(List.of("my order is 1234"), counter.contents(of(counter, "ann")));
            assertEquals(List.of("Hello", "It costs 9"), counter.contents(of(counter, "bob")));
            assertEquals(
                    List.of("{\"change.refused\": 2}", "{\"change.refused\": 2}"),
                    counter.rows(
                            "SELECT reasons FROM webhook_events WHERE event_id IN ('e4', 'e5')"));
        }
    }

    private static InboundEvent[] unnamed(String thread, String id, Instant at) {
        return new InboundEvent[] {
            InboundFixture.edit("55", thread, id, "forged", at),
            new InboundEvent.MessageDeletion("55", thread, id, ChangeSide.UNNAMED, at)
        };
    }

    @Test
    void aChangeThatNamesNobodyIsRefusedWhenTwoCustomersHaveSuchAMessage() {
        try (InboundFixture counter = new InboundFixture()) {
            Instant later = Instant.now().plusSeconds(1);
            counter.take("e1", InboundFixture.said("ann", "m1", "of ann"));
            counter.take("e2", InboundFixture.said("eve", "m1", "of eve"));
            counter.take("e3", unnamed("us", "m1", later));
            assertEquals(List.of("of ann"), counter.contents(of(counter, "ann")));
            assertEquals(List.of("of eve"), counter.contents(of(counter, "eve")));
            assertEquals(List.of("0"), counter.rows("SELECT COUNT(*) FROM early_news"));
        }
    }

    @Test
    void aChangeOfAKnownThreadThatComesFirstWaitsForThatThreadOnly() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", InboundFixture.said("eve", "m0", "Hi"));
            counter.take("e2", unnamed("eve", "m1", Instant.now().plusSeconds(3)));
            counter.take("e3", InboundFixture.said("ann", "m1", "of ann"));
            assertEquals(List.of("of ann"), counter.contents(of(counter, "ann")));
        }
    }

    /// Under whichever of the ids that are one person's.
    @Test
    void theContactChangesTheirMessageUnderAnyOfTheirIds() {
        try (InboundFixture counter = new InboundFixture()) {
            Instant later = Instant.now().plusSeconds(1);
            PersonIds both = new PersonIds(Optional.of("7@lid"), Optional.of("4915"));
            counter.take("e1", InboundFixture.said(both, "m1", "to Oslo"));
            for (String id : both.all()) {
                later = later.plusSeconds(1);
                counter.take(
                        "edit-" + id,
                        InboundFixture.edit(
                                "55", id, "m1", ChangeSide.CUSTOMER, "by " + id, later));
                assertEquals(List.of("by " + id), counter.contents(counter.only().id()));
            }
        }
    }

    private static UUID of(InboundFixture counter, String who) {
        return counter.conversations().stream()
                .filter(each -> each.contact().externalId().equals(who))
                .findFirst()
                .orElseThrow()
                .id();
    }
}
