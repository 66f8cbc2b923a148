package handcar.channel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.audit.Actor;
import handcar.audit.AuditEntries;
import handcar.channel.ChangeSide;
import handcar.channel.InboundEvent;
import handcar.channel.MessageContent;
import handcar.chat.Conversation;
import handcar.chat.ConversationStatus;
import handcar.chat.StaffAction;
import handcar.chat.StaffActions;
import handcar.chat.StaffActor;
import handcar.db.UuidV7;
import handcar.testing.TestMedia;

import org.junit.jupiter.api.Test;

/// What people do in the provider's own app, and what happens to a message after it came.
final class NonMessageEventsTest {

    @Test
    void aClosedConversationIsOpenedAgain() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", InboundFixture.said("ann", "m1", "Hello"));
            turn(counter, InboundEvent.StatusChange.Status.CLOSED);
            assertEquals(ConversationStatus.CLOSED, counter.only().status());
            counter.take("e3", InboundFixture.said("ann", "m2", "One more thing"));
            assertEquals(ConversationStatus.AI_ACTIVE, counter.only().status());
            assertEquals(1, counter.waitingAnswers());
        }
    }

    private static void turn(InboundFixture counter, InboundEvent.StatusChange.Status turn) {
        counter.take(
                "turn " + turn, new InboundEvent.StatusChange("55", "ann", turn, Instant.now()));
    }

    @Test
    void anAnswerFromThePhonePausesTheBotAndOurOwnEchoDoesNot() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", InboundFixture.said("ann", "m1", "Hello"));
            counter.sent("x1");
            counter.take("e2", echo("x1", "sent by us", false));
            assertTrue(counter.only().botPausedUntil().isEmpty());
            long before = counter.only().epoch();
            counter.take("e3", echo("x2", "I am on it", false));
            counter.take("e4", echo("x2", "I am on it", false));
            Conversation now = counter.only();
            assertTrue(now.isPaused());
            assertTrue(now.epoch() > before);
            assertEquals(0, counter.waitingAnswers());
            assertEquals(List.of("Hello", "I am on it"), counter.contents(now.id()));
        }
    }

    @Test
    void aReactionAnswersTheQuestionThatWasAskedLastAndNothingElse() {
        for (String asked :
                List.of(
                        "I don't know. Shall I get a person?",
                        "لا أعرف. هل أستدعي شخصًا لمساعدتك؟",
                        "わかりません。担当者をお呼びしましょうか。",
                        "Չգիտեմ։ Կանչե՞մ մարդու։",
                        "It is 5 €.")) {
            try (InboundFixture counter = new InboundFixture()) {
                counter.take("e1", InboundFixture.said("ann", "m1", "Kayaks?"));
                UUID id = counter.only().id();
                var answer =
                        counter.conversations.turn(id, 10).answer(UuidV7.next(), asked, List.of());
                counter.db.runTx(tx -> counter.conversations.reply(tx, answer));
                counter.sent("x1", answer.messageId());
                counter.take("e2", reaction("r1", "x0"));
                assertEquals(List.of("Kayaks?", asked), counter.contents(id));
                counter.take("e3", reaction("r2", "x1"));
                counter.take("e4", reaction("r2", "x1"));
                counter.take("e5", reaction("r3", "x1"));
                assertEquals(
                        asked.contains("€")
                                ? List.of("Kayaks?", asked)
                                : List.of("Kayaks?", asked, "👍"),
                        counter.contents(id));
            }
        }
    }

    @Test
    void anEditThatBringsWordsToAPictureIsAnswered() {
        for (boolean words : List.of(true, false)) {
            try (InboundFixture counter = new InboundFixture()) {
                counter.take("e1", InboundFixture.said("ann", "m1", ""));
                UUID id = counter.only().id();
                assertEquals(List.of("no_text"), counter.rows("SELECT unanswered FROM messages"));
                counter.take(
                        "e2",
                        new InboundEvent.MessageEdit(
                                "55",
                                "ann",
                                "m1",
                                ChangeSide.CUSTOMER,
                                words
                                        ? MessageContent.words("Can you mend this?")
                                        : MessageContent.standIn("place: 1, 2"),
                                Instant.now(),
                                Optional.empty()));
                assertEquals(words, counter.conversations.turn(id, 10).isDue());
                assertEquals(1, counter.waitingAnswers());
            }
        }
    }

    private static InboundEvent reaction(String id, String to) {
        return new InboundEvent.Reaction(InboundFixture.said("ann", id, "👍"), to);
    }

    @Test
    void aMessageThatIsDaysOldIsKeptForPeople() {
        try (InboundFixture counter = new InboundFixture()) {
            InboundEvent.CustomerMessage said = InboundFixture.said("ann", "m1", "Hello");
            counter.take(
                    "e1",
                    new InboundEvent.CustomerMessage(
                            said.account(),
                            said.thread(),
                            said.from(),
                            said.id(),
                            Instant.now().minus(Duration.ofDays(5)),
                            said.text(),
                            List.of(),
                            Map.of(),
                            Optional.empty()));
            assertEquals(List.of("Hello"), counter.contents(counter.only().id()));
            assertTrue(counter.only().unread());
            assertEquals(0, counter.waitingAnswers());
        }
    }

    @Test
    void whatWasDecidedHereIsNotUndoneByLateNews() {
        try (InboundFixture counter = new InboundFixture()) {
            StaffActions desk =
                    new StaffActions(
                            counter.db,
                            counter.jobs,
                            counter.conversations,
                            TestMedia.store(counter.db),
                            AuditEntries.log(counter.db));
            StaffActor eva = new StaffActor("Eva", new Actor("user", Optional.empty(), "Eva"));
            counter.take("e1", InboundFixture.said("ann", "m1", "Hello"));
            UUID id = counter.only().id();
            Instant before = Instant.now().minusSeconds(5);
            desk.act(id, eva, new StaffAction.TakeOver());
            for (InboundEvent.StatusChange.Status late :
                    List.of(
                            InboundEvent.StatusChange.Status.RELEASED,
                            InboundEvent.StatusChange.Status.CLOSED)) {
                counter.take(
                        "late " + late, new InboundEvent.StatusChange("55", "ann", late, before));
                assertEquals(ConversationStatus.HUMAN_ACTIVE, counter.only().status());
            }
            desk.act(id, eva, new StaffAction.Release());
            counter.take(
                    "late takeover",
                    new InboundEvent.StatusChange(
                            "55", "ann", InboundEvent.StatusChange.Status.TAKEN, before));
            assertEquals(ConversationStatus.AI_ACTIVE, counter.only().status());
            turn(counter, InboundEvent.StatusChange.Status.TAKEN);
            assertEquals(ConversationStatus.HUMAN_ACTIVE, counter.only().status());
        }
    }

    @Test
    void anAgentOfAnotherInboxTakesTheConversation() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", InboundFixture.said("ann", "m1", "Hello"));
            counter.take("e2", echo("x1", "This is Ben", true));
            assertEquals(ConversationStatus.HUMAN_ACTIVE, counter.only().status());
            counter.take("e3", InboundFixture.said("ann", "m2", "Thank you"));
            assertEquals(0, counter.waitingAnswers());
            turn(counter, InboundEvent.StatusChange.Status.RELEASED);
            assertEquals(ConversationStatus.AI_ACTIVE, counter.only().status());
            assertEquals(1, counter.waitingAnswers());
        }
    }

    private static InboundEvent.Echo echo(String id, String text, boolean owns) {
        return InboundFixture.echo(InboundEvent.Sender.of("ann", Optional.empty()), id, text, owns);
    }

    @Test
    void changesAreAppliedInTheirOrderHoweverTheyCome() {
        try (InboundFixture counter = new InboundFixture()) {
            Instant now = Instant.now();
            counter.take("e1", edit("m1", "second", now.plusSeconds(2)));
            counter.take("e2", edit("m1", "first", now.plusSeconds(1)));
            counter.take("e3", InboundFixture.said("ann", "m1", "original"));
            assertEquals(List.of("second"), counter.contents(counter.only().id()));
            counter.take("e4", edit("m1", "too old", now));
            assertEquals(List.of("second"), counter.contents(counter.only().id()));
            counter.take("e5", edit("m1", "third", now.plusSeconds(3)));
            assertEquals(List.of("third"), counter.contents(counter.only().id()));
            counter.take("e6", InboundFixture.deletion("ann", "m1", now.plusSeconds(4)));
            assertEquals(List.of(""), counter.contents(counter.only().id()));
        }
    }

    private static InboundEvent.MessageEdit edit(String id, String text, Instant at) {
        return InboundFixture.edit("55", "ann", id, text, at);
    }

    @Test
    void whatIsNotForUsIsCountedAndChangesNothing() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take(
                    "e1",
                    new InboundEvent.UnknownEvent("brand_new"),
                    new InboundEvent.IgnoredEvent("reaction"),
                    new InboundEvent.ConnectionChange(
                            "55", "open", Optional.empty(), Instant.now()));
            assertEquals(List.of(), counter.conversations());
            assertEquals(3, counter.counted.size());
        }
    }

    @Test
    void aStopPhraseSilencesTheBotAndAResumePhraseLetsItSpeakAgain() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", InboundFixture.said("ann", "m1", "Hello"));
            long before = counter.only().epoch();
            counter.take("e2", InboundFixture.said("ann", "m2", "stop"));
            assertTrue(counter.only().isPaused());
            assertTrue(counter.only().epoch() > before);
            assertEquals(0, counter.waitingAnswers());
            counter.take("e3", InboundFixture.said("ann", "m3", "are you still there?"));
            assertEquals(0, counter.waitingAnswers());
            counter.take("e4", InboundFixture.said("ann", "m4", "start"));
            assertTrue(counter.only().botPausedUntil().isEmpty());
            counter.take("e5", InboundFixture.said("ann", "m5", "When do you open?"));
            assertEquals(1, counter.waitingAnswers());
        }
    }
}
