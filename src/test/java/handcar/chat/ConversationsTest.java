package handcar.chat;

import static handcar.chat.ChatFixture.ALICE;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.chat.live.LiveStore;
import handcar.db.TestDatabase;
import handcar.db.UuidV7;
import handcar.problem.Problem;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

public class ConversationsTest {
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
    void aConversationBeginsWithItsFirstMessageAndAJobToAnswerIt() {
        long before = here.waitingAnswers();
        OpenedConversation opened =
                here.conversations.open(
                        NewConversation.onWeb(
                                Optional.of(UuidV7.next()),
                                new NewContact(
                                        Optional.empty(),
                                        Optional.of("customer-7"),
                                        Optional.of("Alice"),
                                        Optional.of("alice@example.com"),
                                        Optional.empty(),
                                        Map.of("plan", "pro")),
                                Optional.of(MessageInput.of("Grüße 🚂"))));
        assertEquals("Grüße 🚂", opened.message().orElseThrow().content());
        assertEquals(1, opened.message().orElseThrow().seq());
        Conversation conversation = opened.conversation();
        assertEquals(ConversationStatus.AI_ACTIVE, conversation.status());
        assertEquals("Alice", conversation.contact().name().orElseThrow());
        assertTrue(conversation.unread());
        assertTrue(conversation.awaitsAnswer());
        assertEquals(before + 1, here.waitingAnswers());
    }

