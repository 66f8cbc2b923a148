package handcar.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.audit.AuditEntries;
import handcar.db.Database;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
import handcar.jobs.JobQueue;
import handcar.jobs.NotificationBus;
import handcar.testing.TestMedia;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a customer who writes STOP, START and questions gets, one after the other or in one webhook, in each order.
final class OptOutTest {
    private static Database db;
    private static NotificationBus notifications;
    private static JobQueue jobs;
    private static Conversations conversations;
    private static StaffActions staff;

    @BeforeAll
    static void open() {
        db = TestDatabase.open(TestDatabase.withSchema());
        new Migrations(db.source()).up();
        notifications = new NotificationBus(db);
        jobs = new JobQueue(db, notifications);
        conversations =
                new Conversations(
                        db,
                        notifications,
                        jobs,
                        new MessageLimits(1_000, 1_000),
                        new BurstWindow(Duration.ofSeconds(5)),
                        Outbox.NONE,
                        OptOutTest::meaning);
        staff =
                new StaffActions(
                        db, jobs, conversations, TestMedia.store(db), AuditEntries.log(db));
    }

    @AfterAll
    static void close() {
        notifications.close();
        db.close();
    }

    private static OptOutMatcher.Meaning meaning(Optional<UUID> agent, String text) {
        return switch (text) {
            case "stop" -> OptOutMatcher.Meaning.STOP;
            case "start" -> OptOutMatcher.Meaning.RESUME;
            default -> OptOutMatcher.Meaning.NOTHING;
        };
    }

    /// Who writes, and how what they write arrives.
    private enum Path {
        /// Our own page: one request for each message.
        WIDGET,
        /// A provider: one webhook for each message.
        WEBHOOKS,
        /// A provider: all of them in one webhook.
        ONE_WEBHOOK,
        /// A provider that sends each message twice in its one webhook.
        DUPLICATES;

        UUID conversation() {
            var contact =
                    new NewContact(
                            Optional.of(UUID.randomUUID().toString()),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Map.of());
            return conversations
                    .open(
                            new NewConversation(
                                    this == WIDGET ? "web" : "whatsapp",
                                    "1",
                                    Optional.empty(),
                                    contact,
                                    Optional.empty(),
                                    Optional.empty()))
                    .conversation()
                    .id();
        }

        void write(UUID id, List<String> texts) {
            List<InboundMessage> messages =
                    texts.stream()
                            .map(
                                    text ->
                                            new MessageInput(
                                                    text, Optional.of(UUID.randomUUID() + text)))
                            .map(input -> InboundMessage.of(id, input))
                            .toList();
            switch (this) {
                case WIDGET ->
                        messages.forEach(
                                each ->
                                        conversations.receive(
                                                id,
                                                new MessageInput(each.content(), each.clientId())));
                case WEBHOOKS -> messages.forEach(each -> receive(List.of(each)));
                case ONE_WEBHOOK -> receive(messages);
                case DUPLICATES -> {
                    receive(
                            messages.stream()
                                    .flatMap(each -> List.of(each, each).stream())
                                    .toList());
                    receive(messages);
                }
            }
        }

        private static void receive(List<InboundMessage> messages) {
            db.runTx(tx -> conversations.receive(tx, messages));
        }
    }

    private static long waitingAnswers() {
        return jobs.depths().stream()
                .filter(depth -> depth.kind().equals(Conversations.ANSWER))
                .mapToLong(JobQueue.Depth::waiting)
                .sum();
    }

    /// On every path: what the customer writes is stored, and the agent is asked once or not at all.
    private static void check(boolean asked, String... texts) {
        for (Path path : Path.values()) {
            String what = path + ": " + List.of(texts);
            UUID id = path.conversation();
            path.write(id, List.of("stop"));
            assertTrue(conversations.get(id).isPaused(), what);
            long before = waitingAnswers();
            path.write(id, List.of(texts));
            assertEquals(before + (asked ? 1 : 0), waitingAnswers(), what);
            assertEquals(asked, conversations.turn(id, 10).isDue(), what);
            assertEquals(1 + texts.length, conversations.transcript(id, 10).size(), what);
        }
    }

    @Test
    void aQuestionWithStartIsAnsweredInEachOrder() {
        check(true, "start", "Are you open?");
        check(true, "Are you open?", "start");
        check(true, "stop", "start", "Are you open?");
        check(true, "start", "Are you open?", "start");
        check(true, "start", "Are you open?", "On Sundays?");
    }

    @Test
    void afterStopNothingIsAnswered() {
        check(false, "Are you open?");
        check(false, "start", "stop", "Are you open?");
        check(false, "start", "Are you open?", "stop");
        check(false, "Are you open?", "start", "stop");
    }

    @Test
    void startAloneNeedsNoAnswer() {
        check(false, "start");
        check(false, "start", "start");
    }

    @Test
    void startDoesNotTakeAwayAQuestionThatWaits() {
        for (Path path : Path.values()) {
            UUID id = path.conversation();
            path.write(id, List.of("Are you open?", "start"));
            assertTrue(conversations.turn(id, 10).isDue(), path.name());
        }
    }

    @Test
    void staffResumeAStoppedAgentAndWhatWaitsIsAnswered() {
        UUID id = Path.WIDGET.conversation();
        Path.WIDGET.write(id, List.of("stop", "Are you open?"));
        long before = waitingAnswers();
        staff.act(id, ChatFixture.ALICE, new StaffAction.Resume());
        assertEquals(before + 1, waitingAnswers());
    }

    @Test
    void conversationsOfOneBatchDoNotDisturbEachOther() {
        UUID stopped = Path.ONE_WEBHOOK.conversation();
        UUID resumed = Path.ONE_WEBHOOK.conversation();
        Path.ONE_WEBHOOK.write(resumed, List.of("stop"));
        Path.receive(
                List.of(
                        message(stopped, "Are you open?"),
                        message(resumed, "start"),
                        message(stopped, "stop"),
                        message(resumed, "Are you open?")));
        assertFalse(conversations.turn(stopped, 10).isDue());
        assertTrue(conversations.turn(resumed, 10).isDue());
    }

    private static InboundMessage message(UUID conversation, String text) {
        return InboundMessage.of(conversation, new MessageInput(text, Optional.empty()));
    }
}
