package handcar.chat.live;

import static handcar.chat.ChatFixture.ALICE;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.chat.AgentTurn;
import handcar.chat.Author;
import handcar.chat.ChatFixture;
import handcar.chat.Conversation;
import handcar.chat.ConversationsTest;
import handcar.chat.FakeSubscriber;
import handcar.chat.InboundDetails;
import handcar.chat.InboundMessage;
import handcar.chat.StaffAction;
import handcar.db.TestDatabase;
import handcar.db.Tx;
import handcar.db.UuidV7;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// Two processes on one database, each with listeners of its own.
class LiveUpdatesTest {
    private static ChatFixture one;
    private static ChatFixture two;
    private static LiveUpdates here;
    private static LiveUpdates there;

    @BeforeAll
    static void open() {
        var address = TestDatabase.withSchema();
        one = new ChatFixture(address);
        two = new ChatFixture(address);
        here = new LiveUpdates(one.db, one.bells);
        there = new LiveUpdates(two.db, two.bells);
    }

    @AfterAll
    static void close() {
        here.close();
        there.close();
        one.close();
        two.close();
    }

    private static FakeSubscriber listen(LiveUpdates live, UUID id, long after) {
        return listen(live, one, id, after);
    }

    private static FakeSubscriber listen(
            LiveUpdates live, ChatFixture replica, UUID id, long after) {
        FakeSubscriber listener = new FakeSubscriber();
        live.follow(replica.conversations.get(id), after, listener);
        return listener;
    }

    @Test
    void everybodyHearsEverythingOnceInOrderWhereverTheyListen() throws Exception {
        UUID id = one.opened();
        FakeSubscriber near = listen(here, id, 0);
        FakeSubscriber far = listen(there, id, 0);
        ConversationsTest.together(60, i -> (i % 2 == 0 ? one : two).says(id, "message " + i));
        one.staff.act(id, ALICE, new StaffAction.TakeOver());
        near.until(listener -> listener.kept().size() == 61);
        far.until(listener -> listener.kept().size() == 61);
        assertEquals(near.kept(), far.kept());
        assertEquals(
                LongStream.rangeClosed(1, 61).boxed().toList(),
                near.kept().stream().map(heard -> heard.id().getAsLong()).toList());
    }

