package handcar.channel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.InboundEvent.Sender;
import handcar.chat.Author;
import handcar.chat.Conversation;
import handcar.chat.Message;
import handcar.chat.MessageLimits;
import handcar.db.TestDatabase;
import handcar.problem.Problem;

import org.junit.jupiter.api.Test;

/// What providers tell is kept once, whole and in order, before they are answered.
final class WebhookBatcherTest {

    @Test
    void theSameEventTwiceIsOneMessage() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", InboundFixture.said("ann", "m1", "Hello"));
            counter.take("e1", InboundFixture.said("ann", "m1", "Hello"));
            assertEquals(List.of("Hello"), counter.contents(counter.only().id()));
            assertEquals(List.of("whatsapp message"), List.copyOf(counter.counted));
        }
    }

    @Test
    void theSameMessageInAnotherEventIsOneMessage() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", InboundFixture.said("ann", "m1", "Hello"));
            counter.take(
                    "e2",
                    InboundFixture.said("ann", "m1", "Hello"),
                    InboundFixture.said("ann", "m2", "?"));
            assertEquals(List.of("Hello", "?"), counter.contents(counter.only().id()));
        }
    }

    @Test
    void oneAnswerIsAskedForHoweverManyMessages() {
        try (InboundFixture counter = new InboundFixture()) {
            for (int i = 0; i < 5; i++) {
                counter.take("e" + i, InboundFixture.said("ann", "m" + i, "line " + i));
            }
            assertEquals(1, counter.waitingAnswers());
        }
    }

    @Test
    void twoAccountsAreNeverMerged() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take(
                    "e1",
                    InboundFixture.said("55", "ann", "m1", "to the one"),
                    InboundFixture.said("66", "ann", "m2", "to the other"));
            assertEquals(2, counter.conversations().size());
            assertEquals(
                    List.of("55", "66"),
                    counter.conversations().stream().map(Conversation::account).sorted().toList());
            assertEquals(2, counter.waitingAnswers());
        }
    }

    @Test
    void manyAtOnceOverTwoProcessesAreEachKeptOnce() throws Exception {
        var address = TestDatabase.withSchema();
        try (InboundFixture one =
                        new InboundFixture(address, new MessageLimits(100_000, 100_000), 100_000);
                InboundFixture other =
                        new InboundFixture(address, new MessageLimits(100_000, 100_000), 100_000);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks =
                    IntStream.range(0, 400)
                            .mapToObj(
                                    i ->
                                            threads.submit(
                                                    () ->
                                                            (i % 2 == 0 ? one : other)
                                                                    .take(
                                                                            "e" + i / 2,
                                                                            InboundFixture.said(
                                                                                    "p"
                                                                                            + i / 2
                                                                                                    % 20,
                                                                                    "m" + i / 2,
                                                                                    "text "
                                                                                            + i
                                                                                                    / 2))))
                            .toList();
            for (var task : tasks) {
                task.get();
            }
            assertEquals(20, one.conversations().size());
            var all = new TreeSet<String>();
            for (Conversation conversation : one.conversations()) {
                List<String> contents = one.contents(conversation.id());
                assertEquals(10, contents.size());
                all.addAll(contents);
            }
            assertEquals(200, all.size());
        }
    }

    @Test
    void onePersonMayBeginSeveralThreadsAtOnce() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", in("t1", "m1"), in("t2", "m2"), in("t1", "m3"));
            assertEquals(2, counter.conversations().size());
            assertEquals(
                    1,
                    counter.conversations().stream()
                            .map(each -> each.contact().id())
                            .distinct()
                            .count());
        }
    }

    private static InboundEvent.CustomerMessage in(String thread, String id) {
        return new InboundEvent.CustomerMessage(
                "55",
                thread,
                Sender.of("ann", Optional.empty()),
                id,
                Instant.now(),
                "text of " + id,
                List.of(),
                Map.of(),
                Optional.empty());
    }

    @Test
    void aPersonsNewNameAndNumberAreLearnt() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", InboundFixture.said("ann", "m1", "Hello"));
            var renamed =
                    new Sender(
                            "ann",
                            Optional.of("Ann Smith"),
                            Optional.of("+4912345"),
                            Optional.empty(),
                            Map.of());
            counter.take(
                    "e2",
                    new InboundEvent.CustomerMessage(
                            "55",
                            "ann",
                            renamed,
                            "m2",
                            Instant.now(),
                            "me again",
                            List.of(),
                            Map.of(),
                            Optional.empty()));
            var contact = counter.only().contact();
            assertEquals(Optional.of("Ann Smith"), contact.name());
            assertEquals(Optional.of("+4912345"), contact.phone());
        }
    }

    @Test
    void mediaAreKeptWithWhatIsKnownOfThem() {
        try (InboundFixture counter = new InboundFixture()) {
            var photo =
                    new Attachment(
                            "image",
                            Optional.of("image/jpeg"),
                            Optional.of("receipt.jpg"),
                            Optional.of(123_456L),
                            Optional.empty(),
                            Optional.of("media-1"));
            counter.take(
                    "e1",
                    new InboundEvent.CustomerMessage(
                            "55",
                            "ann",
                            Sender.of("ann", Optional.empty()),
                            "m1",
                            Instant.now(),
                            "",
                            List.of(photo),
                            Map.of(),
                            Optional.empty()));
            var message = counter.conversations.transcript(counter.only().id(), 1).getFirst();
            assertEquals("[image: receipt.jpg, 120 kB]", message.content());
            assertTrue(message.attachments().toString().contains("media-1"));
        }
    }

    @Test
    void whatNoDatabaseKeepsIsReplacedAndLongTextsLoseNothing() {
        try (InboundFixture counter = new InboundFixture()) {
            String longText = "word ".repeat(5_000).strip();
            counter.take(
                    "e1",
                    InboundFixture.said("ann", "m1", "a\0b\uD800c"),
                    InboundFixture.said("ann", "m2", longText));
            List<String> contents = counter.contents(counter.only().id());
            assertEquals("a\uFFFDb\uFFFDc", contents.getFirst());
            assertEquals(longText, String.join("", contents.subList(1, contents.size())));
        }
    }

    @Test
    void whoWritesTooMuchIsStoredAndToldOnceButNotAnswered() {
        try (InboundFixture counter =
                new InboundFixture(TestDatabase.withSchema(), new MessageLimits(3, 100), 1_000)) {
            for (int i = 0; i < 3; i++) {
                counter.take("e" + i, InboundFixture.said("ann", "m" + i, "Wann macht ihr auf?"));
            }
            counter.jobs.withdraw(counter.db, "answer", counter.only().id());
            counter.take("e4", InboundFixture.said("ann", "m4", "Ist denn niemand da?"));
            counter.take("e5", InboundFixture.said("ann", "m5", "Hallo, hört mich jemand?"));
            List<Message> thread = counter.conversations.transcript(counter.only().id(), 100);
            List<Message> notices =
                    thread.stream().filter(each -> each.author() == Author.SYSTEM).toList();
            assertEquals(6, thread.size());
            assertEquals(1, notices.size());
            assertTrue(
                    notices.getFirst().content().startsWith("Sie haben in kurzer Zeit viele"),
                    "in the customer's language");
            assertTrue(counter.only().unread());
            assertEquals(0, counter.waitingAnswers());
        }
    }

    @Test
    void aLongMessageCountsAsOne() {
        try (InboundFixture counter =
                new InboundFixture(TestDatabase.withSchema(), new MessageLimits(3, 100), 1_000)) {
            counter.take("e1", InboundFixture.said("ann", "m1", "word ".repeat(9_000)));
            assertTrue(counter.contents(counter.only().id()).size() > 3);
            assertEquals(1, counter.waitingAnswers());
        }
    }

    @Test
    void whoWritesToAnAccountThatReceivesTooMuchIsToldAndNotAnswered() {
        try (InboundFixture counter =
                new InboundFixture(TestDatabase.withSchema(), new MessageLimits(100, 100), 2)) {
            for (int i = 0; i < 4; i++) {
                counter.take("e" + i, InboundFixture.said("p" + i, "m" + i, "hello"));
            }
            assertEquals(4, counter.conversations().size());
            assertEquals(2, counter.waitingAnswers());
            assertEquals(
                    List.of(1, 1, 2, 2),
                    counter.conversations().stream()
                            .map(each -> counter.contents(each.id()).size())
                            .sorted()
                            .toList());
        }
    }

    @Test
    void aDryReplayShowsWhatALiveOneDoesAndLeavesNothing() {
        try (InboundFixture counter = new InboundFixture()) {
            ReceivedWebhook event =
                    InboundFixture.event("e1", InboundFixture.said("ann", "m1", "Hello"));
            var seen = new ConcurrentHashMap<String, String>();
            assertThrows(
                    IllegalStateException.class,
                    () ->
                            counter.db.tx(
                                    tx -> {
                                        counter.processor
                                                .process(tx, List.of(event))
                                                .forEach(
                                                        each ->
                                                                seen.put(
                                                                        each.type(),
                                                                        each.effect()));
                                        throw new IllegalStateException("undone");
                                    }));
            assertEquals(Map.of("message", "stored"), seen);
            assertEquals(List.of(), counter.conversations());
            counter.take("e1", InboundFixture.said("ann", "m1", "Hello"));
            var again = counter.db.tx(tx -> counter.processor.process(tx, List.of(event)));
            assertEquals("known", again.getFirst().effect());
            assertEquals(1, counter.contents(counter.only().id()).size());
        }
    }

    @Test
    void withoutADatabaseTheSenderIsToldToComeAgain() {
        InboundFixture counter = new InboundFixture();
        counter.close();
        assertThrows(
                Problem.class, () -> counter.take("e1", InboundFixture.said("ann", "m1", "Hello")));
    }
}
