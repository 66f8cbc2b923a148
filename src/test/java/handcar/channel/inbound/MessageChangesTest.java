package handcar.channel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ChangeSide;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.MessageContent;
import handcar.chat.Message;
import handcar.json.JsonView;

import org.junit.jupiter.api.Test;

/// What happens to a message after it came: edits, deletions, and further parts.
final class MessageChangesTest {
    @Test
    void aChangeIsFoundByTheMessagesNameInWhateverThreadItIsTold() {
        try (InboundFixture counter = new InboundFixture()) {
            Instant now = Instant.now();
            counter.take("e1", InboundFixture.said("ann", "m1", "original"));
            counter.take("e2", InboundFixture.said("bob", "m2", "of bob"));
            UUID ann = of(counter, "ann");
            counter.take(
                    "e3",
                    InboundFixture.edit("55", "us", "m1", "edited", now.plusSeconds(1)),
                    InboundFixture.edit("56", "us", "m1", "elsewhere", now.plusSeconds(2)));
            assertEquals(List.of("edited"), counter.contents(ann));
            counter.take(
                    "e4",
                    new InboundEvent.MessageDeletion(
                            "55", "us", "m2", ChangeSide.UNNAMED, now.plusSeconds(1)));
            assertEquals(List.of(""), counter.contents(of(counter, "bob")));
        }
    }

    private static UUID of(InboundFixture counter, String who) {
        return counter.conversations().stream()
                .filter(each -> each.contact().externalId().equals(who))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void whatCouldNotBeShownAtFirstIsShownWhenItComesAgain() {
        try (InboundFixture counter = new InboundFixture()) {
            CustomerMessage said = InboundFixture.said("ann", "m1", "How long is the warranty?");
            CustomerMessage sealed =
                    new CustomerMessage(
                            said.account(),
                            said.thread(),
                            said.from(),
                            said.id(),
                            said.at(),
                            MessageContent.unreadable("sealed", "{}"),
                            said.address());
            counter.take("e1", sealed);
            UUID ann = of(counter, "ann");
            String standIn = counter.contents(ann).getFirst();
            counter.take("e2", sealed);
            assertEquals(List.of(standIn), counter.contents(ann));
            counter.take("e3", said);
            assertEquals(List.of("How long is the warranty?"), counter.contents(ann));
            counter.take("e4", sealed);
            counter.take("e5", InboundFixture.said("ann", "m1", "something else"));
            assertEquals(List.of("How long is the warranty?"), counter.contents(ann));
            Message shown = counter.conversations.transcript(ann, 10).getFirst();
            assertTrue(shown.unanswered().isEmpty() && !shown.hasOriginal());
        }
    }

    @Test
    void aPersonsWordInTheProvidersAppIsEditedToo() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", InboundFixture.said("ann", "m1", "Hello"));
            counter.take(
                    "e2",
                    InboundFixture.echo(
                            InboundEvent.Sender.of("ann", Optional.empty()),
                            "x1",
                            "It costs 9",
                            false));
            counter.take(
                    "e3",
                    InboundFixture.edit(
                            "55", "ann", "x1", "It costs 7", Instant.now().plusSeconds(1)));
            assertEquals(List.of("Hello", "It costs 7"), counter.contents(counter.only().id()));
        }
    }

    @Test
    void aPlaceThatMovesIsBroughtUpToDate() {
        try (InboundFixture counter = new InboundFixture()) {
            InboundEvent.CustomerMessage said = InboundFixture.said("ann", "m1", "");
            counter.take(
                    "e1",
                    new InboundEvent.CustomerMessage(
                            said.account(),
                            said.thread(),
                            said.from(),
                            said.id(),
                            said.at(),
                            "",
                            List.of(place(52.1)),
                            Map.of(),
                            Optional.empty()));
            counter.take(
                    "e2",
                    new InboundEvent.MessageEdit(
                            "55",
                            "ann",
                            "m1",
                            ChangeSide.CUSTOMER,
                            MessageContent.of("", List.of(place(52.2))),
                            Instant.now().plusSeconds(1),
                            Optional.empty()));
            assertEquals(List.of("[location: 52.2, 13.0]"), counter.contents(counter.only().id()));
            assertTrue(
                    counter.conversations
                            .transcript(counter.only().id(), 1)
                            .getFirst()
                            .json()
                            .toString()
                            .contains("geo:52.2,13.0"));
        }
    }

    @Test
    void allPiecesOfALongMessageAreChanged() {
        for (boolean isEdit : new boolean[] {true, false}) {
            try (InboundFixture counter = new InboundFixture()) {
                counter.take("e1", InboundFixture.said("ann", "m1", "word ".repeat(5_000)));
                UUID id = counter.only().id();
                assertEquals(3, counter.contents(id).size());
                Instant later = Instant.now().plusSeconds(1);
                counter.take(
                        "e2",
                        isEdit
                                ? InboundFixture.edit("55", "ann", "m1", "short", later)
                                : InboundFixture.deletion("ann", "m1", later));
                assertEquals(
                        isEdit ? List.of("short", "", "") : List.of("", "", ""),
                        counter.contents(id));
            }
        }
    }

    private static InboundEvent.Attachment place(double north) {
        return InboundEvent.Attachment.location(
                        new JsonView(north), new JsonView(13.0), Optional.empty(), Optional.empty())
                .orElseThrow();
    }

    @Test
    void whatWasTakenBackIsNotAnswered() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", InboundFixture.said("ann", "m1", "my door code is 4711"));
            UUID id = counter.only().id();
            assertTrue(counter.conversations.turn(id, 10).isDue());
            counter.take("e2", InboundFixture.deletion("ann", "m1", Instant.now()));
            assertFalse(counter.conversations.turn(id, 10).isDue());
            counter.take("e3", InboundFixture.said("ann", "m2", "Where are you?"));
            assertEquals(
                    List.of("Where are you?"),
                    counter.conversations.turn(id, 10).unanswered().map(Message::content).toList());
        }
    }

    /// The parts of an album come one by one, in any order, and again.
    @Test
    void theFilesOfAnAlbumAreOneMessage() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", picture("p1", ""));
            counter.take("e2", picture("p2", ""), picture("p3", ""));
            counter.take("e3", picture("p2", ""));
            assertEquals(
                    List.of("[image: p1.jpg]\n[image: p2.jpg]\n[image: p3.jpg]"),
                    counter.contents(counter.only().id()));
            counter.take("e4", picture("p4", "The third one is broken"));
            counter.take("e5", picture("p5", ""));
            Message one = counter.conversations.transcript(counter.only().id(), 10).getFirst();
            assertEquals("The third one is broken", one.content());
            assertEquals(Optional.empty(), one.unanswered());
            assertEquals(5, one.attachments().size());
            assertEquals(1, counter.waitingAnswers());
        }
    }

    static CustomerMessage picture(String file, String caption) {
        CustomerMessage said = InboundFixture.said("ann", "album", caption);
        MessageContent content = CaptionEditTest.photo(file, caption);
        return new CustomerMessage(
                said.account(),
                said.thread(),
                said.from(),
                said.id(),
                said.at(),
                content.text(),
                content.attachments(),
                Map.of(),
                Optional.empty(),
                content.details().asPart());
    }
}