    @Test
    void whatAVisitorOnlyClaimsToBeJoinsNoConversations() {
        var claim =
                new NewContact(
                        Optional.empty(),
                        Optional.of("boss"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of());
        var alice =
                here.conversations.open(
                        NewConversation.onWeb(Optional.empty(), claim, Optional.empty()));
        var bob =
                here.conversations.open(
                        NewConversation.onWeb(Optional.empty(), claim, Optional.empty()));
        assertNotEquals(alice.conversation().contact().id(), bob.conversation().contact().id());
    }

    @Test
    void whatAChannelProvesFindsTheSamePersonAgain() {
        assertEquals(
                onWhatsApp("+49170", Optional.of("Alice")), onWhatsApp("+49170", Optional.empty()));
        assertNotEquals(
                onWhatsApp("+49170", Optional.empty()), onWhatsApp("+49171", Optional.empty()));
    }

    private static UUID onWhatsApp(String user, Optional<String> name) {
        var contact =
                new NewContact(
                        Optional.of(user),
                        Optional.empty(),
                        name,
                        Optional.empty(),
                        Optional.of(user),
                        Map.of());
        Contact found =
                here.conversations
                        .open(
                                new NewConversation(
                                        "whatsapp",
                                        "1",
                                        Optional.empty(),
                                        contact,
                                        Optional.empty(),
                                        Optional.empty()))
                        .conversation()
                        .contact();
        return found.id();
    }

    @Test
    void theSameClientIdFromTwentyThreadsIsOneMessage() throws Exception {
        UUID id = here.opened();
        var same = new MessageInput("once", Optional.of("c-1"));
        List<ReceiveResult> all = together(20, _ -> here.conversations.receive(id, same));
        assertEquals(1, all.stream().map(received -> received.message().id()).distinct().count());
        assertEquals(1, all.stream().filter(ReceiveResult::isNew).count());
        assertEquals(1, here.conversations.thread(id, 0, 100).size());
    }

    @Test
    void fiftyParallelWritersGetOneOrderWithoutGaps() throws Exception {
        UUID id = here.opened();
        together(50, i -> here.says(id, "number " + i));
        List<Message> thread = here.conversations.thread(id, 0, 200);
        assertEquals(
                LongStream.rangeClosed(1, 50).boxed().toList(),
                thread.stream().map(Message::seq).toList());
        for (int i = 1; i < thread.size(); i++) {
            assertFalse(thread.get(i).createdAt().isBefore(thread.get(i - 1).createdAt()));
        }
    }

    @Test
    void anAnswerIsSentOnceForWhatItAnswers() {
        UUID id = here.opened();
        here.says(id, "hello?");
        AgentTurn turn = here.conversations.turn(id, 10);
        assertTrue(turn.isDue());
        assertInstanceOf(ReplyResult.Sent.class, here.answers(turn, "hello!"));
        assertInstanceOf(ReplyResult.AlreadyAnswered.class, here.answers(turn, "hello!"));
        assertFalse(here.conversations.turn(id, 10).isDue());
        here.says(id, "and?");
        assertTrue(here.conversations.turn(id, 10).isDue());
    }

    @Test
    void anAnswerKeepsItsCitationsAndItsId() {
        UUID id = here.opened();
        here.says(id, "how much?");
        var citation =
                new Citation(1, UuidV7.next(), "Prices", Optional.empty(), "It is 5 €.", 10, 20);
        UUID message = UuidV7.next();
        AgentAnswer answer =
                here.conversations.turn(id, 10).answer(message, "5 € [1]", List.of(citation));
        here.db.runTx(tx -> here.conversations.reply(tx, answer));
        Message kept = here.conversations.message(id, message);
        assertEquals(List.of(citation), kept.citations());
        assertEquals(Author.AGENT, kept.author());
    }

    @Test
    void aClosedConversationIsOpenedAgainByTheCustomer() {
        UUID id = here.opened();
        here.says(id, "hello?");
        assertEquals(
                ConversationStatus.CLOSED,
                here.staff.act(id, ALICE, new StaffAction.Close()).status());
        long before = here.waitingAnswers();
        here.says(id, "one more thing");
        Conversation now = here.conversations.get(id);
        assertEquals(ConversationStatus.AI_ACTIVE, now.status());
        assertTrue(now.unread());
        assertEquals(before + 1, here.waitingAnswers());
    }

    @Test
    void whoSaysTooMuchIsHeardByStaffButNotAnswered() {
        try (ChatFixture strict =
                new ChatFixture(TestDatabase.withSchema(), new MessageLimits(3, 100))) {
            UUID id = strict.opened();
            IntStream.range(0, 3).forEach(i -> strict.says(id, "ok " + i));
            long asked = strict.waitingAnswers();
            strict.tx(
                    tx -> {
                        strict.jobs.withdraw(tx, Conversations.ANSWER, id);
                        return asked;
                    });
            strict.says(id, "too much");
            strict.says(id, "and more");
            assertEquals(1, asked);
            assertEquals(0, strict.waitingAnswers());
            List<ConversationEvent> events = new LiveStore(strict.db).missed(id, 3, 10);
            assertEquals(
                    List.of("message", "error", "message"),
                    events.stream().map(ConversationEvent::name).toList());
            assertEquals("rate_limited", events.get(1).data().get("code"));
        }
    }

    @Test
    void anAgentThatFailsCallsAPersonAndSaysWhyInANote() {
        UUID id = here.opened();
        here.says(id, "hello?");
        here.db.runTx(
                tx ->
                        here.conversations.giveUp(
                                tx, id, "the model is gone", "A person will answer."));
        Conversation now = here.conversations.get(id);
        assertEquals(ConversationStatus.NEEDS_HUMAN, now.status());
        assertEquals(Priority.HIGH, now.priority());
        List<Message> seen = here.conversations.thread(id, 0, 10);
        assertEquals("A person will answer.", seen.getLast().content());
        assertEquals(2, seen.size());
        List<Message> staff = here.inbox.after(id, -1, Optional.empty(), 10).rows();
        assertEquals("the model is gone", staff.getLast().content());
        assertTrue(staff.getLast().isPrivate());
    }

    @Test
    void anAnswerIsRatedOnceAndTheRatingMayChange() {
        UUID id = here.opened();
        Message question = here.says(id, "hello?");
        var sent = (ReplyResult.Sent) here.answers(here.conversations.turn(id, 10), "hello!");
        rate(id, sent.message().id(), Feedback.Rating.UP);
        rate(id, sent.message().id(), Feedback.Rating.DOWN);
        assertThrows(Problem.NotFound.class, () -> rate(id, question.id(), Feedback.Rating.UP));
        assertThrows(
                Problem.NotFound.class,
                () -> rate(here.opened(), sent.message().id(), Feedback.Rating.UP));
    }

    private static void rate(UUID id, UUID message, Feedback.Rating rating) {
        here.conversations.rate(id, new Feedback(message, rating, Optional.empty()));
    }

    /// Runs the step so many times at once.
    public static <T> List<T> together(int times, Step<T> step) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> calls =
                    IntStream.range(0, times)
                            .<Callable<T>>mapToObj(i -> () -> step.run(i))
                            .toList();
            List<T> results = new java.util.ArrayList<>();
            for (Future<T> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        }
    }

    public interface Step<T> {
        T run(int number) throws Exception;
    }
}
