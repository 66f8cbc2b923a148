package handcar.channel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ContactCard;
import handcar.channel.ContextAttachments;
import handcar.channel.FormAnswers;
import handcar.channel.FormField;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Sender;
import handcar.channel.MessageContent;
import handcar.chat.AgentTurn;
import handcar.chat.Author;
import handcar.chat.Conversation;
import handcar.chat.ConversationStatus;
import handcar.chat.Message;
import handcar.chat.OnlyTextNotice;
import handcar.chat.StaffAction;
import handcar.chat.StaffActor;
import handcar.json.JsonView;

import org.junit.jupiter.api.Test;

/// What a customer sent that holds no words of theirs.
class WordlessMessageTest {
    private static final MessageContent PHOTO =
            MessageContent.of(Attachment.file("image", Optional.empty(), Optional.of("media-1")));

    private static CustomerMessage sent(String id, MessageContent content) {
        return sent(id, content, Instant.now());
    }

    private static CustomerMessage sent(String id, MessageContent content, Instant at) {
        return new CustomerMessage(
                "55", "ann", Sender.of("ann", Optional.of("Ann")), id, at, content, Map.of());
    }

    private static List<Message> said(InboundFixture counter) {
        return counter.conversations.transcript(counter.only().id(), 20);
    }

    private static void tell(InboundFixture counter) {
        UUID id = counter.only().id();
        OnlyTextNotice notice = new OnlyTextNotice(counter.conversations);
        counter.db.runTx(tx -> notice.tell(tx, id, 20, "de"));
    }

    private static long notices(InboundFixture counter) {
        return said(counter).stream()
                .filter(message -> message.content().contains("Ich kann nur Text lesen"))
                .count();
    }

    @Test
    void isStoredForPeopleAndWaits() {
        List<MessageContent> contents =
                List.of(
                        PHOTO,
                        MessageContent.of(" \n ", PHOTO.attachments()),
                        MessageContent.standIn("poll: When do you deliver? (Mon, Tue)"),
                        MessageContent.unreadable(
                                "hologram", new JsonView(Map.of("hologram", Map.of("id", 7)))));
        List<String> shown =
                List.of(
                        "[image]",
                        "[image]",
                        "[poll: When do you deliver? (Mon, Tue)]",
                        "[sent something this channel cannot show: hologram]");
        for (int i = 0; i < contents.size(); i++) {
            try (InboundFixture counter = new InboundFixture()) {
                counter.take("e1", sent("m1", contents.get(i)));
                Message message = said(counter).getFirst();
                assertEquals(shown.get(i), message.content());
                assertEquals(Optional.of("no_text"), message.unanswered());
                assertEquals(i == 3, message.hasOriginal());
                Conversation now = counter.only();
                assertTrue(now.unread());
                assertEquals(Optional.of(message.createdAt()), now.waitingSince());
                AgentTurn turn = counter.conversations.turn(now.id(), 20);
                assertTrue(turn.isWordless() && !turn.isDue());
                assertEquals(1, counter.waitingAnswers());
            }
        }
    }