    @Test
    void whoComesBackAfterAnyEventHearsWhatTheOthersHeardMeanwhile() throws Exception {
        UUID id = one.opened();
        FakeSubscriber always = listen(here, id, 0);
        List<FakeSubscriber> joining = new ArrayList<>();
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var _ =
                    threads.submit(
                            () ->
                                    ConversationsTest.together(
                                            40, i -> two.says(id, "message " + i)));
            for (int i = 0; i < 40; i++) {
                int after = i;
                FakeSubscriber late = new FakeSubscriber();
                joining.add(late);
                Conversation now = one.conversations.get(id);
                threads.execute(() -> (after % 2 == 0 ? here : there).follow(now, after, late));
            }
        }
        always.until(listener -> listener.kept().size() == 40);
        for (int i = 0; i < 40; i++) {
            int missing = 40 - i;
            joining.get(i).until(listener -> listener.kept().size() == missing);
            assertEquals(always.kept().subList(i, 40), joining.get(i).kept());
        }
    }

    @Test
    void manyConversationsAreHeardAtOnceAndEachInItsOrder() throws Exception {
        List<UUID> ids = new ArrayList<>();
        List<FakeSubscriber> listeners = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ids.add(one.opened());
            listeners.add(listen(i % 2 == 0 ? here : there, ids.get(i), 0));
        }
        // more in each than one round brings
        ConversationsTest.together(100, i -> two.db.tx(tx -> saidOften(tx, ids.get(i))));
        for (FakeSubscriber listener : listeners) {
            listener.until(heard -> heard.kept().size() == 40);
            assertEquals(
                    LongStream.rangeClosed(1, 40).boxed().toList(),
                    listener.kept().stream().map(heard -> heard.id().getAsLong()).toList());
        }
    }

    private static boolean saidOften(Tx tx, UUID id) {
        for (int i = 0; i < 40; i++) {
            two.conversations.receive(
                    tx,
                    List.of(
                            new InboundMessage(
                                    id,
                                    Optional.empty(),
                                    "message " + i,
                                    List.of(),
                                    InboundDetails.NONE,
                                    InboundMessage.Admission.ANSWER)));
        }
        return true;
    }

    @Test
    void aNewProcessReplaysWhatTheOldOneShowed() throws Exception {
        UUID id = one.opened();
        FakeSubscriber before = listen(here, id, 0);
        for (int i = 0; i < 250; i++) {
            one.says(id, "message " + i);
        }
        one.staff.act(id, ALICE, new StaffAction.Close());
        before.until(listener -> listener.kept().size() == 251);
        try (LiveUpdates restarted = new LiveUpdates(one.db, one.bells)) {
            assertEquals(before.kept(), listen(restarted, id, 0).kept());
            assertEquals(before.kept().subList(100, 251), listen(restarted, id, 100).kept());
            assertEquals(List.of(), listen(restarted, id, 251).kept());
        }
    }

    @Test
    void anAnswerIsSeenWhileItIsWrittenAndThenReplaced() throws Exception {
        UUID id = one.opened();
        one.says(id, "how much?");
        FakeSubscriber near = listen(here, id, 0);
        FakeSubscriber far = listen(there, id, 0);
        AgentTurn turn = one.conversations.turn(id, 10);
        UUID message = UuidV7.next();
        String answer = "It costs 5 € 🚂. ".repeat(400);
        for (int i = 0; i * 16 < answer.length(); i++) {
            here.delta(id, message, i, answer.substring(i * 16, i * 16 + 16));
        }
        near.until(listener -> listener.written().equals(answer));
        far.until(listener -> listener.written().equals(answer));
        FakeSubscriber late = listen(here, id, 0);
        late.until(listener -> listener.written().equals(answer));
        one.db.runTx(tx -> one.conversations.reply(tx, turn.answer(message, answer, List.of())));
        near.until(listener -> listener.kept().size() == 2);
        far.until(listener -> listener.kept().size() == 2);
        assertEquals("message", near.all().getLast().event());
        assertEquals("", listen(here, id, 0).written());
        assertEquals("", listen(there, id, 0).written());
    }

    @Test
    void piecesThatComeFastArePutTogether() throws Exception {
        UUID id = one.opened();
        FakeSubscriber near = listen(here, id, 0);
        UUID message = UuidV7.next();
        for (int i = 0; i < 1000; i++) {
            here.delta(id, message, i, "x");
        }
        near.until(listener -> listener.written().length() == 1000);
        assertTrue(near.all().size() < 20, near.all().size() + " events");
    }

    @Test
    void aRunThatBeginsAgainWritesTheAnswerAnew() throws Exception {
        UUID id = one.opened();
        FakeSubscriber near = listen(here, id, 0);
        FakeSubscriber far = listen(there, id, 0);
        UUID message = UuidV7.next();
        here.delta(id, message, 0, "It costs");
        far.until(listener -> listener.written().equals("It costs"));
        there.delta(id, message, 0, "The price");
        there.delta(id, message, 1, " is 5 €.");
        near.until(listener -> listener.written().equals("The price is 5 €."));
        far.until(listener -> listener.written().equals("The price is 5 €."));
    }

    @Test
    void nothingMoreIsWrittenOnceAPersonHasTheConversation() throws Exception {
        UUID id = one.opened();
        FakeSubscriber near = listen(here, id, 0);
        UUID message = UuidV7.next();
        here.delta(id, message, 0, "Hello");
        near.until(listener -> listener.written().equals("Hello"));
        two.staff.act(id, ALICE, new StaffAction.TakeOver());
        near.until(listener -> listener.kept().size() == 1);
        for (int i = 1; i < 10; i++) {
            here.delta(id, message, i, " more");
        }
        Wait.pause(Duration.ofMillis(200), "nothing must be heard");
        assertEquals("Hello", near.written());
        assertEquals("", listen(here, id, 0).written());
        here.delta(id, UuidV7.next(), 0, "Again");
        Wait.pause(Duration.ofMillis(200), "nothing must be heard");
        assertEquals("Hello", near.written());
    }

    @Test
    void typingIsHeardEverywhere() throws Exception {
        UUID id = one.opened();
        FakeSubscriber near = listen(here, id, 0);
        FakeSubscriber far = listen(there, id, 0);
        here.typing(id, Author.STAFF);
        near.until(listener -> !listener.all().isEmpty());
        far.until(listener -> !listener.all().isEmpty());
        assertTrue(near.all().getFirst().is("typing") && far.all().getFirst().is("typing"));
    }

    @Test
    void nobodyIsRememberedWhoHasLeft() throws Exception {
        try (ChatFixture alone = new ChatFixture(TestDatabase.withSchema());
                LiveUpdates live = new LiveUpdates(alone.db, alone.bells)) {
            UUID id = alone.opened();
            FakeSubscriber listener = listen(live, alone, id, 0);
            assertEquals(1, live.listeners());
            listener.close();
            assertEquals(0, live.listeners());
            alone.says(id, "anybody?");
            assertFalse(listener.all().stream().anyMatch(heard -> heard.is("message")));
        }
    }

    @Test
    void whatCannotBeReadIsReadALittleLater() throws Exception {
        try (ChatFixture alone = new ChatFixture(TestDatabase.withSchema());
                LiveUpdates live = new LiveUpdates(alone.db, alone.bells)) {
            UUID id = alone.opened();
            FakeSubscriber listener = listen(live, alone, id, 0);
            run(alone, "ALTER TABLE conversation_events RENAME TO elsewhere");
            alone.says(id, "hello?");
            Wait.pause(Duration.ofMillis(200), "the failed look is over");
            assertEquals(List.of(), listener.kept());
            run(alone, "ALTER TABLE elsewhere RENAME TO conversation_events");
            listener.until(heard -> heard.kept().size() == 1);
        }
    }

    @Test
    void anAnswerIsWatchedWhereverItsSubscriberIs() throws Exception {
        UUID id = one.opened();
        assertTrue(here.isWatched(one.conversations.get(id)), "its page is about to subscribe");
        run(
                one,
                "UPDATE conversations SET created_at = now() - interval '1 hour' WHERE id = '%s'"
                        .formatted(id));
        Conversation now = one.conversations.get(id);
        assertFalse(here.isWatched(now));
        FakeSubscriber far = listen(there, id, 0);
        here.typing(id, Author.AGENT);
        far.until(listener -> !listener.all().isEmpty());
        Wait.until("the other replica replies", () -> here.isWatched(now));
        assertTrue(there.isWatched(now));
    }

    private static void run(ChatFixture replica, String sql) throws SQLException {
        try (Connection connection = replica.db.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
