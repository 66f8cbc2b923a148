package handcar.channel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ChangeSide;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.MessageEdit;
import handcar.channel.InboundEvent.Sender;
import handcar.channel.InboundEvent.StaffReply;
import handcar.channel.InboundEvent.ThreadEvent;
import handcar.channel.MessageContent;
import handcar.chat.Author;
import handcar.chat.Message;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The edit of a message that never came here, because its webhook was lost or nobody listened then.
final class UnseenEditTest {
    private static final Sender ANN = Sender.of("ann", Optional.of("Ann"));

    private static MessageEdit edit(String id, String text, Instant at, ThreadEvent whole) {
        return new MessageEdit(
                "55",
                "ann",
                id,
                whole instanceof CustomerMessage ? ChangeSide.CUSTOMER : ChangeSide.STAFF,
                MessageContent.words(text),
                at,
                Optional.of(whole));
    }

    private static MessageEdit edit(String id, String text, Instant at) {
        return edit(id, text, at, InboundFixture.said("ann", id, text));
    }

    private static Message last(InboundFixture counter) {
        return counter.conversations.transcript(counter.only().id(), 10).getLast();
    }

    @Test
    void aCustomersEditIsTheMessageAndIsAnswered() {
        try (InboundFixture counter = new InboundFixture()) {
            Instant at = Instant.now();
            counter.take("e1", edit("m1", "Where is my order 5678?", at));
            Message message = last(counter);
            assertEquals("Where is my order 5678?", message.content());
            assertEquals(Author.CONTACT, message.author());
            assertTrue(message.json().get("edited_at") != null, message.json().toString());
            assertTrue(counter.conversations.turn(counter.only().id(), 10).isDue());
            assertEquals(1, counter.waitingAnswers());
            // the message itself was only late, and the edit comes again
            counter.take("e2", InboundFixture.said("ann", "m1", "Where is my order 1234?"));
            counter.take("e3", edit("m1", "Where is my order 5678?", at));
            assertEquals(List.of("Where is my order 5678?"), counter.contents(counter.only().id()));
            counter.take("e4", edit("m1", "Where is my order 9?", at.plusSeconds(5)));
            counter.take("e5", edit("m1", "older", at.plusSeconds(2)));
            assertEquals(List.of("Where is my order 9?"), counter.contents(counter.only().id()));
            assertEquals(1, counter.waitingAnswers());
        }
    }

    @Test
    void whatWasDeletedStaysDeleted() {
        try (InboundFixture counter = new InboundFixture()) {
            Instant at = Instant.now();
            counter.take("e1", edit("m1", "my code is 4711", at));
            counter.take("e2", InboundFixture.deletion("ann", "m1", at));
            counter.take("e3", edit("m1", "my code is 4712", at.plusSeconds(3)));
            assertEquals(List.of(""), counter.contents(counter.only().id()));
            counter.take("e4", InboundFixture.deletion("ann", "m2", at));
            counter.take("e5", edit("m2", "my code is 4713", at));
            assertEquals(List.of("", ""), counter.contents(counter.only().id()));
        }
    }

    @Test
    void oneWithoutWordsIsShownAndNotAsked() {
        try (InboundFixture counter = new InboundFixture()) {
            CustomerMessage said = InboundFixture.said("ann", "m1", "");
            MessageContent poll = MessageContent.standIn("poll: When?");
            CustomerMessage whole =
                    new CustomerMessage(
                            said.account(),
                            said.thread(),
                            said.from(),
                            said.id(),
                            said.at(),
                            poll,
                            Map.of());
            counter.take(
                    "e1",
                    new MessageEdit(
                            "55",
                            "ann",
                            "m1",
                            ChangeSide.CUSTOMER,
                            poll,
                            said.at(),
                            Optional.of(whole)));
            assertEquals("[poll: When?]", last(counter).content());
            assertEquals(List.of("no_text"), counter.rows("SELECT unanswered FROM messages"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void staffsEditIsTheirWordAndSilencesTheAgent(boolean customerWroteBefore) {
        try (InboundFixture counter = new InboundFixture()) {
            if (customerWroteBefore) {
                counter.take("e0", InboundFixture.said("ann", "m1", "Hello?"));
                assertEquals(1, counter.waitingAnswers());
            }
            Instant at = Instant.now();
            MessageEdit edit =
                    edit(
                            "x1",
                            "It costs 7",
                            at,
                            InboundFixture.echo(ANN, "x1", "It costs 7", false));
            counter.take("e1", edit);
            Message message = last(counter);
            assertEquals("It costs 7", message.content());
            assertEquals(Author.STAFF, message.author());
            assertTrue(message.json().get("edited_at") != null);
            assertTrue(counter.only().isPaused());
            assertEquals(0, counter.waitingAnswers());
            counter.take("e2", InboundFixture.echo(ANN, "x1", "It costs 9", false));
            counter.take("e3", edit);
            assertEquals("It costs 7", last(counter).content(), "the message itself was only late");
            assertEquals(customerWroteBefore ? 2 : 1, counter.contents(counter.only().id()).size());
        }
    }

    /// Staff change on a phone what the agent wrote.
    @Test
    void theEditOfAMessageOfOursIsAPersonsWordToo() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", InboundFixture.said("ann", "m1", "What does it cost?"));
            counter.sent("ours-1");
            counter.take(
                    "e2",
                    edit(
                            "ours-1",
                            "It costs 8",
                            Instant.now(),
                            InboundFixture.echo(ANN, "ours-1", "It costs 8", false)));
            assertTrue(counter.only().isPaused());
            assertTrue(
                    counter.rows("SELECT content FROM messages WHERE private")
                            .getFirst()
                            .contains("It costs 8"));
        }
    }

    @Test
    void aReplyThatStaffEditBeforeWeSawItIsSentAndALaterEditIsNotPassedOverInSilence() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e0", InboundFixture.said("ann", "m1", "Hello?"));
            Instant at = Instant.now();
            StaffReply reply = new StaffReply("55", "ann", "t1", "It is ready", "slack: U1", at);
            counter.take("e1", edit("t1", "It is ready", at, reply));
            assertEquals("It is ready", last(counter).content());
            assertEquals(Author.STAFF, last(counter).author());
            StaffReply changed =
                    new StaffReply("55", "ann", "t1", "It is sold", "slack: U1", at.plusSeconds(9));
            counter.take("e2", edit("t1", "It is sold", at.plusSeconds(9), changed));
            assertEquals("It is ready", last(counter).content());
            assertFalse(
                    counter.rows(
                                    "SELECT content FROM messages WHERE private AND content LIKE"
                                            + " '%still read%'")
                            .isEmpty());
        }
    }

    @Test
    void theWholeOfALongEditIsKept() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", InboundFixture.said("ann", "m1", "short"));
            String end = "and this is the end";
            counter.take(
                    "e2", edit("m1", "long ".repeat(3_000) + end, Instant.now().plusSeconds(1)));
            Message message = last(counter);
            assertTrue(message.hasOriginal());
            assertTrue(counter.staff.original(counter.only().id(), message.id()).endsWith(end));
        }
    }
}