    @Test
    void theCustomerIsToldOnceInAConversation() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", sent("m1", PHOTO));
            tell(counter);
            tell(counter);
            counter.take("e2", sent("m2", PHOTO));
            tell(counter);
            assertEquals(1, notices(counter));
            assertTrue(counter.only().waitingSince().isPresent());
        }
    }

    @Test
    void theCustomerIsToldOnceByAllReplicas() throws InterruptedException {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", sent("m1", PHOTO));
            List<Thread> replicas =
                    IntStream.range(0, 6)
                            .mapToObj(_ -> Thread.startVirtualThread(() -> tell(counter)))
                            .toList();
            for (Thread replica : replicas) {
                replica.join();
            }
            assertEquals(1, notices(counter));
        }
    }

    @Test
    void aFormIsAcknowledgedOnceAndOnlyItsQuestionsAreAsked() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", sent("m1", form("Ann", "Meine Lampe ist defekt")));
            Message form = said(counter).getFirst();
            assertEquals("Name: Ann\nIssue: Meine Lampe ist defekt", form.content());
            AgentTurn turn = counter.conversations.turn(counter.only().id(), 20);
            assertTrue(turn.isWordless() && !turn.isDue());
            assertEquals("Meine Lampe ist defekt", turn.filledIn());
            assertEquals(2, new JsonView(form.staffJson()).at("fields").each().count());
            assertFalse(form.staffJson().containsKey("attachments"));
            tell(counter);
            counter.take(
                    "e2",
                    sent("m2", MessageContent.received("order", "2 × lamp", Optional.empty())));
            tell(counter);
            assertEquals(
                    List.of("Danke, Ihre Angaben sind angekommen. Unser Team kümmert sich darum."),
                    said(counter).stream()
                            .filter(message -> message.author() == Author.SYSTEM)
                            .map(Message::content)
                            .toList());
            counter.take("e3", sent("m3", form("Ann", "Is it blue?")));
            AgentTurn asking = counter.conversations.turn(counter.only().id(), 20);
            assertTrue(asking.isDue());
            assertEquals(List.of("Is it blue?"), asking.unanswered().map(Message::asked).toList());
        }
    }

    private static MessageContent form(String name, String issue) {
        return new FormAnswers(List.of(new FormField("Name", name), new FormField("Issue", issue)))
                .content();
    }

    @Test
    void besideWordsTheWordsAreAnsweredAndNothingIsTold() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take(
                    "e1",
                    InboundFixture.said("ann", "m1", "Can you mend this?"),
                    sent("m2", PHOTO));
            UUID id = counter.only().id();
            AgentTurn turn = counter.conversations.turn(id, 20);
            assertTrue(turn.isDue() && !turn.isWordless());
            assertEquals(
                    List.of("Can you mend this?"),
                    turn.unanswered().map(Message::content).toList());
            tell(counter);
            counter.db.runTx(
                    tx ->
                            counter.conversations.reply(
                                    tx, turn.answer(UUID.randomUUID(), "Yes.", List.of())));
            tell(counter);
            assertEquals(0, notices(counter));
            assertEquals(Optional.empty(), counter.only().waitingSince());
        }
    }

    @Test
    void nothingIsToldWhileAPersonHasTheConversationOrTheAgentIsSilent() {
        List<Consumer<InboundFixture>> silent =
                List.of(
                        counter ->
                                counter.take(
                                        "e0",
                                        InboundFixture.echo(
                                                Sender.of("ann", Optional.empty()),
                                                "x1",
                                                "One moment",
                                                false)),
                        counter ->
                                counter.take(
                                        "e0",
                                        InboundFixture.echo(
                                                Sender.of("ann", Optional.empty()),
                                                "x1",
                                                "One moment",
                                                true)),
                        counter -> counter.take("e0", InboundFixture.said("ann", "m0", "stop")));
        for (Consumer<InboundFixture> before : silent) {
            try (InboundFixture counter = new InboundFixture()) {
                before.accept(counter);
                counter.take("e1", sent("m1", PHOTO));
                tell(counter);
                assertEquals(0, notices(counter));
                assertTrue(counter.only().waitingSince().isPresent());
            }
        }
    }

    @Test
    void aLateOneIsKeptWithoutAWord() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", sent("m1", PHOTO, Instant.now().minus(Duration.ofHours(25))));
            tell(counter);
            assertEquals(List.of("[image]"), counter.contents(counter.only().id()));
            assertEquals(Optional.of("late"), said(counter).getFirst().unanswered());
            assertEquals(0, counter.waitingAnswers());
            assertTrue(counter.only().waitingSince().isPresent());
        }
    }

    @Test
    void aClosedConversationIsOpenedAgain() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", InboundFixture.said("ann", "m1", "Thanks"));
            UUID id = counter.only().id();
            counter.db.runTx(
                    tx ->
                            counter.staff.act(
                                    tx, id, StaffActor.colleague("eva"), new StaffAction.Close()));
            counter.take("e2", sent("m2", PHOTO));
            assertEquals(ConversationStatus.AI_ACTIVE, counter.only().status());
            assertEquals(2, counter.contents(id).size());
        }
    }

    @Test
    void whatAMessageRefersToStandsBesideTheWords() {
        try (InboundFixture counter = new InboundFixture()) {
            MessageContent asked =
                    MessageContent.words("Is it still available?")
                            .about(
                                    Stream.of(
                                            ContextAttachments.quote("We have\nnew lamps"),
                                            ContextAttachments.of(
                                                    "From an ad",
                                                    "Tessel lamp, 19 €",
                                                    Optional.of("https://ad.example/1"))));
            counter.take("e1", sent("m1", asked));
            Message message = said(counter).getFirst();
            assertEquals("Is it still available?", message.content());
            assertEquals(
                    List.of("In reply to: We have new lamps", "From an ad: Tessel lamp, 19 €"),
                    message.context());
            assertEquals(Optional.empty(), message.unanswered());
        }
    }

    @Test
    void onlyWhatItRefersToIsNoWord() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take(
                    "e1",
                    sent(
                            "m1",
                            MessageContent.of(
                                    ContextAttachments.of(
                                            "From an ad", "Tessel lamp", Optional.empty()))));
            assertEquals(
                    List.of("[From an ad, Tessel lamp]"), counter.contents(counter.only().id()));
            assertEquals(Optional.of("no_text"), said(counter).getFirst().unanswered());
        }
    }

    @Test
    void aPlaceIsShownWithItsCoordinatesAndACardWithEverything() {
        try (InboundFixture counter = new InboundFixture()) {
            MessageContent place =
                    MessageContent.of(
                            Attachment.location(
                                            new JsonView(52.5),
                                            new JsonView(13.4),
                                            Optional.of("Shop"),
                                            Optional.of("Main Street 1"))
                                    .orElseThrow());
            MessageContent card =
                    MessageContent.of(
                            new ContactCard(
                                            Optional.of("Bob Ray"),
                                            List.of("+1 555 1", "+1 555 2"),
                                            List.of("bob@cust.example"))
                                    .attachment());
            counter.take("e1", sent("m1", place), sent("m2", card));
            assertEquals(
                    List.of(
                            "[location: Shop, Main Street 1, 52.5, 13.4]",
                            "[contact: Bob Ray, +1 555 1, +1 555 2, bob@cust.example]"),
                    counter.contents(counter.only().id()));
        }
    }
}
