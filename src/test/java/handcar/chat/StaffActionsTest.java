package handcar.chat;

import static handcar.chat.ChatFixture.ALICE;
import static handcar.chat.ChatFixture.BOB;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.chat.live.LiveStore;
import handcar.db.TestDatabase;
import handcar.jobs.JobWorker;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StaffActionsTest {
    private static ChatFixture here;

    @BeforeAll
    static void open() {
        here = new ChatFixture(TestDatabase.withSchema());
    }

    @AfterAll
    static void close() {
        here.close();
    }

    @Test
    void theFirstToAnswerIsAssignedAndTheBotIsSilent() {
        UUID id = here.opened();
        here.says(id, "hello?");
        AgentTurn turn = here.conversations.turn(id, 10);
        here.staff.reply(id, ALICE, MessageInput.of("Hi, Alice here."));
        here.staff.reply(id, BOB, MessageInput.of("And Bob."));
        Conversation now = here.conversations.get(id);
        assertEquals(Optional.of(ALICE.name()), now.assignee());
        assertEquals(ConversationStatus.HUMAN_ACTIVE, now.status());
        assertEquals(false, now.unread());
        assertInstanceOf(ReplyResult.Overtaken.class, here.answers(turn, "too late"));
        long before = here.waitingAnswers();
        here.says(id, "thanks");
        assertEquals(before, here.waitingAnswers());
    }

    /// A thousand races of an answer against a person, on 25 conversations at once.
    @Test
    void noAnswerComesAfterAPersonSteppedIn() throws Exception {
        AtomicInteger overtaken = new AtomicInteger();
        AtomicInteger sent = new AtomicInteger();
        ConversationsTest.together(
                25,
                _ -> {
                    UUID id = here.opened();
                    for (int round = 0; round < 40; round++) {
                        (race(id, round) ? sent : overtaken).incrementAndGet();
                    }
                    return id;
                });
        assertEquals(1000, sent.get() + overtaken.get());
        assertTrue(overtaken.get() > 0 && sent.get() > 0, "one side never won, nothing was tested");
    }

    /// Whether the answer was sent; then it must stand before the person's stepping in.
    private static boolean race(UUID id, int round) throws Exception {
        here.says(id, "question " + round);
        AgentTurn turn = here.conversations.turn(id, 1);
        List<Object> both =
                ConversationsTest.together(
                        2,
                        i ->
                                i == round % 2
                                        ? here.answers(turn, "answer")
                                        : here.staff.act(id, ALICE, new StaffAction.TakeOver()));
        long stepIn = lastStatus(id);
        here.staff.act(id, ALICE, new StaffAction.Release());
        if (both.get(round % 2) instanceof ReplyResult.Sent(Message message)) {
            assertTrue(message.seq() < stepIn, "an answer after the takeover");
            return true;
        }
        return false;
    }

    private static long lastStatus(UUID id) {
        long after = Math.max(0, here.conversations.get(id).lastSeq() - 3);
        return new LiveStore(here.db)
                .missed(id, after, 10).stream()
                        .filter(event -> event.name().equals("status"))
                        .mapToLong(ConversationEvent::seq)
                        .max()
                        .orElseThrow();
    }

    @Test
    void twoWorkersAnswerEverythingOnceAndNothingTwice() throws Exception {
        var address = TestDatabase.withSchema();
        try (ChatFixture one = new ChatFixture(address);
                ChatFixture two = new ChatFixture(address)) {
            List<UUID> ids =
                    java.util.stream.IntStream.range(0, 8).mapToObj(_ -> one.opened()).toList();
            JobWorker first = one.agent(turn -> "re: " + turn.answers());
            JobWorker second = two.agent(turn -> "re: " + turn.answers());
            ConversationsTest.together(40, i -> one.says(ids.get(i % 8), "question " + i));
            for (UUID id : ids) {
                settled(one, id);
                Set<String> answers = new HashSet<>();
                for (Message message : one.conversations.thread(id, 0, 100)) {
                    if (message.author() == Author.AGENT) {
                        assertTrue(answers.add(message.content()), "answered twice");
                    }
                }
                assertTrue(answers.size() >= 1 && answers.size() <= 5);
            }
            first.stop(Instant.now().plusSeconds(8));
            second.stop(Instant.now().plusSeconds(8));
        }
    }

    private static void settled(ChatFixture on, UUID id) {
        Wait.until("every question is answered", () -> !on.conversations.get(id).awaitsAnswer());
    }

    @Test
    void whatTheCustomerSaidMeanwhileIsAnsweredAfterTheRelease() {
        UUID id = here.opened();
        here.staff.act(id, ALICE, new StaffAction.TakeOver());
        here.says(id, "are you there?");
        long before = here.waitingAnswers();
        Conversation now = here.staff.act(id, ALICE, new StaffAction.Release());
        assertEquals(ConversationStatus.AI_ACTIVE, now.status());
        assertEquals(Optional.empty(), now.assignee());
        assertEquals(before + 1, here.waitingAnswers());
    }

    @Test
    void aPausedBotAnswersWhenThePauseEndsOrIsEnded() {
        UUID id = here.opened();
        here.staff.act(id, ALICE, new StaffAction.Pause(Optional.empty()));
        long before = here.waitingAnswers();
        here.says(id, "hello?");
        assertEquals(before, here.waitingAnswers());
        assertTrue(!here.conversations.turn(id, 5).isDue());
        here.staff.act(id, ALICE, new StaffAction.Resume());
        assertEquals(before + 1, here.waitingAnswers());
        UUID other = here.opened();
        here.staff.act(other, ALICE, new StaffAction.Pause(Optional.of(Duration.ofMinutes(5))));
        here.says(other, "hello?");
        assertEquals(before + 2, here.waitingAnswers());
    }

    @Test
    void aCustomerWhoAsksForAPersonGetsNoMoreAnswers() {
        UUID id = here.opened();
        here.says(id, "hello?");
        AgentTurn turn = here.conversations.turn(id, 5);
        assertTrue(here.conversations.askForPerson(id, "A person will answer."));
        assertEquals(false, here.conversations.askForPerson(id, "A person will answer."));
        assertInstanceOf(ReplyResult.Overtaken.class, here.answers(turn, "too late"));
        assertEquals(ConversationStatus.NEEDS_HUMAN, here.conversations.get(id).status());
    }

    @Test
    void notesLeaveNoGapForTheCustomer() {
        UUID id = here.opened();
        here.says(id, "one");
        here.staff.note(id, ALICE, MessageInput.of("difficult"));
        here.says(id, "two");
        assertEquals(
                List.of(1L, 2L),
                here.conversations.thread(id, 0, 10).stream().map(Message::seq).toList());
        assertEquals(
                List.of("one", "difficult", "two"),
                here.inbox.after(id, -1, Optional.empty(), 10).rows().stream()
                        .map(Message::content)
                        .toList());
    }

    @Test
    void tagsAreASetAndAClosedConversationGoesBackToWhoHadIt() {
        UUID id = here.opened();
        assertEquals(
                List.of("a", "b"),
                here.staff.act(id, ALICE, new StaffAction.Tag(List.of("a", "b", "a"))).tags());
        here.staff.act(id, ALICE, new StaffAction.TakeOver());
        here.staff.act(id, ALICE, new StaffAction.Close());
        assertEquals(
                ConversationStatus.HUMAN_ACTIVE,
                here.staff.act(id, ALICE, new StaffAction.Reopen()).status());
    }
}
