package handcar.channel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.Sender;
import handcar.channel.MessageContent;
import handcar.channel.PersonIds;
import handcar.chat.Author;
import handcar.chat.Conversation;
import handcar.chat.ConversationStatus;
import handcar.chat.Message;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A person of the company who wrote before the customer, or before we knew the customer.
class PersonFirstTest {
    private static final PersonIds BOTH = new PersonIds(Optional.of("US.1"), Optional.of("100"));
    private static final PersonIds NUMBER = new PersonIds(Optional.empty(), Optional.of("100"));
    private static final PersonIds USER = new PersonIds(Optional.of("US.1"), Optional.empty());

    private static InboundEvent echo(PersonIds to, boolean owns) {
        return InboundFixture.echo(InboundFixture.sender(to), "x1", "Is five fine?", owns);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theirWordOpensTheConversationAndTheAgentIsSilent(boolean owns) {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", echo(NUMBER, owns));
            counter.take("e2", InboundFixture.said(NUMBER, "m1", "How long is the warranty?"));
            Conversation now = counter.only();
            List<Message> said = counter.conversations.transcript(now.id(), 10);
            assertEquals(
                    List.of(Author.STAFF, Author.CONTACT),
                    said.stream().map(Message::author).toList());
            assertEquals("sent", said.getFirst().delivery().get("status"));
            assertTrue(now.isPaused() || now.status() == ConversationStatus.HUMAN_ACTIVE);
            assertEquals(owns ? 0 : 1, counter.waitingAnswers());
            assertTrue(owns || now.botPausedUntil().isPresent());
        }
    }

    @Test
    void inOneDeliveryInAnyOrder() {
        for (boolean echoFirst : List.of(true, false)) {
            try (InboundFixture counter = new InboundFixture()) {
                InboundEvent echo = echo(BOTH, true);
                InboundEvent said = InboundFixture.said(USER, "m1", "Tomorrow at 5");
                counter.take("e1", echoFirst ? echo : said, echoFirst ? said : echo);
                assertEquals(ConversationStatus.HUMAN_ACTIVE, counter.only().status());
                assertEquals(0, counter.waitingAnswers());
            }
        }
    }

    /// Providers gather, and do not keep the order.
    @Test
    void whatComesInOneDeliveryStandsInTheOrderInWhichItWasWritten() {
        Instant at = Instant.now().minusSeconds(60);
        List<InboundEvent> written =
                List.of(
                        said("m1", "one", at),
                        word("x1", "two", at.plusSeconds(1)),
                        said("m2", "three", at.plusSeconds(2)),
                        said("m3", "four", at.plusSeconds(3)),
                        word("x2", "five", at.plusSeconds(3)),
                        said("m4", "six", at.plusSeconds(4)));
        for (int turn = 0; turn < written.size(); turn++) {
            try (InboundFixture counter = new InboundFixture()) {
                List<InboundEvent> given = new ArrayList<>(written);
                Collections.rotate(given, turn);
                counter.take("e1", given.toArray(InboundEvent[]::new));
                List<String> order =
                        new ArrayList<>(List.of("one", "two", "three", "four", "five", "six"));
                if (given.indexOf(written.get(4)) < given.indexOf(written.get(3))) {
                    Collections.swap(order, 3, 4); // of one second: as they came
                }
                assertEquals(order, counter.contents(counter.only().id()));
                assertTrue(counter.only().isPaused());
            }
        }
    }

    private static InboundEvent word(String id, String text, Instant at) {
        return InboundFixture.echo(InboundFixture.sender(NUMBER), id, text, at, false);
    }

    private static InboundEvent said(String id, String text, Instant at) {
        return new InboundEvent.CustomerMessage(
                "55",
                "100",
                InboundFixture.sender(NUMBER),
                id,
                at,
                MessageContent.words(text),
                Map.of("to", "100"));
    }

    @Test
    void aWordThatIsReportedDaysLaterPausesNothingNow() {
        try (InboundFixture counter = new InboundFixture()) {
            Instant then = Instant.now().minus(Duration.ofDays(5));
            Sender customer = InboundFixture.sender(NUMBER);
            counter.take("e1", InboundFixture.echo(customer, "x1", "Is five fine?", then, false));
            counter.take("e2", InboundFixture.said(NUMBER, "m1", "How long is the warranty?"));
            assertEquals(2, counter.contents(counter.only().id()).size());
            assertTrue(counter.only().botPausedUntil().isEmpty());
            assertEquals(1, counter.waitingAnswers());
        }
    }

    @Test
    void twiceIsOnce() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", echo(NUMBER, false));
            counter.take("e2", echo(NUMBER, false));
            assertEquals(List.of("Is five fine?"), counter.contents(counter.only().id()));
        }
    }

    @Test
    void anAnswerCanBeSentToSomebodyWhoHasNotWrittenYet() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", echo(BOTH, false));
            assertEquals(
                    Map.of("to", "100", "recipient", "US.1"),
                    ThreadStore.known(
                                    counter.db,
                                    List.of(new ThreadMap.Key("whatsapp", "55", "US.1")))
                            .values()
                            .iterator()
                            .next()
                            .address());
        }
    }

    @Test
    void onTwoReplicasAtOnceOneConversationBegins() throws InterruptedException {
        try (InboundFixture counter = new InboundFixture()) {
            for (int i = 0; i < 20; i++) {
                PersonIds who = new PersonIds(Optional.of("US." + i), Optional.of("20000" + i));
                PersonIds byNumber = new PersonIds(Optional.empty(), who.number());
                int n = i;
                Thread one =
                        Thread.ofVirtual()
                                .start(
                                        () ->
                                                process(
                                                        counter,
                                                        "e" + n,
                                                        InboundFixture.echo(
                                                                Sender.of(
                                                                        who.number().get(),
                                                                        Optional.empty()),
                                                                "x" + n,
                                                                "Hi",
                                                                false)));
                Thread other =
                        Thread.ofVirtual()
                                .start(
                                        () ->
                                                process(
                                                        counter,
                                                        "f" + n,
                                                        InboundFixture.said(
                                                                byNumber, "m" + n, "Hello")));
                one.join();
                other.join();
            }
            assertEquals(20, counter.conversations().size());
            assertTrue(counter.conversations().stream().allMatch(Conversation::isPaused));
        }
    }

    private static void process(InboundFixture counter, String name, InboundEvent event) {
        ReceivedWebhook webhook = InboundFixture.event(name, event);
        counter.db.runTx(tx -> counter.processor.process(tx, List.of(webhook)));
    }
}
